import Foundation
import HTTPTypes
import NIOCore
import Storage
import Testing

@testable import Web

extension Browser {
    /// A form with a photograph of one pixel, as a browser without script sends it.
    @discardableResult
    func postWithPhoto(_ path: String, _ fields: [(String, String)]) async throws -> Got {
        let png = try #require(
            Data(
                base64Encoded:
                    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
            )
        )
        var body = Data()
        func add(_ text: String) { body.append(Data(text.utf8)) }
        for (name, value) in [("_token", session?.formToken ?? "")] + fields {
            add("--edge\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n")
        }
        add(
            "--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.png\"\r\nContent-Type: image/png\r\n\r\n"
        )
        body.append(png)
        add("\r\n--edge--\r\n")
        return try await send(
            .post,
            path,
            [.contentType: "multipart/form-data; boundary=edge"],
            ByteBuffer(bytes: body)
        )
    }
}
