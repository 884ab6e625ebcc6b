import Casework
import CityTables
import Storage

/// Finds cases, units, places and pages for somebody, and only what that person may see.
struct Finder: Sendable {
    let hotline: Hotline
    let words: CityWords

    private static let most = 6
    /// Numbers are read out by their last digits: those of the last days are meant.
    private static let days = 60

    func find(_ typed: String, for person: Person) async throws -> FindResults {
        let typed = String(typed.trimmed.unicodeScalars.filter { $0 != "…" }.prefix(60).map(Character.init))
        guard !typed.isEmpty else { return FindResults(words: "", groups: []) }
        let wording = Wording(rules: hotline.rules, now: hotline.clock.now)
        var groups: [FindResults.Group] = []
        func add(_ heading: String, _ items: [FindResults.Item]) {
            if !items.isEmpty { groups.append(FindResults.Group(heading: heading, items: items)) }
        }
        add("案件", try await cases(typed, person, wording))
        add("页面", pages(typed, person))
        if person.may(.see) {
            add("单位", units(typed))
            add("主题", topics(typed))
            add("地点", places(typed))
        }
        return FindResults(words: typed, groups: groups)
    }

    // MARK: Cases

    private func cases(_ typed: String, _ person: Person, _ wording: Wording) async throws -> [FindResults
        .Item]
    {
        guard person.anywhere.contains(.see) else { return [] }
        let base = CaseFilter(seenBy: person)
        let digits = typed.unicodeScalars.filter { $0 != "-" && $0 != " " }
        let found: [CaseFile]
        if digits.allSatisfy({ ("0"..."9").contains($0) }) {
            found = try await cases(digits: String(String.UnicodeScalarView(digits)), base)
        } else if typed.unicodeScalars.contains(where: \.properties.isIdeographic), typed.count >= 2 {
            found = try await hotline.cases.best(base, matching: typed, limit: Self.most)
        } else {
            found = []
        }
        return found.filter { $0.file.isVisible(to: person) }.map { entry in
            let row = QueueRow(entry.file, for: person, wording)
            return FindResults.Item(
                path: "/cases/\(entry.file.number)",
                icon: "i-doc",
                words: "\(row.short) \(row.matter)",
                detail: [row.place, row.unit, row.stage].filter { $0 != "—" }.joined(separator: " · "),
                due: row.due
            )
        }
    }

    /// A whole number, its end, or a telephone number.
    private func cases(digits: String, _ base: CaseFilter) async throws -> [CaseFile] {
        let rules = hotline.rules
        var filter = base
        switch digits.utf8.count {
        case 19...: filter.number = digits
        case 13 where digits.hasPrefix("20"): filter.number = rules.cityCode + digits
        case ...6:
            guard let serial = Int(digits), serial > 0 else { return [] }
            let today = rules.time.day(of: hotline.clock.now)
            filter.numbers = (0..<Self.days).map { rules.cityCode + (today + -$0).digits + padded(serial, 5) }
        default:
            guard let phone = PhoneNumber(digits) else { return [] }
            filter.callerPhone = phone.digits
        }
        return try await hotline.cases.list(filter, limit: Self.most).items
    }

    // MARK: Everything else

    private func pages(_ typed: String, _ person: Person) -> [FindResults.Item] {
        let links = Menu.links(for: person, at: "").map { ($0.path, $0.words) } + [("/inbox", "消息")]
        return links.filter { WordFinder.means(typed, $0.1) }.map { path, words in
            FindResults.Item(path: path, icon: "i-list", words: words, detail: "")
        }
    }

    private func units(_ typed: String) -> [FindResults.Item] {
        words.finder.find(typed, among: .unit, limit: 4).map { unit in
            let phone = hotline.rules.units[unit.code].map { "\($0.duty) \($0.phone)".trimmed } ?? ""
            return FindResults.Item(
                path: "/queue?view=all&unit=\(unit.code.percentEncoded)",
                icon: "i-people",
                words: unit.name,
                detail: phone
            )
        }
    }

    private func topics(_ typed: String) -> [FindResults.Item] {
        words.finder.find(typed, among: .topic, limit: 4).map { topic in
            FindResults.Item(
                path: "/queue?view=all&topic=\(topic.code.percentEncoded)",
                icon: "i-doc",
                words: topic.name,
                detail: topic.context
            )
        }
    }

    private func places(_ typed: String) -> [FindResults.Item] {
        let roads = words.finder.find(typed, among: .road, limit: 3).map { road in
            (path: "/queue?view=all&q=\(road.name.percentEncoded)", found: road)
        }
        let areas = words.finder.find(typed, among: .area, limit: 3).map { area in
            (path: "/queue?view=all&area=\(area.code.percentEncoded)", found: area)
        }
        return (roads + areas).map { path, found in
            FindResults.Item(path: path, icon: "i-pin", words: found.name, detail: found.context)
        }
    }
}
