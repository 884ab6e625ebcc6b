package import Casework
private import Crypto
private import Foundation

/// Codes that change every thirty seconds, worked out from a secret that only an authenticator and we know.
///
/// Source: RFC 6238 over HMAC-SHA-1, as all authenticators speak it.
package struct TOTP: Sendable, Equatable {
    package let secret: [UInt8]

    static let period: Int64 = 30_000
    package static let digits = 6

    package init(secret: [UInt8]) { self.secret = secret }

    /// A new secret of 160 bits, as long as the hash.
    package static func drawn() -> TOTP {
        TOTP(secret: SymmetricKey(size: SymmetricKeySize(bitCount: 160)).withUnsafeBytes { Array($0) })
    }

    /// Which thirty seconds an instant lies in.
    package static func step(at now: Timestamp) -> Int64 { now.milliseconds / period }

    package func code(step: Int64, digits: Int = Self.digits) -> String {
        let counter = withUnsafeBytes(of: step.bigEndian) { Array($0) }
        let hash = Array(
            HMAC<Insecure.SHA1>.authenticationCode(for: counter, using: SymmetricKey(data: secret))
        )
        // Four bytes from where the last half byte points to, without their sign.
        let offset = Int((hash.last ?? 0) & 0x0f)
        let number = hash[offset..<offset + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) } & 0x7fff_ffff
        let modulus = (0..<digits).reduce(UInt32(1)) { product, _ in product * 10 }
        return padded(Int(number % modulus), digits)
    }

    /// The step whose code this is: now, or one before or after, as clocks differ a little.
    package func step(of code: String, at now: Timestamp) -> Int64? {
        let step = Self.step(at: now)
        return [step, step - 1, step + 1].first { Self.isSame(self.code(step: $0), code) }
    }

    /// As people type it into an authenticator.
    package var base32: String { Base32.text(secret) }

    /// The same in groups of four.
    package var spelled: String {
        let text = Array(base32)
        return stride(from: 0, to: text.count, by: 4)
            .map { String(text[$0..<min($0 + 4, text.count)]) }.joined(separator: " ")
    }

    /// What an authenticator reads from a link or a picture.
    package func address(account: String, issuer: String) -> String {
        func encoded(_ text: String) -> String {
            text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
        }
        return "otpauth://totp/\(encoded(issuer)):\(encoded(account))?secret=\(base32)"
            + "&issuer=\(encoded(issuer))&algorithm=SHA1&digits=\(Self.digits)&period=30"
    }

    /// Without telling by its time how much of it was right.
    private static func isSame(_ a: String, _ b: String) -> Bool {
        let (a, b) = (Array(a.utf8), Array(b.utf8))
        return a.count == b.count && zip(a, b).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
    }
}

/// RFC 4648, without the padding that no authenticator wants.
enum Base32 {
    private static let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)

    static func text(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        var held: UInt32 = 0
        var bits = 0
        for byte in bytes {
            held = held << 8 | UInt32(byte)
            bits += 8
            while bits >= 5 {
                bits -= 5
                text.append(letters[Int(held >> UInt32(bits)) & 31])
            }
        }
        if bits > 0 { text.append(letters[Int(held << UInt32(5 - bits)) & 31]) }
        return String(decoding: text, as: UTF8.self)
    }
}
