import Foundation

/// The one file of a `multipart/form-data` body (RFC 7578).
enum Multipart {
    /// The content of the part called `name`; nil if there is none.
    static func file(named name: String, in body: Data, contentType: String) -> Data? {
        guard let boundary = boundary(contentType) else { return nil }
        let edge = Data(("--" + boundary).utf8)
        var position = body.startIndex
        while let start = body.range(of: edge, in: position..<body.endIndex) {
            guard let end = body.range(of: Data("\r\n".utf8) + edge, in: start.upperBound..<body.endIndex),
                let head = body.range(of: Data("\r\n\r\n".utf8), in: start.upperBound..<end.lowerBound)
            else { return nil }
            let headers = String(decoding: body[start.upperBound..<head.lowerBound], as: UTF8.self)
                .lowercased()
            if headers.contains("name=\"\(name)\"") { return body[head.upperBound..<end.lowerBound] }
            position = end.lowerBound
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
