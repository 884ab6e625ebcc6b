import ArgumentParser
import Casework
import CityTables
import Foundation

struct Simulate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract:
            "Acts as a city's callers, agents, units and leaders against a running demonstration server, or writes a past.",
        discussion: """
            With --history it asks no server: it writes a believable past as CSV, for `huiyin import cases` to read, and \
            prints beside each share what its source states. \
            Every person, number and word is invented. Afterwards its own count is compared with the wall and the list \
            of cases: it ends with 1 if they differ.
            """
    )

    @Option(help: "The server's address.") var server = "http://127.0.0.1:12319"
    @Option(help: "The demo-accounts.csv of its data folder.") var accounts = "data/demo/demo-accounts.csv"
    @Option(help: "The city's folder (default: the demonstration city).") var city: String?
    @Option(help: "How many cases.") var cases = 1000
    @Option(help: "Writes a past instead: the months, like 2004-01..2018-09.") var history: String?
    @Option(help: "The file of the past.") var output = "history.csv"
    @Option(
        help:
            "Cases a second; or `day`: over the next 24 hours of the server's clock, as a city calls. Default: at once."
    )
    var rate: String?
    @Flag(name: .customLong("per-hour"), help: "The rate is that of an hour of the server's clock.")
    var isPerHour = false
    @Option(help: "The same seed gives the same cases.") var seed: UInt64 = 1
    @Option(help: "The share that units return.") var returns = 0.03
    @Option(help: "The share for which units ask more time.") var extensions = 0.03
    @Option(help: "The share that is suspended.") var suspensions = 0.02
    @Option(help: "The share of callers who are not content.") var dissatisfied = 0.05
    @Option(help: "The share linked to another case.") var links = 0.02
    @Option(help: "The share that does not come by telephone.") var web = 0.1
    @Option(help: "How many requests at once.") var connections = 16
    @Flag(
        name: .customLong("until-ended"),
        help: "Brings every case to its end; else some are left under way."
    )
    var isUntilEnded = false
    @Flag(
        name: .customLong("move-clock"),
        help: "Moves the demonstration's clock on when everybody waits for time to pass."
    )
    var movesClock = false

    func validate() throws {
        guard cases > 0, connections > 0 else {
            throw ValidationError("--cases and --connections are at least 1")
        }
        let shares = [returns, extensions, suspensions, dissatisfied, links, web]
        guard shares.allSatisfy({ (0...1).contains($0) }) else {
            throw ValidationError("shares lie between 0 and 1")
        }
        if let history, HistoryPeriod(history) == nil {
            throw ValidationError("--history is a stretch of months like 2004-01..2018-09")
        }
        if let rate, rate != "day", Double(rate).map({ $0 > 0 }) != true {
            throw ValidationError("--rate is a number above 0, or `day`")
        }
        if isPerHour, rate == nil || rate == "day" {
            throw ValidationError("--per-hour takes a number as --rate")
        }
    }

    func run() async throws {
        if let period = history.flatMap(HistoryPeriod.init) { return try await write(period) }
        let colleagues = try Colleagues(file: accounts)
        let folder = try city ?? Home.find().appending(path: "Cities/weifang").path
        let rules = try CityFolder.city(folder).rulebook
        guard let leader = colleagues.first(.shiftLeader) else {
            throw Failure("there is no leader on shift")
        }
        let client = HotlineClient(server: server, connections: connections)
        do {
            try await run(client, colleagues, rules, leader)
        } catch {
            try await client.close()
            throw error
        }
        try await client.close()
    }

    private func run(
        _ client: HotlineClient,
        _ colleagues: Colleagues,
        _ rules: Rulebook,
        _ leader: Colleague
    )
        async throws
    {
        let start = try await client.now(rules.time)
        let before = try await client.wall(as: leader)
        let agenda = Agenda(
            openings: openings(from: start, rules.time),
            rate: isPerHour ? nil : rate.flatMap(Double.init),
            mostOpen: max(200, 8 * connections),
            shown: start
        )
        var odds = Odds(
            returns: returns,
            extensions: extensions,
            suspensions: suspensions,
            dissatisfied: dissatisfied,
            links: links,
            web: web
        )
        if isUntilEnded { odds.left = 0 }
        odds.hasUnreachable = movesClock
        let traffic = Traffic(
            client,
            colleagues,
            under: rules,
            odds,
            seed: seed,
            movesClock: movesClock,
            agenda
        )
        let began = ContinuousClock.now
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await traffic.run(connections) }
            group.addTask { try await tell(agenda) }
            // The first to end is the traffic, or whatever went wrong.
            _ = try await group.next()
            group.cancelAll()
        }
        let took = (ContinuousClock.now - began) / .seconds(1)
        summarise(traffic, orphans: await agenda.orphans, seconds: took)
        try await reconcile(traffic.ledger, from: start, before, client, rules, leader)
    }

    private func openings(from start: Timestamp, _ time: CivilTime) -> [Timestamp] {
        if rate == "day" { return DayCurve.moments(cases, from: time.secondOfDay(start)).map { start + $0 } }
        guard isPerHour, let rate = rate.flatMap(Double.init) else {
            return Array(repeating: start, count: cases)
        }
        return (0..<cases).map { start + Int(Double($0) * 3600 / rate) }
    }

    private func tell(_ agenda: Agenda) async throws {
        var progress = Progress("cases", total: cases)
        while !Task.isCancelled {
            let done = await agenda.done
            progress.done(done)
            // Cancelled when all is done: one last look makes the line whole.
            do { try await Task.sleep(for: .milliseconds(250)) } catch { break }
        }
        progress.done(await agenda.done)
    }

    private func summarise(_ traffic: Traffic, orphans: Int, seconds: Double) {
        let ledger = traffic.ledger
        let total = ledger.total()
        let events = ledger.events.values.reduce(0, +)
        Output.line(
            "\(total.opened) opened, \(total.ended) ended, \(ledger.open(district: nil)) open; \(events) events in "
                + "\(Int(seconds.rounded())) s, \(Int(Double(events) / max(0.001, seconds))) a second"
        )
        Output.line(
            "\(total.calls) calls, \(total.callbacks) callbacks, \(total.judged) judged, \(total.satisfied) content"
        )
        Output.line("stages: " + ledger.standing.map { "\($0.0.rawValue) \($0.1)" }.joined(separator: ", "))
        let byCount = ledger.events.sorted { ($1.value, $0.key.rawValue) < ($0.value, $1.key.rawValue) }
        Output.line("events: " + byCount.map { "\($0.key.rawValue) \($0.value)" }.joined(separator: ", "))
        if orphans > 0 { Output.line("\(orphans) linked cases wait for one that was left under way") }
        for (words, count) in traffic.refused.sorted(by: { $0.key < $1.key }) {
            Output.line("refused \(count) times: \(words)")
        }
    }

    private func reconcile(
        _ ledger: Ledger,
        from start: Timestamp,
        _ before: WallView,
        _ client: HotlineClient,
        _ rules: Rulebook,
        _ leader: Colleague
    ) async throws {
        var listed: [Case.Number: String] = [:]
        var cursor: String?
        repeat {
            let page = try await client.cases(from: rules.time.day(of: start), after: cursor, as: leader)
            for item in page.items { listed[item.number] = item.stage }
            cursor = page.next
        } while cursor != nil
        let after = try await client.wall(as: leader)
        let reconciliation = Reconciliation(ledger: ledger, before: before, after: after, listed: listed)
        let differences = reconciliation.differences
        if differences.isEmpty {
            return Output.line("EQUAL: the wall and the list of \(listed.count) cases say what was done")
        }
        for difference in differences.prefix(50) { Output.line(difference) }
        throw Failure("\(differences.count) differences between what was done and what the server says")
    }
}
