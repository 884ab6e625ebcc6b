import Casework
private import Crypto
private import Foundation

/// Recovery codes: drawn, shown once, kept as marks.
extension SecondFactors {
    func replaceCodes(of person: Person.ID, _ codes: [String], in batch: Batch) throws {
        try batch.execute("DELETE FROM recovery_codes WHERE person = \(person)")
        for code in codes {
            let mark = mark(Self.plain(code), of: person)
            try batch.execute("INSERT INTO recovery_codes (person, mark) VALUES (\(person), \(mark))")
        }
    }

    static func left(of person: Person.ID, in connection: any Connection) throws -> Int {
        let row = try connection.execute(
            "SELECT COUNT(*) AS n FROM recovery_codes WHERE person = \(person) AND used_at IS NULL"
        ).first
        return Int(try row?.integer("n") ?? 0)
    }

    /// Keyed, so that whoever steals the books cannot try out all codes there are.
    func mark(_ code: String, of person: Person.ID) -> String {
        keys.mark("recovery code of \(person): \(code)")
    }

    static let codeLength = 10

    /// Nearly fifty bits each, in two groups, without letters that look like digits.
    static func drawCodes() -> [String] {
        let letters = Array("abcdefghjkmnpqrstuvwxyz23456789")
        return (0..<recoveryCodes).map { _ in
            var code = ""
            while code.count < codeLength {
                // A letter that would come up more often than others is drawn again.
                let byte = Int(
                    SymmetricKey(size: SymmetricKeySize(bitCount: 8)).withUnsafeBytes { $0.first ?? 255 }
                )
                if byte < letters.count * (256 / letters.count) { code.append(letters[byte % letters.count]) }
            }
            return code.prefix(5) + "-" + code.suffix(5)
        }
    }

    /// As typed by somebody: without blanks and hyphens, in small letters.
    static func plain(_ code: String) -> String {
        String(code.lowercased().unicodeScalars.filter { $0 != " " && $0 != "-" })
    }
}
