package import Casework
package import CityTables
import Foundation
package import Logging
package import Storage
private import Synchronization

/// Everything a door needs: the books, the city in force, the clock.
package final class Hotline: Sendable {
    package let books: Books
    package let scribe: Scribe
    package let journal: Journal
    package let cases: CaseRegister
    package let searchIndex: SearchIndex
    package let people: PeopleRegister
    package let sessions: SessionRegister
    package let secondFactors: SecondFactors
    package let passwords: Passwords
    package let audit: AuditLog
    package let seals: DaySeals
    package let backups: BackupLog
    package let forgetting: Forgetting
    package let retention: Retention
    package let outbox: Outbox
    package let tallies: TallyBook
    package let drafts: DraftRegister
    package let reminders: Reminders
    package let notices: NoticeBoard
    package let savedViews: SavedViews
    package let attachments: AttachmentStore
    package let reveals: RevealRegister
    package let cities: CityRegister
    package let viewers: Viewers
    package let keys: KeyRing
    package let wallKey: WallKey
    package let clock: HotlineClock
    package let tokenCache: TokenCache
    package let logger: Logger
    package let requests = RequestMeasures()
    package let pulse: Pulse
    package let metricsReaders: MetricsReaders
    /// Those before us, who say for whom they speak.
    package let proxies: [Network]
    /// Whether all browsers come by TLS: it is we who have the certificate.
    package let isSecure: Bool
    /// What the wall shows, and what a program is told of it.
    let wallBoard = OncePerChange<Stand, (board: WallBoard, page: String)>()
    let wallFigures = OncePerChange<Stand, [UInt8]>()
    /// What waits for a call back.
    let waitingCallers = OncePerChange<Stand, WaitingCallers>()
    /// Who may be named as a colleague.
    let knownColleagues = OncePerChange<Stand, [Person]>()
    private let inForce: Mutex<CityInForce>
    private let rulesInForce = RulesInForce()

    /// The city's tables as they hold now, read and as texts.
    package struct CityInForce: Sendable {
        package let city: City
        package let files: CityFiles
        /// What waits for its day, in its order.
        package let plans: [CityPlan]
    }

    package init(
        books: Books,
        keys: KeyRing,
        clock: HotlineClock,
        passwords: Passwords,
        logger: Logger,
        isSecure: Bool = false,
        metricsReaders: MetricsReaders = .loopback,
        proxies: [Network] = []
    ) async throws {
        self.books = books
        self.keys = keys
        wallKey = try WallKey(folder: books.folder)
        self.clock = clock
        self.logger = logger
        self.passwords = passwords
        self.isSecure = isSecure
        self.metricsReaders = metricsReaders
        self.proxies = proxies
        journal = Journal(books, logger: logger)
        scribe = Scribe(books, journal: journal, logger: logger)
        pulse = Pulse(books: books, scribe: scribe, journal: journal)
        cases = CaseRegister(books: books, scribe: scribe, keys: keys)
        searchIndex = SearchIndex(books: books, scribe: scribe, keys: keys)
        people = PeopleRegister(books: books, scribe: scribe, rules: rulesInForce)
        sessions = SessionRegister(books: books, scribe: scribe, rules: rulesInForce)
        secondFactors = SecondFactors(books: books, scribe: scribe, keys: keys)
        tokenCache = TokenCache(sessions)
        audit = AuditLog(books: books, scribe: scribe)
        seals = DaySeals(books: books, scribe: scribe, keys: keys)
        forgetting = Forgetting(books: books, scribe: scribe, keys: keys)
        retention = Retention(books: books, scribe: scribe, keys: keys)
        backups = BackupLog(books: books, scribe: scribe)
        outbox = Outbox(books: books, scribe: scribe)
        tallies = TallyBook(books: books)
        drafts = DraftRegister(books: books, scribe: scribe, keys: keys)
        reminders = Reminders(books: books, scribe: scribe, keys: keys)
        notices = NoticeBoard(books: books, scribe: scribe, keys: keys)
        savedViews = SavedViews(books: books, scribe: scribe, keys: keys)
        attachments = AttachmentStore(books: books, scribe: scribe)
        reveals = RevealRegister(books: books, scribe: scribe)
        cities = CityRegister(books: books, scribe: scribe)
        viewers = Viewers(books: books, scribe: scribe)
        guard let newest = try await cities.newest() else { throw HotlineError.noCity }
        let plans = try await cities.waitingPlans()
        inForce = Mutex(CityInForce(city: newest.city, files: newest.files, plans: plans))
        rulesInForce.take(newest.city.rulebook)
    }

    package var cityInForce: CityInForce { inForce.withLock { $0 } }
    package var city: City { inForce.withLock { $0.city } }
    package var cityFiles: CityFiles { inForce.withLock { $0.files } }
    package var rules: Rulebook { city.rulebook }

    /// Puts new tables in force for everybody, at once, unless somebody else has changed them meanwhile.
    package func change(
        _ files: CityFiles,
        of version: Int,
        note: String,
        by person: Person,
        from address: String
    ) async throws {
        _ = try await cities.load(
            files,
            note: note,
            by: person,
            from: address,
            at: clock.now,
            instead: version
        )
        try await readCity()
    }

    /// Takes the newest tables in force, whoever has loaded them.
    package func readCity() async throws {
        guard let newest = try await cities.newest() else { return }
        let plans = try await cities.waitingPlans()
        inForce.withLock { $0 = CityInForce(city: newest.city, files: newest.files, plans: plans) }
        rulesInForce.take(newest.city.rulebook)
        tokenCache.forget()
    }

    /// Asks the books anew who people are, whoever has changed them.
    package func forgetPeople() {
        people.forgetNames()
        tokenCache.forget()
    }
}

package enum HotlineError: Error, CustomStringConvertible {
    case noCity

    package var description: String {
        switch self {
        case .noCity: "no city has been loaded; run: huiyin city load Cities/weifang --data DIR"
        }
    }
}

/// The instant it is: real time, or a demonstration's.
package final class HotlineClock: Sendable {
    private struct Demonstration {
        var shown: Timestamp
        var real: Timestamp
        let speed: Double
    }

    private let realNow: @Sendable () -> Timestamp
    private let demonstration: Mutex<Demonstration?>

    /// Shows real time, or, from `start` on, a demonstration's with `speed` seconds for each real one.
    package init(start: Timestamp? = nil, speed: Double = 1, realNow: @escaping @Sendable () -> Timestamp) {
        self.realNow = realNow
        demonstration = Mutex(start.map { Demonstration(shown: $0, real: realNow(), speed: speed) })
    }

    package var now: Timestamp {
        demonstration.withLock { demonstration in
            guard let demonstration else { return realNow() }
            let passed =
                Double(realNow().milliseconds - demonstration.real.milliseconds) * demonstration.speed
            return Timestamp(milliseconds: demonstration.shown.milliseconds + Int64(passed))
        }
    }

    package var isDemonstration: Bool { demonstration.withLock { $0 != nil } }

    /// Real time, for leases, whatever a demonstration shows.
    package var real: Timestamp { realNow() }

    /// Seconds shown for each real one.
    package var speed: Double { demonstration.withLock { $0?.speed ?? 1 } }

    /// Moves a demonstration's clock on, never back; false for real time.
    package func advance(to instant: Timestamp) -> Bool {
        let real = realNow()
        let now = now
        return demonstration.withLock { demonstration in
            guard demonstration != nil else { return false }
            demonstration?.shown = max(instant, now)
            demonstration?.real = real
            return true
        }
    }
}
