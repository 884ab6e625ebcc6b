import Synchronization
import Testing

@testable import Storage

@Suite("a memo")
final class MemoTests: Sendable {
    private let made = Mutex(0)

    private func double(_ number: Int, _ memo: Memo<Int, Int>) -> Int {
        memo.made(of: number) {
            made.withLock { $0 += 1 }
            return number * 2
        }
    }

    @Test("makes what is asked for again only once")
    func once() {
        let memo = Memo<Int, Int>(generation: 10)
        #expect([7, 8, 7, 8].map { double($0, memo) } == [14, 16, 14, 16])
        #expect(made.withLock { $0 } == 2)
    }

    @Test("keeps what is asked for, and forgets the rest")
    func generations() {
        let memo = Memo<Int, Int>(generation: 10)
        for number in 1...100 {
            _ = double(number, memo)
            _ = double(1, memo)
        }
        #expect(made.withLock { $0 } == 100, "1 was never forgotten")
        _ = double(50, memo)
        #expect(made.withLock { $0 } == 101, "50 was")
    }

    @Test("remembers nothing of what could not be made")
    func failure() throws {
        struct Unmade: Error {}
        let memo = Memo<Int, Int>(generation: 10)
        #expect(throws: Unmade.self) { try memo.made(of: 1) { throw Unmade() } }
        #expect(double(1, memo) == 2)
    }
}
