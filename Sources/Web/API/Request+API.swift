import Crypto
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import NIOFoundationCompat
import Storage

extension Request {
    /// Bytes of JSON that a request may have; photographs go another way.
    static let mostJSON = 1_000_000

    /// The body as an object of fields; with an `Idempotency-Key`, the digest by which the same request is known again.
    func object(_ context: some RequestContext) async throws -> ([String: RawValue], digest: String?) {
        let buffer = try await body.collect(upTo: Self.mostJSON)
        let bytes = Array(buffer.readableBytesView)
        let digest = idempotencyKey.map { _ in
            Secret.digest(method.rawValue + " " + uri.path + "\n" + Data(bytes).base64EncodedString())
        }
        if bytes.isEmpty { return ([:], digest) }
        guard String(validating: bytes, as: UTF8.self) != nil else {
            throw Problem.unreadable("请求体不是 UTF-8 文字。")
        }
        do throws(UnreadableJSON) {
            guard let object = try RawValue(json: bytes).object else {
                throw UnreadableJSON()
            }
            return (object, digest)
        } catch {
            throw Problem.unreadable("请求体须为一个可读的 JSON 对象：请检查引号、逗号和嵌套层数。")
        }
    }

    /// The version that `If-Match` names.
    var ifMatch: Int? {
        get throws {
            guard let header = headers[.ifMatch] else { return nil }
            guard header.hasPrefix("\""), header.hasSuffix("\""),
                let version = Int(header.dropFirst().dropLast())
            else {
                throw Problem.unreadable("If-Match 须为 \"版本号\"。")
            }
            return version
        }
    }

    func idempotency(of holder: TokenHolder, digest: String?) -> Idempotency? {
        guard let key = idempotencyKey, let digest else { return nil }
        return Idempotency(token: holder.digest, key: String(key.prefix(200)), digest: digest)
    }

    private var idempotencyKey: String? {
        guard let name = HTTPField.Name("Idempotency-Key"), let key = headers[name], !key.isEmpty else {
            return nil
        }
        return key
    }
}
