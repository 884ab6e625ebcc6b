import Foundation

/// The parts of a `multipart/form-data` body (RFC 7578).
enum Multipart {
    struct Part: Sendable {
        let name: String
        /// Whether it came from a file field.
        let isFile: Bool
        let content: Data
    }

    static let mostParts = 200

    /// All parts in their order; nil if the body is not what its type says.
    static func parts(in body: Data, contentType: String) -> [Part]? {
        guard let boundary = boundary(contentType) else { return nil }
        let edge = Data(("--" + boundary).utf8)
        var parts: [Part] = []
        var position = body.startIndex
        while let start = body.range(of: edge, in: position..<body.endIndex) {
            guard let end = body.range(of: Data("\r\n".utf8) + edge, in: start.upperBound..<body.endIndex)
            else { break }
            guard let head = body.range(of: Data("\r\n\r\n".utf8), in: start.upperBound..<end.lowerBound),
                parts.count < mostParts
            else { return nil }
            let headers = String(decoding: body[start.upperBound..<head.lowerBound], as: UTF8.self)
            if let name = parameter("name", in: headers) {
                parts.append(
                    Part(
                        name: name,
                        isFile: parameter("filename", in: headers) != nil,
                        content: body[head.upperBound..<end.lowerBound]
                    )
                )
            }
            position = end.lowerBound + 2
        }
        return parts
    }

    /// The content of the part called `name`; nil if there is none.
    static func file(named name: String, in body: Data, contentType: String) -> Data? {
        parts(in: body, contentType: contentType)?.first { $0.name == name }?.content
    }

    private static func parameter(_ name: String, in headers: String) -> String? {
        for line in headers.split(whereSeparator: \.isNewline)
        where line.lowercased().hasPrefix("content-disposition:") {
            for piece in line.split(separator: ";").dropFirst() {
                let sides = piece.split(separator: "=", maxSplits: 1)
                guard sides.count == 2, sides[0].filter({ $0 != " " }).lowercased() == name else { continue }
                return sides[1].filter { $0 != "\"" }
            }
        }
        return nil
    }

    private static func boundary(_ contentType: String) -> String? {
        for piece in contentType.split(separator: ";") {
            let words = piece.drop { $0 == " " }
            guard words.lowercased().hasPrefix("boundary=") else { continue }
            let value = words.dropFirst("boundary=".count).filter { $0 != "\"" }
            return value.isEmpty || value.utf8.count > 200 ? nil : String(value)
        }
        return nil
    }
}
