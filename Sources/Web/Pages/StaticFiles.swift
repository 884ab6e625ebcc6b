import Crypto
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import NIOFoundationEssentialsCompat

/// What browsers load beside the pages: our own files, and others' as the set-up fetched them.
///
/// The address holds the content's hash, so that it may be kept for ever.
struct StaticFiles: Sendable {
    private struct File: Sendable {
        let hash: String
        let type: String
        let content: ByteBuffer
    }

    private let files: [String: File]

    init(home: URL) throws {
        var files: [String: File] = [:]
        for folder in ["Resources/static", "assets"] {
            let folder = home.appending(path: folder)
            // Without the set-up's assets the pages are plain, but they work.
            for name in (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [] {
                guard let type = Self.types[String(name.split(separator: ".").last ?? "")],
                    let data = FileManager.default.contents(atPath: folder.appending(path: name).path)
                else { continue }
                let digest = SHA256.hash(data: data).prefix(6).map { Self.hex[Int($0)] }.joined()
                files[name] = File(hash: digest, type: type, content: ByteBuffer(data: data))
            }
        }
        self.files = files
    }

    private static let hex = (0...255).map { $0 < 16 ? "0" + String($0, radix: 16) : String($0, radix: 16) }
    private static let types = [
        "css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml",
        "png": "image/png", "ico": "image/x-icon",
    ]

    /// Where a browser finds the file.
    func path(_ name: String) -> String { "/assets/\(files[name]?.hash ?? "none")/\(name)" }

    func respond(_ name: String) throws -> Response {
        guard let file = files[name] else { throw Problem.notFound }
        return Response(
            status: .ok,
            headers: [.contentType: file.type, .cacheControl: "public, max-age=31536000, immutable"],
            body: .init(byteBuffer: file.content)
        )
    }
}
