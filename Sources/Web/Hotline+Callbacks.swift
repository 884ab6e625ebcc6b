import Casework
import Storage

extension Hotline {
    /// More than this nobody calls in a day, nor looks through.
    private static let most = 300

    /// Cases whose callers are to be called back, what is due soonest first, as far as `person` may come upon them.
    ///
    /// Read once for all who ask, until the books change.
    func callbacks(for person: Person) async throws -> [Case] {
        let waiting = try await callbacks.value(at: stand) { [cases] in
            var filter = CaseFilter()
            filter.stages = [.callingBack]
            filter.isLive = true
            return try await cases.byDeadline(filter, limit: Self.most).items.map(\.file)
        }
        return waiting.filter { $0.isVisible(to: person) && !$0.isAbout(person) }
    }
}
