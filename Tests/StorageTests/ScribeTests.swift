import Casework
import Testing

@testable import Storage

@Suite struct ScribeTests {
    private struct Refused: Error, Equatable { let number: Int }

    private func insert(_ number: Int, in batch: Batch) throws {
        try batch.execute("INSERT INTO counters (name, value) VALUES (\("test \(number)"), \(number))")
    }

    private func written(_ test: TestBooks) async throws -> Set<Int64> {
        Set(
            try await test.books.read {
                try $0.execute("SELECT value FROM counters WHERE name LIKE 'test %'").map {
                    try $0.integer("value")
                }
            }
        )
    }

    @Test("bodies that wait together are written together, and each caller hears of its own")
    func together() async throws {
        let test = try TestBooks()
        let answers = try await withThrowingTaskGroup(of: Int.self) { group in
            for number in 1...200 {
                group.addTask {
                    try await test.scribe.write { batch in
                        try insert(number, in: batch)
                        return number
                    }
                }
            }
            return try await group.reduce(into: Set<Int>()) { $0.insert($1) }
        }
        #expect(answers == Set(1...200))
        #expect(try await written(test).count == 200)
        let sizes = test.scribe.batchSizes
        #expect(sizes.reduce(0) { $0 + $1.key * $1.value } == 200)
        #expect(sizes.keys.allSatisfy { $0 <= 64 })
        #expect(sizes.values.reduce(0, +) < 200, "some of 200 bodies at once share a commit")
    }

    @Test("a body that throws after writing undoes its own work and nobody else's")
    func spoilt() async throws {
        let test = try TestBooks()
        await withTaskGroup(of: Void.self) { group in
            for number in 1...100 {
                group.addTask {
                    let isBad = number % 10 == 0
                    do {
                        try await test.scribe.write { batch in
                            try insert(number, in: batch)
                            if isBad { throw Refused(number: number) }
                        }
                        #expect(!isBad)
                    } catch {
                        #expect(error as? Refused == Refused(number: number))
                    }
                }
            }
        }
        #expect(try await written(test) == Set((1...100).filter { $0 % 10 != 0 }.map(Int64.init)))
    }

    @Test("a body that refuses before writing spoils no batch")
    func refused() async throws {
        let test = try TestBooks()
        await #expect(throws: Refused(number: 1)) {
            try await test.scribe.write { _ in throw Refused(number: 1) }
        }
        try await test.scribe.write { try insert(2, in: $0) }
        #expect(try await written(test) == [2])
    }

    @Test("a caller who leaves cancels nobody's work, not even its own")
    func leaving() async throws {
        let test = try TestBooks()
        let leaving = Task { try await test.scribe.write { try insert(7, in: $0) } }
        leaving.cancel()
        _ = try await leaving.value
        #expect(try await written(test) == [7])
    }

    @Test("what was taken in before the stop is written; later callers are told")
    func stopping() async throws {
        let test = try TestBooks()
        async let first: Void = test.scribe.write { try insert(1, in: $0) }
        try await first
        try await test.stop()
        await #expect(throws: ScribeError.self) { try await test.scribe.write { try insert(2, in: $0) } }
        #expect(try await written(test) == [1])
    }

    @Test("counters have no holes, whoever was refused in between")
    func counters() async throws {
        let test = try TestBooks()
        let numbers = try await withThrowingTaskGroup(of: Int64?.self) { group in
            for number in 1...100 {
                group.addTask {
                    do {
                        return try await test.scribe.write { batch in
                            let taken = try batch.next("things")
                            if number % 7 == 0 { throw Refused(number: number) }
                            return taken
                        }
                    } catch is Refused {
                        return nil
                    }
                }
            }
            return try await group.reduce(into: [Int64]()) { if let number = $1 { $0.append(number) } }
        }
        #expect(numbers.sorted() == Array(1...Int64(numbers.count)))
        #expect(numbers.count == 86)
    }

    @Test("tallies of a batch are summed, and the journal's positions are one block")
    func notes() async throws {
        let test = try TestBooks()
        let tally = Tally(.opened, day: LocalDay(number: 18_000), district: "370705")
        for _ in 1...3 {
            try await test.scribe.write { batch in
                batch.add([tally: 2])
                batch.announce("wall", at: morning)
                batch.announce("queue", at: morning)
                batch.announce("wall", at: morning)
            }
        }
        let value = try await test.books.read {
            try $0.execute("SELECT value FROM tallies").map { try $0.integer("value") }
        }
        #expect(value == [6])
        let positions = try await test.books.read {
            try $0.execute("SELECT position FROM journal ORDER BY position").map {
                try $0.integer("position")
            }
        }
        #expect(positions == Array(1...6))
    }
}
