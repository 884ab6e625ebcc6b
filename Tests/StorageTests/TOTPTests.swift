import Casework
import Foundation
import Testing

@testable import Storage

@Suite("Codes that change with time")
struct TOTPTests {
    /// RFC 6238, appendix B, for SHA-1: its secret, seconds and eight digits.
    static let vectors: [(Int64, String)] = [
        (59, "94287082"), (1_111_111_109, "07081804"), (1_111_111_111, "14050471"),
        (1_234_567_890, "89005924"), (2_000_000_000, "69279037"), (20_000_000_000, "65353130"),
    ]

    let factor = TOTP(secret: Array("12345678901234567890".utf8))

    @Test("are those of the standard's table", arguments: vectors)
    func standard(_ seconds: Int64, _ code: String) {
        let step = TOTP.step(at: Timestamp(milliseconds: seconds * 1000))
        #expect(factor.code(step: step, digits: 8) == code)
        #expect(factor.code(step: step) == String(code.suffix(6)))
    }

    @Test("hold for the step before and the one after, and no longer")
    func window() {
        let now = Timestamp(milliseconds: 1_234_567_890_000)
        let step = TOTP.step(at: now)
        for distance in -3...3 {
            let found = factor.step(of: factor.code(step: step + Int64(distance)), at: now)
            #expect((found != nil) == (abs(distance) <= 1), "\(distance)")
        }
        #expect(factor.step(of: "", at: now) == nil)
    }

    @Test("come from a secret that people can type: RFC 4648, in groups of four")
    func secret() {
        #expect(factor.base32 == "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")
        #expect(TOTP(secret: Array("foobar".utf8)).base32 == "MZXW6YTBOI")
        #expect(factor.spelled == "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ")
        #expect(TOTP.drawn().secret.count == 20)
        #expect(TOTP.drawn() != TOTP.drawn())
    }

    @Test("have an address that an authenticator reads")
    func address() {
        #expect(
            factor.address(account: "admin.1", issuer: "回音 12319")
                == "otpauth://totp/%E5%9B%9E%E9%9F%B3%2012319:admin%2E1?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
                + "&issuer=%E5%9B%9E%E9%9F%B3%2012319&algorithm=SHA1&digits=6&period=30"
        )
    }
}
