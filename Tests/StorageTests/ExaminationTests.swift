import Foundation
import GRDB
import Testing

@testable import Storage

@Suite("Looking at the pages of the file")
struct ExaminationTests {
    @Test(
        "finds nothing wrong with whole books, small or too large to be read whole",
        .disabled(if: TestDatabase.server != nil, "a server looks after its own pages"),
        arguments: [Int.max, 0]
    )
    func whole(_ mostBytes: Int) async throws {
        let books = try TestBooks()
        _ = try await books.recordLamp()
        let file = books.folder.appending(path: "huiyin.sqlite")
        let pool = try DatabasePool(path: file.path)
        try Examination(pool: pool, file: file, mostBytes: mostBytes).run()
        try pool.close()
    }
}
