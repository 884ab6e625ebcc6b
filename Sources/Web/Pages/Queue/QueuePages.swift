import Casework
import Hummingbird
import Storage

/// `/queue` and `/following`: lists of cases.
struct QueuePages {
    let hotline: Hotline
    let pages: Pages

    static let most = 200
    private static let pageLength = 50

    func add(to group: RouterGroup<StaffContext>) {
        group.get("queue") { request, context in
            try await pages.respond(try await queue(request, context), to: context.session, at: "/queue")
        }
        group.get("queue/table") { request, context in
            pages.fragment(try await queue(request, context).table, template: "QueueTable")
        }
        group.get("queue/tabs") { request, context in
            pages.fragment(try await queue(request, context), template: "QueueTabs")
        }
        group.get("following") { _, context in
            try await pages.respond(try await following(context), to: context.session, at: "/following")
        }
        group.get("following/table") { _, context in
            pages.fragment(try await following(context).table, template: "QueueTable")
        }
    }

    private func queue(_ request: Request, _ context: StaffContext) async throws -> QueuePage {
        let person = context.person
        guard person.anywhere.contains(.see) else { throw Problem.notPermitted("您没有查看案件的权限。") }
        let query = try request.query
        let view = query.first("view").flatMap { QueueView(rawValue: $0) } ?? .mine
        let words = (query.first("q") ?? "").trimmed
        let after = try query.first("after").map { try Cursor.read($0) }
        let address = "view=\(view.rawValue)" + (words.isEmpty ? "" : "&q=\(words.percentEncoded)")
        return QueuePage(
            title: words.isEmpty ? view.words : "查找“\(words.shortened)”",
            view: view,
            words: words,
            tabs: try await tabs(view, person),
            source: address + (after.map { "&after=\(Cursor.write($0))" } ?? ""),
            table: try await table(view, words, after, person, address)
        )
    }

    private func table(
        _ view: QueueView,
        _ words: String,
        _ after: Int64?,
        _ person: Person,
        _ address: String
    )
        async throws -> QueueTable
    {
        let now = hotline.clock.now
        let rules = hotline.rules
        let wording = Wording(rules: rules, now: now)
        var filters = view.filters(for: person, at: now, under: rules)
        // Whoever looks for something may look for what has ended, too.
        if !words.isEmpty, view == .all { filters[0].isLive = false }
        let isPaged = !view.isByDeadline || !words.isEmpty
        var found: [Int64: CaseFile] = [:]
        var next: Int64?
        for filter in filters {
            var filter = filter
            if isPaged { filter.byDeadline = false }
            let page = try await hotline.cases.list(
                filter,
                matching: words.isEmpty ? nil : words,
                after: after,
                limit: isPaged ? Self.pageLength : Self.most
            )
            for entry in page.items where view != .mine || entry.file.waits(for: person) {
                found[entry.id] = entry
            }
            next = [next, page.next].compactMap { $0 }.max()
        }
        let entries = found.values.sorted { isPaged ? $0.id > $1.id : $0.isDueBefore($1) }
        let isCut = !isPaged && next != nil
        return QueueTable(
            rows: entries.map { QueueRow($0.file, for: person, wording) },
            empty: words.isEmpty ? view.empty : "没有找到。可用案件号（或末几位）、电话号码、描述里的字、道路、小区查找。",
            note: isCut ? "只列出最急的 \(Self.most) 件。" : "",
            next: isPaged ? next.map { "/queue?\(address)&after=\(Cursor.write($0))" } ?? "" : ""
        )
    }

    private func tabs(_ here: QueueView, _ person: Person) async throws -> [QueuePage.Tab] {
        let now = hotline.clock.now
        var tabs: [QueuePage.Tab] = []
        for view in QueueView.allCases {
            let count = try await count(view, person, at: now)
            tabs.append(
                QueuePage.Tab(
                    path: "/queue?view=\(view.rawValue)",
                    words: view.words,
                    count: count >= 1000 ? "999+" : String(count),
                    isHere: view == here,
                    isAlarming: (view == .unrouted || view == .over) && count > 0
                )
            )
        }
        return tabs
    }

    private func count(_ view: QueueView, _ person: Person, at now: Timestamp) async throws -> Int {
        let filters = view.filters(for: person, at: now, under: hotline.rules)
        guard view == .mine else { return try await hotline.cases.count(filters[0], most: 1000) }
        var found: Set<Int64> = []
        for filter in filters {
            let items = try await hotline.cases.list(filter, limit: Self.most).items
            found.formUnion(items.filter { $0.file.waits(for: person) }.map(\.id))
        }
        return found.count
    }

    private func following(_ context: StaffContext) async throws -> FollowingPage {
        let person = context.person
        let wording = Wording(rules: hotline.rules, now: hotline.clock.now)
        var filter = CaseFilter()
        filter.follower = person.id
        filter.isLive = true
        filter.byDeadline = true
        let page = try await hotline.cases.list(filter, limit: Self.most)
        let drafts = try await hotline.drafts.list(of: person)
        return FollowingPage(
            table: QueueTable(
                rows: page.items.map { QueueRow($0.file, for: person, wording) },
                empty: "没有您跟踪的在办案件。",
                note: page.next == nil ? "" : "只列出最急的 \(Self.most) 件。",
                next: ""
            ),
            drafts: drafts.map { DraftLine($0, wording, next: "/following") },
            unread: try await hotline.outbox.unread(of: person),
            token: context.session.formToken
        )
    }
}

extension DraftLine {
    init(_ draft: DraftRegister.Draft, _ wording: Wording, next: String = "/desk") {
        self.next = next
        id = draft.id
        when = wording.instant(draft.changedAt)
        let topic = draft.fields["topic"].map { wording.rules.topics[$0]?.name ?? $0 }
        let words = [topic, draft.fields["place.road"], draft.fields["description"]]
            .compactMap { $0 }.filter { !$0.isEmpty }
        self.words = words.isEmpty ? "刚开始" : words.joined(separator: " · ").shortened
    }
}

extension CaseFile {
    fileprivate func isDueBefore(_ other: CaseFile) -> Bool {
        switch (file.waitingClock?.due, other.file.waitingClock?.due) {
        case (let mine?, let theirs?): (mine, id) < (theirs, other.id)
        case (nil, nil): id < other.id
        case (.some, nil): true
        case (nil, .some): false
        }
    }
}

extension String {
    /// For a query: everything but letters and digits of ASCII is written as bytes.
    var percentEncoded: String {
        var text = ""
        for byte in utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                text.unicodeScalars.append(Unicode.Scalar(byte))
            default: text += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }
        return text
    }
}
