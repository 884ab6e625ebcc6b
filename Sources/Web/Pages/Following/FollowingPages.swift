import Casework
import HTTPTypes
import Hummingbird
import Storage

/// `/following`: the list of what one follows, and handing it over.
struct FollowingPages {
    let hotline: Hotline
    let pages: Pages
    let outcomes: ChosenOutcomes

    func add(to group: RouterGroup<StaffContext>) {
        group.get("following") { request, context in
            let page = try await page(try request.query, context)
            return try await pages.respond(page, to: context.session, at: "/following")
        }
        group.get("following/table") { request, context in
            let after = try request.query.first("after")
            return pages.fragment(try await table(context.person, after), template: "QueueTable")
        }
        group.get("following/reminders") { _, context in
            pages.fragment(try await reminders(context), template: "ReminderList")
        }
    }

    private var wording: Wording { Wording(rules: hotline.rules, now: hotline.clock.now) }

    private func page(_ fields: FormFields, _ context: StaffContext) async throws -> FollowingPage {
        let person = context.person
        let drafts = try await hotline.drafts.list(of: person)
        let told = fields.first("told").flatMap { outcomes.told($0, to: person) }
        let colleagues = person.may(.record) ? try await hotline.offeredColleagues() : []
        return FollowingPage(
            table: try await table(person, fields.first("after")),
            source: fields.first("after").map { "after=\($0.percentEncoded)" } ?? "",
            reminders: try await reminders(context),
            drafts: drafts.map { DraftLine($0, wording, next: "/following") },
            unread: try await hotline.outbox.unread(of: person),
            token: context.session.formToken,
            colleagues: colleagues.filter { $0.id != person.id }
                .map { FormOption(value: $0.account, words: $0.name) },
            soon: wording.local(wording.now + 3600),
            topic: Reminders.topic(of: person),
            outcome: [told].compactMap { $0 },
            problem: ReminderPages.problem(fields.first("wrong")),
            script: pages.library.files.path("queue.js")
        )
    }

    private func reminders(_ context: StaffContext) async throws -> ReminderList {
        ReminderList(
            try await hotline.reminders.list(of: context.person),
            token: context.session.formToken,
            wording
        )
    }

    private func table(_ person: Person, _ after: String?) async throws -> QueueTable {
        var filter = CaseFilter(seenBy: person)
        filter.follower = person.id
        filter.isLive = true
        let page = try await hotline.cases.byDeadline(
            filter,
            after: try after.map(DeadlineCursor.init(text:)),
            limit: QueuePages.pageLength
        )
        let next = page.isMore ? page.items.last.map { "/following?after=\(DeadlineCursor($0).text)" } : nil
        return QueueTable(
            rows: pages.library.rows(page.items.map { QueueRow($0.file, for: person, wording) }),
            empty: "没有您跟踪的在办案件。",
            advice: "您登记或受理的案件会列在这里，直到办结；同事也可以移交给您。",
            note: "",
            next: next ?? ""
        )
    }
}
