private import Crypto
package import Foundation

/// What opens the wall in a browser that nobody signs in with: it opens the wall and nothing else.
package struct WallKey: Sendable {
    /// What stands in the link.
    package let words: String
    /// What the browser keeps: made of the words, which cannot be had back from it.
    package let cookie: String

    /// Reads the key under `folder`, drawing it the first time.
    package init(folder: URL) throws {
        let file = folder.appending(path: "keys").appending(path: "wall.key")
        if FileManager.default.fileExists(atPath: file.path) {
            guard let data = FileManager.default.contents(atPath: file.path) else {
                throw KeyError.unreadable(file.path)
            }
            let words = String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
            // A key somebody could guess is none.
            guard words.utf8.count >= 32 else { throw KeyError.unreadable(file.path) }
            self.init(words: words)
            return
        }
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(),
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        let words = Secret.token()
        guard
            FileManager.default.createFile(
                atPath: file.path,
                contents: Data((words + "\n").utf8),
                attributes: [.posixPermissions: 0o600]
            )
        else { throw KeyError.unwritable(file.path) }
        self.init(words: words)
    }

    private init(words: String) {
        self.words = words
        cookie = Secret.digest("wall cookie of " + words)
            .replacingOccurrences(of: "+", with: "-").replacingOccurrences(of: "/", with: "_")
            .replacingOccurrences(of: "=", with: "")
    }

    package func opens(with given: String) -> Bool { Self.isEqual(given, words) }
    package func isKnown(_ given: String) -> Bool { Self.isEqual(given, cookie) }

    /// Compares digests, so that the time taken tells nothing of how much was right.
    private static func isEqual(_ a: String, _ b: String) -> Bool {
        SHA256.hash(data: Data(a.utf8)) == SHA256.hash(data: Data(b.utf8))
    }
}
