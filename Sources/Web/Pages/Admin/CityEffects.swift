import Casework
import Storage

/// What a change of the city's tables does to cases under way: said before it is made.
struct CityEffects: Sendable {
    let hotline: Hotline
    let before: Rulebook
    let after: Rulebook
    /// Whether it holds from a day to come.
    var isPlanned = false
    private var since: String { isPlanned ? "那天起" : "此后" }

    struct Found: Sendable {
        var words: [String] = []
        var heads: [String] = []
        var cases: [AdminRow] = []
    }

    private static let shown = 50
    private static let most = 5000

    func of(_ files: Set<String>) async throws -> Found {
        var found = Found()
        if !files.isDisjoint(with: ["holidays.csv", "work_periods.csv"]) {
            found = isPlanned ? Found(words: ["那天还走着的计时保持原到期时刻；那天起开始、续走、延期的按新日历。"]) : try await ofCalendar()
        }
        if !files.isDisjoint(with: ["topics.csv", "standards.csv"]) {
            let count = try await live.count(CaseFilter.live, most: Self.most)
            found.words.append("在办的 \(count) 件按派出时的时限办完；\(since)派出的按新的。")
        }
        if files.contains("settings.csv") { found.words.append("走着的计时保持原到期时刻；\(since)开始的按新的值。") }
        if files.contains("roles.csv") {
            let roles = Role.allCases.filter {
                before.grants.permissions(of: $0) != after.grants.permissions(of: $0)
            }
            let people = try await hotline.people.list().filter { account in
                account.isActive && !Set(account.person.roles).isDisjoint(with: roles)
            }
            found.words.append(
                "涉及 \(people.count) 个在用账号（\(roles.map(\.chinese).joined(separator: "、"))），\(isPlanned ? "那天起" : "下一次点击即")按新的权限。"
            )
        }
        let off = after.units.values.filter { !$0.isActive && before.units[$0.id]?.isActive == true }
        for unit in off.sorted(by: { $0.id < $1.id }) {
            var filter = CaseFilter.live
            filter.unit = unit.id
            let count = try await live.count(filter, most: Self.most)
            found.words.append("\(unit.name) 还有 \(count) 件在办，照常办完；不再派新案件给它。")
        }
        return found
    }

    private var live: CaseRegister { hotline.cases }

    /// Running clocks keep their instants; what begins, goes on or is extended afterwards is counted anew.
    private func ofCalendar() async throws -> Found {
        let now = hotline.clock.now
        let wording = Wording(rules: before, now: now)
        var found = Found()
        var running = 0
        var paused = 0
        for file in try await liveCases() {
            for clock in file.state.clocks.values where clock.measure == .work && clock.state != .stopped {
                guard let moved = moved(clock, at: now) else { continue }
                if clock.isRunning { running += 1 } else { paused += 1 }
                guard found.cases.count < Self.shown else { continue }
                found.cases.append(
                    AdminRow(cells: [
                        file.number, wording.unit(clock.unit), clock.kind.chinese,
                        clock.isRunning ? "\(wording.instant(clock.due))（不变）" : "已停",
                        wording.instant(moved.before), wording.instant(moved.after),
                    ])
                )
            }
        }
        found.cases.sort { ($0.cells.first ?? "") < ($1.cells.first ?? "") }
        found.words = [
            "走着的计时保持原到期时刻：\(running) 个到期不变；已停的 \(paused) 个再走时按新日历。"
                + "下表是同样的剩余时间若从现在重新计算（续走、延期、重办）的到期时刻。"
        ]
        if running + paused == 0 { found.words = ["没有在办案件的计时受影响；此后开始的计时按新日历。"] }
        if running + paused > Self.shown { found.words.append("只列前 \(Self.shown) 个。") }
        found.heads = ["案件", "单位", "计时", "现在到期", "重算：旧日历", "重算：新日历"]
        return found
    }

    private func moved(_ clock: Clock, at now: Timestamp) -> (before: Timestamp, after: Timestamp)? {
        let (old, new) = (before.timekeeper(of: clock.unit), after.timekeeper(of: clock.unit))
        let left = clock.left(at: now, by: old)
        guard left > 0 else { return nil }
        let due = (old.adding(left, clock.measure, to: now), new.adding(left, clock.measure, to: now))
        return due.0 == due.1 ? nil : due
    }

    private func liveCases() async throws -> [Case] {
        var files: [Case] = []
        var next: Int64?
        repeat {
            let page = try await live.list(.live, after: next, limit: 500)
            files += page.items.map(\.file)
            next = page.next
        } while next != nil && files.count < Self.most
        return files
    }
}

extension CaseFilter {
    /// All that is under way.
    static var live: CaseFilter {
        var filter = CaseFilter()
        filter.isLive = true
        return filter
    }
}
