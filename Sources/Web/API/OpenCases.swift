import Casework
import Logging
import Storage
import Synchronization

/// The cases that somebody has open by one stream: their other viewers hear of the coming and the going.
final class OpenCases: Sendable {
    private let numbers: [Case.Number]
    private let person: Person.ID
    private let hotline: Hotline
    private let looks = Mutex<[Int]>([])

    /// How long somebody may be gone before others hear of it: a page that is loaded again is no coming and going.
    private static let grace = Duration.seconds(2)

    init(_ topics: Set<String>, _ person: Person, _ hotline: Hotline) {
        let beginning = Viewers.topic(of: "")
        numbers = topics.filter { $0.hasPrefix(beginning) }.map { String($0.dropFirst(beginning.count)) }
        self.person = person.id
        self.hotline = hotline
    }

    func arrive() async {
        for number in numbers {
            do {
                let look = try await hotline.viewers.arrive(
                    at: number,
                    person,
                    now: hotline.clock.now,
                    realNow: hotline.clock.real
                )
                looks.withLock { $0.append(look) }
            } catch {
                // The page lives on without it.
                hotline.logger.warning("who opened a case could not be told: \(error)")
            }
        }
    }

    func leave() async {
        if numbers.isEmpty { return }
        try? await Task.sleep(for: Self.grace)  // nobody cancels it
        for look in looks.withLock({ $0 }) {
            do {
                try await hotline.viewers.leave(look, now: hotline.clock.now, realNow: hotline.clock.real)
            } catch {
                // The server stops; rows that others could see end by themselves.
                hotline.logger.debug("who closed a case could not be told: \(error)")
            }
        }
    }
}
