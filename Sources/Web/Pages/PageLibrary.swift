import Casework
package import Foundation
import HTTPTypes
import Hummingbird
import Mustache
import NIOCore

/// Escapes scalar by scalar: swift-mustache 2.1.1 goes character by character and lets `"` followed by a combining
/// mark through as it is.
struct SafeHTML: MustacheContentType {
    func escapeText(_ text: String) -> String {
        guard text.utf8.contains(where: Self.isSpecial) else { return text }
        var safe = ""
        safe.reserveCapacity(text.utf8.count + 32)
        for scalar in text.unicodeScalars {
            switch scalar {
            case "<": safe += "&lt;"
            case ">": safe += "&gt;"
            case "&": safe += "&amp;"
            case "\"": safe += "&quot;"
            case "'": safe += "&#39;"
            // Rendered text is laid into pages as a template of its own, and may not hold a tag.
            case "{": safe += "&#123;"
            default: safe.unicodeScalars.append(scalar)
            }
        }
        return safe
    }

    private static func isSpecial(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "&"), UInt8(ascii: "\""), UInt8(ascii: "'"),
            UInt8(ascii: "{"):
            true
        default: false
        }
    }
}

/// A page: a value of finished strings, whose template has the name of its type.
protocol Page: Sendable {
    /// The page's own title, before the city's name.
    var title: String { get }
}

/// The templates, loaded once, every one of them escaping safely.
package struct PageLibrary: Sendable {
    let library: MustacheLibrary
    let files: StaticFiles
    let ready = ReadyParts()
    private let watch: (@Sendable (any Sendable, String) -> Void)?

    /// - Parameters:
    ///   - home: the folder that holds `Resources/` and, once fetched, `assets/`.
    ///   - watch: sees every value that is rendered, with the name of its template: for tests.
    /// - Throws: if a template cannot be read.
    package init(home: URL, watch: (@Sendable (any Sendable, String) -> Void)? = nil) throws {
        self.watch = watch
        MustacheContentTypes.register(SafeHTML(), named: "SAFE")
        let folder = home.appending(path: "Resources/templates")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        var library = MustacheLibrary()
        for name in names where name.hasSuffix(".mustache") {
            let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
            let template = try MustacheTemplate(string: "{{% CONTENT_TYPE:SAFE}}" + text)
            library.register(template, named: String(name.dropLast(".mustache".count)))
        }
        self.library = library
        files = try StaticFiles(home: home)
    }

    func text(_ page: some Sendable, template: String) -> String {
        watch?(page, template)
        return library.render(page, withTemplate: template) ?? ""
    }
}
