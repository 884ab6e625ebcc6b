private import Crypto
private import Foundation
private import NIOPosix

/// Hashes and checks passwords: scrypt with its parameters in the hash, two at a time, never on Swift's own threads.
///
/// Source: docs/domain.md, “Privacy”: N = 2¹⁵, r = 8, p = 3.
package struct Passwords: Sendable {
    private let threads: NIOThreadPool
    private let work: StoredPassword.Work

    /// - Parameter demonstration: accounts of a demonstration are drawn by the hundred at the first start, and their passwords
    ///   stand in a file beside the books: hashing them is to cost nothing.
    package init(demonstration: Bool = false) {
        threads = NIOThreadPool(numberOfThreads: 2)
        threads.start()
        work = StoredPassword.Work(rounds: demonstration ? 1 << 4 : 1 << 15)
    }

    package func hash(_ password: String) async throws -> String {
        try await threads.runIfActive { [work] in try StoredPassword(password, by: work).text }
    }

    /// Whether the password is the one; an account that does not exist costs the same time.
    package func verify(_ password: String, against stored: String?) async throws -> Bool {
        try await threads.runIfActive { [work] in
            try StoredPassword(stored, orNobodysBy: work).fits(password)
        }
    }

    /// Why a password will not do; nil if it will.
    package static func objection(to password: String, account: String) -> String? {
        let scalars = password.unicodeScalars
        if scalars.count < 10 { return "密码至少 10 个字符。" }
        if scalars.count > 200 { return "密码最多 200 个字符。" }
        let classes = [
            scalars.contains { ("a"..."z").contains($0) }, scalars.contains { ("A"..."Z").contains($0) },
            scalars.contains { ("0"..."9").contains($0) },
            scalars.contains { !$0.properties.isAlphabetic && !("0"..."9").contains($0) },
        ]
        if classes.filter({ $0 }).count < 3 { return "密码须含大写、小写、数字、符号中的三类。" }
        if password.lowercased().contains(account.lowercased()) { return "密码不能包含账号。" }
        return nil
    }
}

/// Random words: session tokens, API tokens, first passwords.
package enum Secret {
    /// 256 bits, safe in headers and cookies.
    package static func token() -> String {
        let words = SymmetricKey(size: .bits256).withUnsafeBytes { Data($0) }.base64EncodedString().utf8
        return String(decoding: words.compactMap(safe), as: UTF8.self)
    }

    private static func safe(_ letter: UInt8) -> UInt8? {
        switch letter {
        case UInt8(ascii: "+"): UInt8(ascii: "-")
        case UInt8(ascii: "/"): UInt8(ascii: "_")
        case UInt8(ascii: "="): nil
        default: letter
        }
    }

    /// A password that satisfies the rules, easy to read aloud.
    package static func password() -> String {
        let letters = Array("abcdefghjkmnpqrstuvwxyz")
        let digits = Array("23456789")
        var bytes = SymmetricKey(size: .bits256).withUnsafeBytes { Array($0) }
        func take(_ count: Int, _ from: [Character]) -> String {
            String((0..<count).map { _ in from[Int(bytes.removeLast()) % from.count] })
        }
        return take(4, letters).capitalized + "-" + take(4, letters) + "-" + take(4, digits)
    }

    /// What is stored in a token's place.
    package static func digest(_ token: String) -> String {
        Data(SHA256.hash(data: Data(token.utf8))).base64EncodedString()
    }
}
