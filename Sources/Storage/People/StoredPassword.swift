private import Crypto
private import CryptoExtras
private import Foundation

/// A password as it stands in the books: a salt, and what scrypt makes of both by a stated amount of work.
struct StoredPassword: Sendable {
    /// scrypt's N, r and p.
    struct Work: Sendable, Equatable {
        let rounds: Int
        var blockSize = 8
        var parallelism = 3
    }

    let work: Work
    private let salt: [UInt8]
    /// Empty in nobody's, which no password fits.
    private let key: [UInt8]

    /// A new one, with a salt of its own.
    init(_ password: String, by work: Work) throws {
        let salt = SymmetricKey(size: .bits128).withUnsafeBytes { Array($0) }
        self.init(work: work, salt: salt, key: try Self.derive(password, salt, work))
    }

    /// Reads one; for an account that does not exist, or whose text is none, it is nobody's: as much work, and never right.
    init(_ text: String?, orNobodysBy work: Work) {
        let parts = (text ?? "").split(separator: ":")
        guard parts.count == 6, let rounds = Int(parts[1]), let blockSize = Int(parts[2]),
            let parallelism = Int(parts[3]), let salt = Data(base64Encoded: String(parts[4])),
            let key = Data(base64Encoded: String(parts[5]))
        else {
            self.init(work: work, salt: Array(repeating: 0, count: 16), key: [])
            return
        }
        self.init(
            work: Work(rounds: rounds, blockSize: blockSize, parallelism: parallelism),
            salt: Array(salt),
            key: Array(key)
        )
    }

    private init(work: Work, salt: [UInt8], key: [UInt8]) {
        self.work = work
        self.salt = salt
        self.key = key
    }

    /// `scrypt:N:r:p:SALT:KEY`, the last two in base64.
    var text: String {
        let numbers = "\(work.rounds):\(work.blockSize):\(work.parallelism)"
        return "scrypt:\(numbers):\(Data(salt).base64EncodedString()):\(Data(key).base64EncodedString())"
    }

    /// Whether `password` is the one; takes the whole work whatever the answer.
    func fits(_ password: String) throws -> Bool {
        let derived = try Self.derive(password, salt, work)
        return derived.count == key.count && zip(derived, key).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
    }

    private static func derive(_ password: String, _ salt: [UInt8], _ work: Work) throws -> [UInt8] {
        try KDF.Scrypt.deriveKey(
            from: Data(password.utf8),
            salt: salt,
            outputByteCount: 32,
            rounds: work.rounds,
            blockSize: work.blockSize,
            parallelism: work.parallelism
        ).withUnsafeBytes { Array($0) }
    }
}
