import Casework
import Logging
import Storage

/// One deed for many cases at once.
extension Hotline {
    /// Gives an event to each of the cases, and tells which took it and why others did not, in their order.
    ///
    /// Each is decided by itself: what is refused for one keeps nobody else from it.
    func give(
        _ event: EventName,
        _ fields: [String: RawValue],
        toEach numbers: [Case.Number],
        by person: Person
    )
        async -> (done: [Case.Number], refused: [(number: Case.Number, why: String)])
    {
        let refusals = await withTaskGroup(of: (Case.Number, String?).self) { group in
            for number in numbers {
                group.addTask { (number, await self.refusal(of: event, fields, number, person)) }
            }
            return await group.reduce(into: [:]) { $0[$1.0] = .some($1.1) }
        }
        return (
            numbers.filter { refusals[$0] == .some(nil) },
            numbers.compactMap { number in (refusals[number] ?? nil).map { (number, $0) } }
        )
    }

    /// Why it was not done; nil if it was.
    private func refusal(
        of event: EventName,
        _ fields: [String: RawValue],
        _ number: Case.Number,
        _ person: Person
    ) async -> String? {
        do {
            _ = try await give(event, fields, to: number, by: person)
            return nil
        } catch let refusal as CaseRefusal {
            return refusal.message
        } catch let problem as Problem {
            return problem.message
        } catch {
            logger.error("\(event.rawValue) for many: \(error)")
            return "没有办成，请打开案件再试。"
        }
    }
}
