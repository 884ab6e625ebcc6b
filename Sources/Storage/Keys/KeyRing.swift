import Crypto
package import Foundation

/// The keys that the sealed columns need, in a file of their own outside the database.
///
/// Losing the file is losing every personal word: docs/running.md says how to keep it.
package struct KeyRing: Sendable {
    /// Names the key that sealed something, so that keys can be changed.
    private let id: String
    private let master: SymmetricKey
    /// For telephone numbers and words, so that equal ones can be found without being read.
    private let search: HMAC<SHA256>
    /// What each case's own key is made with.
    private let cases: HMAC<SHA256>

    /// Reads the keys under `folder`, drawing them the first time.
    package init(folder: URL) throws {
        let file = folder.appending(path: "keys").appending(path: "master.key")
        if FileManager.default.fileExists(atPath: file.path) {
            guard let data = FileManager.default.contents(atPath: file.path) else {
                throw KeyError.unreadable(file.path)
            }
            try self.init(text: String(decoding: data, as: UTF8.self), file: file)
            return
        }
        // Books without their keys: drawing new ones would lose every personal word for good.
        if FileManager.default.fileExists(atPath: folder.appending(path: "huiyin.sqlite").path) {
            throw KeyError.missing(file.path)
        }
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(),
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        let words = ["k1", SymmetricKey(size: .bits256).base64, SymmetricKey(size: .bits256).base64]
        let text = words.joined(separator: " ") + "\n"
        guard
            FileManager.default.createFile(
                atPath: file.path,
                contents: Data(text.utf8),
                attributes: [.posixPermissions: 0o600]
            )
        else { throw KeyError.unwritable(file.path) }
        try self.init(text: text, file: file)
        // The key must not reach the disk later than what is sealed with it.
        for path in [file.path, file.deletingLastPathComponent().path, folder.path] {
            let descriptor = Foundation.open(path, O_RDONLY)
            defer { _ = Foundation.close(descriptor) }
            guard descriptor >= 0, fsync(descriptor) == 0 else { throw KeyError.unwritable(file.path) }
        }
    }

    private init(text: String, file: URL) throws {
        let words = text.split(whereSeparator: \.isWhitespace)
        guard words.count == 3, let master = Data(base64Encoded: String(words[1])),
            let search = Data(base64Encoded: String(words[2])), master.count == 32, search.count == 32
        else { throw KeyError.unreadable(file.path) }
        id = String(words[0])
        self.master = SymmetricKey(data: master)
        self.search = HMAC(key: SymmetricKey(data: search))
        cases = HMAC(
            key: HKDF<SHA256>.deriveKey(
                inputKeyMaterial: self.master,
                info: Data("huiyin cases".utf8),
                outputByteCount: 32
            )
        )
    }

    /// Makes sure that this is the key file of the books, which know it by a mark; new books take it for theirs.
    package func belong(to books: Books) async throws {
        let own = mark("")
        let known = try await books.read {
            try $0.execute("SELECT mark FROM key_marks").map { try $0.text("mark") }
        }
        if known == [own] { return }
        try await books.write { connection in
            guard try connection.execute("SELECT mark FROM key_marks").isEmpty else { throw KeyError.foreign }
            try connection.execute("INSERT INTO key_marks (mark) VALUES (\(own))")
        }
    }

    /// A new key for one case, and what of it is stored: 16 random bytes, of which only who has the master key can make it.
    func newCaseKey() -> (CaseKey, stored: [UInt8]) {
        let stored = randomBytes(16)
        return (caseKey(stored: stored), stored)
    }

    func caseKey(stored: [UInt8]) -> CaseKey {
        CaseKey(SymmetricKey(data: cases.code(of: stored)))
    }

    /// Seals something that belongs to no case.
    package func seal(_ data: some DataProtocol) throws -> String {
        guard let combined = try AES.GCM.seal(data, using: master, nonce: .drawn()).combined else {
            throw KeyError.damaged
        }
        return id + ":" + combined.base64EncodedString()
    }

    /// Seals words by their names, which belong to no case.
    func seal(words: [String: String]) throws -> String {
        var packed = PackedWriter()
        packed.add(words)
        return try seal(packed.bytes)
    }

    func words(in stored: String) throws -> [String: String] {
        try Packed.words(in: open(stored))
    }

    package func open(_ stored: String) throws -> Data {
        guard let colon = stored.utf8.firstIndex(of: UInt8(ascii: ":")), stored[..<colon] == id else {
            throw KeyError.unknown(String(stored.prefix(8)))
        }
        guard let data = Data(base64Encoded: String(stored[stored.utf8.index(after: colon)...])) else {
            throw KeyError.damaged
        }
        return try AES.GCM.open(AES.GCM.SealedBox(combined: data), using: master)
    }

    /// Equal words give equal marks; a word and a telephone number never do.
    func searchMark(of word: SearchWord) -> Int64 {
        search.code(of: Array(word.text.utf8)).withUnsafeBytes { $0.loadUnaligned(as: Int64.self) }
    }

    /// What only who has the keys can say of `parts`.
    func seal(of parts: [String]) -> String {
        let info = Data("huiyin seals".utf8)
        let key = HKDF<SHA256>.deriveKey(inputKeyMaterial: master, info: info, outputByteCount: 32)
        var authentication = HMAC<SHA256>(key: key)
        for part in parts {
            withUnsafeBytes(of: UInt32(part.utf8.count).bigEndian) { authentication.update(data: $0) }
            authentication.update(data: Data(part.utf8))
        }
        return Data(authentication.finalize()).base64EncodedString()
    }

    /// Equal numbers give equal marks, of 16 bytes; nobody without the key can tell which number it is.
    func searchMark(phone: String) -> [UInt8] {
        search.code(of: Array(phone.utf8)).withUnsafeBytes { Array($0.prefix(16)) }
    }

    /// The same for other words; they begin with what they are, so that none is taken for a number.
    func mark(_ words: String) -> String {
        Data(search.code(of: Array(words.utf8))).base64EncodedString()
    }
}

/// One case's own key: destroying it forgets its people and leaves the chain whole.
struct CaseKey: Sendable {
    private let key: SymmetricKey

    init(_ key: SymmetricKey) { self.key = key }

    func seal(_ data: some DataProtocol) throws -> [UInt8] {
        guard let combined = try AES.GCM.seal(data, using: key, nonce: .drawn()).combined else {
            throw KeyError.damaged
        }
        return Array(combined)
    }

    func open(_ sealed: [UInt8]) throws -> Data {
        try AES.GCM.open(AES.GCM.SealedBox(combined: sealed), using: key)
    }

    /// What the chain keeps of words it does not hold: the first half of their HMAC (RFC 2104, section 5).
    func digest(_ data: some DataProtocol) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: data, using: key).prefix(Self.digestLength))
    }

    static let digestLength = 16
}

package enum KeyError: Error, CustomStringConvertible {
    case unreadable(String)
    case unwritable(String)
    case missing(String)
    case foreign
    case unknown(String)
    case damaged

    package var description: String {
        switch self {
        case .unreadable(let path): "\(path) is not a key file; restore it from its own backup"
        case .missing(let path):
            "\(path) is missing although there are books: restore the key file from its own backup"
        case .foreign:
            "the key file is not the one of these books; put theirs at keys/master.key under the data folder"
        case .unwritable(let path):
            "cannot write the key file \(path); check the folder's owner and permissions"
        case .unknown(let id):
            "something was sealed with another key (\(id)…); restore the key file that belongs to these books"
        case .damaged: "a sealed value is damaged"
        }
    }
}

extension HMAC<SHA256> {
    /// Of one text: a code that was begun with its key is copied, which spares reading the key in again.
    fileprivate func code(of text: [UInt8]) -> MAC {
        var code = self
        code.update(data: text)
        return code.finalize()
    }
}

extension SymmetricKey {
    fileprivate var base64: String { withUnsafeBytes { Data($0) }.base64EncodedString() }
}

extension AES.GCM.Nonce {
    fileprivate static func drawn() throws -> Self { try Self(data: randomBytes(12)) }
}

/// From the system's generator, by one call: the library's own asks it for eight bytes at a time, which is ten calls a
/// case.
private func randomBytes(_ count: Int) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: count) { bytes, initialized in
        // It refuses nothing but more than 256 bytes, and a kernel older than any we run on.
        precondition(getentropy(bytes.baseAddress, count) == 0, "the system has no random bytes")
        initialized = count
    }
}
