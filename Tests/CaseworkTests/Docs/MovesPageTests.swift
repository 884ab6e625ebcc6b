import Foundation
import Testing

@Suite("The handbook")
struct MovesPageTests {
    @Test("shows the moves as the code has them")
    func moves() throws {
        let page = Tables.folder.deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "docs/moves.md")
        if ProcessInfo.processInfo.environment["HUIYIN_WRITE_DOCS"] != nil {
            try FileManager.default.createDirectory(
                at: page.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            try Data(MovesPage.text.utf8).write(to: page)
        }
        // Compared as one yes or no: a page of differences helps nobody.
        let isCurrent = try String(contentsOf: page, encoding: .utf8) == MovesPage.text
        #expect(isCurrent, "docs/moves.md is old: run the tests with HUIYIN_WRITE_DOCS=1")
    }
}
