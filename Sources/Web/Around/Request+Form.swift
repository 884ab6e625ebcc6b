import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import NIOFoundationCompat

/// What a form sent, in its order; a name may come several times.
struct FormFields: Sendable {
    let pairs: [(String, String)]
    /// Files that came with it, by field; empty ones (nothing was chosen) are left out.
    var files: [(name: String, content: Data)] = []

    init(pairs: [(String, String)], files: [(name: String, content: Data)] = []) {
        self.pairs = pairs
        self.files = files
    }

    func first(_ name: String) -> String? { pairs.first { $0.0 == name }?.1 }
    func all(_ name: String) -> [String] { pairs.filter { $0.0 == name }.map(\.1) }

    /// As the reader of fields takes them.
    ///
    /// A tick box sends `false` always and `true` when it is ticked.
    var raw: [String: RawValue] {
        let ticked = Set(pairs.filter { $0.1 == "true" }.map(\.0))
        return RawValue(form: pairs.filter { $0.1 != "false" || !ticked.contains($0.0) }).object ?? [:]
    }

    /// Reads what an address's query, or a form, holds.
    ///
    /// - Throws: `Problem` 400 if it cannot be read.
    init(text: String) throws { self = try Request.pairs(text) }

    /// Without the form's own fields.
    func without(_ names: Set<String>) -> FormFields {
        FormFields(pairs: pairs.filter { !names.contains($0.0) }, files: files)
    }
}

extension Request {
    /// The form, as fields or as parts with files.
    func form() async throws -> FormFields {
        if let type = headers[.contentType], type.lowercased().hasPrefix("multipart/form-data") {
            let buffer = try await body.collect(upTo: Self.mostWithFiles)
            return try Self.multipart(Data(buffer: buffer), type)
        }
        let buffer = try await body.collect(upTo: Self.mostJSON)
        guard let text = String(validating: buffer.readableBytesView, as: UTF8.self) else {
            throw Problem.unreadable("表单不是 UTF-8 文字。")
        }
        return try Self.pairs(text)
    }

    /// What stands in the address behind the question mark, spaces as `%20` or, as forms send them, as `+`.
    var query: FormFields { get throws { try Self.pairs(uri.query ?? "") } }

    fileprivate static func pairs(_ text: String) throws -> FormFields {
        var pairs: [(String, String)] = []
        for piece in text.utf8.split(separator: UInt8(ascii: "&")) {
            let sides = piece.split(
                separator: UInt8(ascii: "="),
                maxSplits: 1,
                omittingEmptySubsequences: false
            )
            guard let name = decoded(sides.first),
                let value = decoded(sides.count > 1 ? sides[1] : nil)
            else {
                throw Problem.unreadable("表单无法解读。")
            }
            pairs.append((name, value))
            if pairs.count > 500 { throw Problem.unreadable("表单的字段太多。") }
        }
        return FormFields(pairs: pairs)
    }

    /// A form with a few photographs.
    static let mostWithFiles = 3 * Photo.mostBytes

    private static func multipart(_ body: Data, _ type: String) throws -> FormFields {
        guard let parts = Multipart.parts(in: body, contentType: type) else {
            throw Problem.unreadable("表单无法解读。")
        }
        var form = FormFields(pairs: [])
        var pairs: [(String, String)] = []
        for part in parts {
            if part.isFile {
                if !part.content.isEmpty { form.files.append((part.name, part.content)) }
            } else if let text = String(validating: part.content, as: UTF8.self) {
                pairs.append((part.name, text.replacing("\r\n", with: "\n")))
            } else {
                throw Problem.unreadable("表单不是 UTF-8 文字。")
            }
        }
        return FormFields(pairs: pairs, files: form.files)
    }

    private static func decoded(_ piece: Substring.UTF8View.SubSequence?) -> String? {
        guard let piece else { return "" }
        var bytes: [UInt8] = []
        var rest = piece[...]
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "+"): bytes.append(0x20)
            case UInt8(ascii: "%"):
                guard let high = rest.popFirst().flatMap(hex), let low = rest.popFirst().flatMap(hex) else {
                    return nil
                }
                bytes.append(high << 4 | low)
            default: bytes.append(byte)
            }
        }
        // Browsers send lines with CR LF; we keep LF.
        return String(validating: bytes, as: UTF8.self)?.replacing("\r\n", with: "\n")
    }

    private static func hex(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }

    /// Whether the browser says that the request comes from a page of ours; tools that say nothing pass.
    var isFromOurselves: Bool {
        if let name = HTTPField.Name("Sec-Fetch-Site"), let site = headers[name] {
            return site == "same-origin" || site == "none"
        }
        guard let name = HTTPField.Name("Origin"), let origin = headers[name] else { return true }
        return origin.hasSuffix("//" + (head.authority ?? ""))
    }
}
