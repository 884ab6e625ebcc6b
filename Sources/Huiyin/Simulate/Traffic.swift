import Casework
import Synchronization
import Web

/// A city's traffic against a running server: everybody's work, done at once by as many as there are connections.
final class Traffic: Sendable {
    private let client: HotlineClient
    private let colleagues: Colleagues
    private let rules: Rulebook
    private let odds: Odds
    private let seed: UInt64
    private let movesClock: Bool
    let agenda: Agenda
    private let books = Mutex(Ledger())
    private let refusals = Mutex<[String: Int]>([:])

    init(
        _ client: HotlineClient,
        _ colleagues: Colleagues,
        under rules: Rulebook,
        _ odds: Odds,
        seed: UInt64,
        movesClock: Bool,
        _ agenda: Agenda
    ) {
        self.client = client
        self.colleagues = colleagues
        self.rules = rules
        self.odds = odds
        self.seed = seed
        self.movesClock = movesClock
        self.agenda = agenda
    }

    var ledger: Ledger { books.withLock { $0 } }
    /// What the server would not do when asked, by its words: people at work at once run into each other now and then.
    var refused: [String: Int] { refusals.withLock { $0 } }

    func run(_ connections: Int) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<connections { group.addTask { try await self.work() } }
            try await group.waitForAll()
        }
    }

    private func work() async throws {
        while true {
            switch await agenda.next() {
            case .finished: return
            case .pause(let moment): try await Task.sleep(for: moment)
            case .idle(let until): try await letTimePass(until)
            case .open(let index): try await open(index)
            case .lead(let life): try await lead(life)
            }
        }
    }

    private func letTimePass(_ until: Timestamp) async throws {
        if movesClock, let admin = colleagues.first(.systemAdmin) {
            try await client.moveClock(to: until, rules.time, as: admin)
        } else {
            try await Task.sleep(for: .milliseconds(200))
        }
        await agenda.shows(try await client.now(rules.time))
        await agenda.moved()
    }

    private func open(_ index: Int) async throws {
        var chance = Chance(seed: seed, of: index)
        let month = rules.time.day(of: await agenda.now).parts.month
        guard let matter = Matter(index, month: month, webShare: odds.web, under: rules, &chance) else {
            throw Failure("the city has no topics")
        }
        let course = odds.course(&chance)
        var life = CaseLife(matter, course, colleagues, under: rules, chance)
        guard let (who, body) = life.recording() else { throw Failure("nobody can record a case") }
        let view: CaseView
        do {
            view = try await client.record(body, as: who)
        } catch let refusal as HotlineClient.Refusal {
            throw Failure("case \(index) was refused: \(refusal); \(body.written)")
        }
        life.view = view
        life.seenBy = who
        books.withLock { $0.recorded(view, rules.time) }
        await agenda.shows(view.latest(rules.time))
        await agenda.again(life)
    }

    private func lead(_ life: CaseLife) async throws {
        var life = life
        if life.course.isLinked, life.view?.stage.isLive == true, let number = life.view?.number {
            life.course.isLinked = false
            life.parent = await agenda.parent(of: number, about: life.matter.topic.code)
        }
        switch life.next(at: await agenda.now) {
        case .ended: await agenda.end(life)
        case .wait(let until): await agenda.sleep(life, until: until)
        case .waitForParent(let parent):
            // Its parent may have ended since it was looked at.
            guard try await look(&life) else { return await agenda.wait(life, for: parent) }
            await agenda.again(life)
        case .act(let intents):
            try await act(intents, &life)
            await agenda.again(life)
        }
    }

    /// Looks at a case again; says whether it stands elsewhere than we knew.
    private func look(_ life: inout CaseLife) async throws -> Bool {
        guard let view = life.view, let who = life.seenBy ?? colleagues.first(.shiftLeader) else {
            return false
        }
        let now = try await client.find(view.number, as: who)
        life.view = now
        books.withLock { $0.seen(now) }
        return now.stage != view.stage
    }

    private func act(_ intents: [Intent], _ life: inout CaseLife) async throws {
        for intent in intents {
            guard var view = life.view else { return }
            if life.seenBy != intent.who {
                let now = try await client.find(view.number, as: intent.who)
                let isElsewhere = now.stage != view.stage
                view = now
                life.view = now
                life.seenBy = intent.who
                books.withLock { $0.seen(now) }
                if isElsewhere { return }
            }
            guard view.allows(intent.event) else { continue }
            if let after = try await give(intent, view, life.matter) {
                life.view = after
                life.steps += 1
                life.stuck = 0
                await noticed(view, after, life.matter)
                return
            }
            life.seenBy = nil
        }
        // What would have been done after the end is not to be done: it has ended.
        if life.view?.stage.isFinal == true { return }
        life.stuck += 1
        guard life.stuck < 5 else {
            throw Failure(
                "case \(life.view?.number ?? "?") stands at \(life.view?.stage.rawValue ?? "?"), and none of "
                    + "\(intents.map(\.event.rawValue)) is allowed: \(refused)"
            )
        }
    }

    /// Gives the event; nil if the server would not have it.
    private func give(_ intent: Intent, _ view: CaseView, _ matter: Matter) async throws -> CaseView? {
        var fields = intent.fields
        do {
            if intent.takesPhoto {
                let shade = UInt8(truncatingIfNeeded: matter.index)
                let photo = try await client.upload(
                    TinyPicture.png(red: shade, green: 120, blue: 160),
                    as: intent.who
                )
                fields.append((.photos, .list([.text(photo)])))
            }
            let after = try await client.give(intent.event, fields, to: view.number, as: intent.who)
            books.withLock { $0.given(intent.event, view, after, rules.time) }
            return after
        } catch let refusal as HotlineClient.Refusal where refusal.isOrdinary {
            refusals.withLock { $0["\(intent.event.rawValue) \(refusal)", default: 0] += 1 }
            return nil
        }
    }

    private func noticed(_ before: CaseView, _ after: CaseView, _ matter: Matter) async {
        await agenda.shows(after.latest(rules.time))
        if after.stage.isFinal { await agenda.ended(after.number) }
        if after.stage.isFinal || after.stage == .linked {
            await agenda.noParent(after.number, of: matter.topic.code)
        }
    }
}
