import Foundation
import Mustache
import Testing

@testable import Web

/// Walks a template with the value that it was rendered with, and notes every key that nobody answers.
struct TemplateWalk {
    private(set) var unanswered: Set<String> = []
    /// Sections whose inside has been walked at least once, and all there are.
    private(set) var walked: Set<String> = []
    private(set) var sections: Set<String> = []

    indirect enum Piece {
        case key(String)
        case section(String, [Piece], at: String)
        case partial(String)
    }

    let templates: [String: [Piece]]

    init(folder: URL) throws {
        var templates: [String: [Piece]] = [:]
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path)
        where name.hasSuffix(".mustache") {
            let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
            let own = String(name.dropLast(".mustache".count))
            var tags = Self.tags(text)[...]
            templates[own] = Self.pieces(&tags, own)
        }
        self.templates = templates
    }

    private static func tags(_ text: String) -> [String] {
        text.components(separatedBy: "{{").dropFirst().compactMap { $0.components(separatedBy: "}}").first }
    }

    private static func pieces(_ tags: inout ArraySlice<String>, _ template: String) -> [Piece] {
        var pieces: [Piece] = []
        while let tag = tags.popFirst() {
            let name = String(tag.dropFirst()).trimmed
            switch tag.first {
            case "#", "^":
                let place = "\(template): \(tag) \(tags.startIndex)"
                pieces.append(.section(name, Self.pieces(&tags, template), at: place))
            case "/": return pieces
            case ">": pieces.append(.partial(name))
            // What is laid into another template is walked where it stands; the layout by itself.
            case "<": pieces += [.partial(name)] + Self.pieces(&tags, template)
            case "$": pieces += Self.pieces(&tags, template)
            case "%", "!": break
            default: pieces.append(.key(tag.trimmed))
            }
        }
        return pieces
    }

    mutating func walk(_ template: String, _ value: any Sendable) {
        walk(templates[template] ?? [], template, [value])
    }

    private mutating func walk(_ pieces: [Piece], _ template: String, _ stack: [Any]) {
        for piece in pieces {
            switch piece {
            case .key(let name): if name != "." { _ = find(name, template, stack) }
            case .partial(let name): walkPartial(name, template, stack)
            case .section(let name, let inner, let place):
                sections.insert(place)
                guard let child = find(name, template, stack) else { continue }
                enter(child, inner, place, template, stack)
            }
        }
    }

    /// A partial by its name, or by the one that the value gives.
    private mutating func walkPartial(_ name: String, _ template: String, _ stack: [Any]) {
        let named = name.hasPrefix("*") ? find(String(name.dropFirst()), template, stack) as? String : name
        guard let named else { return }
        walk(templates[named] ?? [], named, stack)
    }

    private mutating func enter(
        _ child: Any,
        _ inner: [Piece],
        _ place: String,
        _ template: String,
        _ stack: [Any]
    ) {
        switch child {
        case is Bool:
            walked.insert(place)
            walk(inner, template, stack)
        case let children as [Any]:
            let isInverted = place.contains(": ^")
            if isInverted || !children.isEmpty { walked.insert(place) }
            if isInverted { walk(inner, template, stack) }
            for child in children where !isInverted { walk(inner, template, stack + [child]) }
        default:
            walked.insert(place)
            walk(inner, template, stack + [child])
        }
    }

    private mutating func find(_ name: String, _ template: String, _ stack: [Any]) -> Any? {
        if name == "." { return stack.last }
        for value in stack.reversed() {
            if let child = (value as? any MustacheParent)?.child(named: name) { return child }
        }
        unanswered.insert("\(template): {{\(name)}}")
        return nil
    }
}
