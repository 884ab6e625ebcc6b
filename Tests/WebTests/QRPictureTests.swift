import Testing

@testable import Web

struct QRPictureTests {
    /// The modules, row by row, drawn again from the path.
    private func modules(_ picture: QRPicture) -> [[Bool]] {
        var rows = Array(repeating: Array(repeating: false, count: picture.side), count: picture.side)
        for run in picture.path.matches(of: /M(\d+) (\d+)h(\d+)v1h-(\d+)z/) {
            guard let x = Int(run.1), let y = Int(run.2), let length = Int(run.3), run.3 == run.4 else {
                continue
            }
            for place in x..<x + length { rows[y][place] = true }
        }
        return rows
    }

    @Test func threeCornersAreMarkedWithinAQuietBorder() throws {
        let picture = try #require(QRPicture("otpauth://totp/12319:agent01?secret=JBSWY3DPEHPK3PXP"))
        let rows = modules(picture)
        let width = picture.side - 8
        #expect((width - 17) % 4 == 0, "a side that codes have")
        let finder = ["1111111", "1000001", "1011101", "1011101", "1011101", "1000001", "1111111"]
        for (left, top) in [(4, 4), (4 + width - 7, 4), (4, 4 + width - 7)] {
            let found = (0..<7).map { y in
                (0..<7).map { x in rows[top + y][left + x] ? "1" : "0" }.joined()
            }
            #expect(found == finder)
        }
        let border = rows.prefix(4) + rows.suffix(4) + rows.map { Array($0.prefix(4) + $0.suffix(4)) }
        #expect(border.allSatisfy { !$0.contains(true) })
    }

    @Test func whatIsTooLongHasNone() {
        #expect(QRPicture(String(repeating: "x", count: 4000)) == nil)
    }
}
