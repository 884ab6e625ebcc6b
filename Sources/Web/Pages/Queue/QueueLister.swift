import Casework
import Storage

/// Finds the cases that a query asks for, a page at a time: for the page, for its tabs and for exports.
struct QueueLister: Sendable {
    let hotline: Hotline
    let person: Person

    struct Found: Sendable {
        let entries: [CaseFile]
        /// Where the next page begins; nil at the end.
        let next: String?
    }

    /// A page of them; `after` is what an earlier page gave as `next`.
    func list(_ query: QueueQuery, after: String?, limit: Int) async throws -> Found {
        let filters = try await filters(query)
        if query.isByFit { return try await byFit(query, filters, limit) }
        return query.isByDeadline
            ? try await byDeadline(query, filters, after, limit)
            : try await newest(query, filters, after, limit)
    }

    private func byDeadline(_ query: QueueQuery, _ filters: [CaseFilter], _ after: String?, _ limit: Int)
        async throws -> Found
    {
        let cursor = try after.map(DeadlineCursor.init(text:))
        var found: [Int64: CaseFile] = [:]
        var isMore = false
        for filter in filters {
            let page = try await hotline.cases.byDeadline(filter, after: cursor, limit: limit)
            for entry in page.items { found[entry.id] = entry }
            isMore = isMore || page.isMore
        }
        // Places are sorted, and not the cases, which are large.
        let places = found.values.map(DeadlineCursor.init).sorted()
        let shown = places.prefix(limit)
        let hasNext = isMore || places.count > limit
        return Found(entries: shown.compactMap { found[$0.id] }, next: hasNext ? shown.last?.text : nil)
    }

    private func newest(_ query: QueueQuery, _ filters: [CaseFilter], _ after: String?, _ limit: Int)
        async throws -> Found
    {
        let cursor = try after.map { try Cursor.read($0) }
        var found: [Int64: CaseFile] = [:]
        var next: Int64?
        for filter in filters {
            let page = try await hotline.cases.list(
                filter,
                matching: query.words.isEmpty ? nil : query.words,
                after: cursor,
                limit: limit
            )
            for entry in page.items { found[entry.id] = entry }
            next = [next, page.next].compactMap { $0 }.max()
        }
        // Below where one list has more another may show what belongs on a later page.
        var shown = found.keys.filter { id in next.map { id >= $0 } ?? true }.sorted(by: >)
        if shown.count > limit {
            shown = Array(shown.prefix(limit))
            next = shown.last
        }
        return Found(entries: shown.compactMap { found[$0] }, next: next.map(Cursor.write))
    }

    /// The best of the newest; there is no second page of them.
    private func byFit(_ query: QueueQuery, _ filters: [CaseFilter], _ limit: Int) async throws -> Found {
        var found: [CaseFile] = []
        for filter in filters {
            let best = try await hotline.cases.best(filter, matching: query.words, limit: limit)
            found += best.filter { entry in !found.contains { $0.id == entry.id } }
        }
        return Found(entries: Array(found.prefix(limit)), next: nil)
    }

    /// How many a view holds, for its tab: exact up to a thousand.
    ///
    /// The lists that make up `mine` hold different cases: a word is waited for where a unit has the case, where nobody calls
    /// back any more, or after the end.
    func count(_ view: QueueView) async throws -> Int {
        var sum = 0
        for filter in view.filters(for: person, at: hotline.clock.now, under: hotline.rules) {
            sum += try await hotline.cases.count(filter)
        }
        return sum
    }

    // MARK: What narrows the view

    private func filters(_ query: QueueQuery) async throws -> [CaseFilter] {
        let follower = try await follower(query)
        let rules = hotline.rules
        return query.view.filters(for: person, at: hotline.clock.now, under: rules).compactMap { list in
            var filter = list
            if !query.stages.isEmpty {
                filter.stages = list.stages.isEmpty ? query.stages : query.stages.filter(list.stages.contains)
                if filter.stages.isEmpty { return nil }
            }
            // Whoever looks for something may look for what has ended, too.
            if query.view == .all, !query.words.isEmpty || query.stages.contains(where: \.isFinal) {
                filter.isLive = false
            }
            filter.unit = query.unit
            filter.topic = query.topic
            filter.areas = query.area.map(rules.within)
            filter.urgency = query.urgency
            filter.source = query.source
            filter.from = query.from
            filter.to = query.to
            filter.follower = follower
            if query.isOverdue { filter.overdueAt = hotline.clock.now }
            return filter
        }
    }

    private func follower(_ query: QueueQuery) async throws -> Person.ID? {
        guard let account = query.follower else { return nil }
        if account == "me" { return person.id }
        if let known = try await hotline.people.account(account) { return known.person.id }
        throw Problem.unreadable("没有账号“\(account.shortened)”，跟踪人须填账号。")
    }
}

extension DeadlineCursor {
    /// `d` with the deadline and the case; `n` where there is none.
    var text: String {
        let place = String(id, radix: 36)
        return due.map { "d\(String($0.milliseconds, radix: 36)).\(place)" } ?? "n\(place)"
    }

    init(text: String) throws(Problem) {
        let parts = text.dropFirst().split(separator: ".")
        let numbers = parts.compactMap { Int64($0, radix: 36) }
        switch (text.first, numbers.count, parts.count) {
        case ("d", 2, 2): self.init(due: Timestamp(milliseconds: numbers[0]), id: numbers[1])
        case ("n", 1, 1): self.init(due: nil, id: numbers[0])
        default: throw Problem.unreadable("after 须是上一页给出的。")
        }
    }
}
