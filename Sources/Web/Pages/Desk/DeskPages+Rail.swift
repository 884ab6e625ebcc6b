import Casework
import HTTPTypes
import Hummingbird
import Storage

extension DeskPages {
    func addRail(to group: RouterGroup<StaffContext>) {
        group.get("desk/rail") { _, context in
            pages.fragment(try await rail(context), template: "DeskRail")
        }
        group.post("desk/promises", use: promise)
        group.post("desk/promises/:id/done") { request, context in
            if let id = Int64(try context.parameters.require("id")) {
                try await hotline.reminders.done(id, of: context.person, at: hotline.clock.now)
            }
            return try await railAgain(request, context)
        }
        group.post("desk/notices", use: post)
        group.post("desk/notices/:id/end") { request, context in
            guard context.person.may(.leadHall) else { throw Problem.notPermitted("通知由值班长撤下。") }
            if let id = Int64(try context.parameters.require("id")) {
                try await hotline.notices.end(id, at: hotline.clock.now)
            }
            return try await railAgain(request, context)
        }
    }

    func rail(
        _ context: StaffContext,
        promiseProblem: String = "",
        noticeProblem: String = ""
    ) async throws -> DeskRail {
        try allow(context)
        let wording = wording()
        let now = wording.now
        var filter = CaseFilter(seenBy: context.person)
        filter.follower = context.person.id
        filter.isLive = true
        let rows = try await hotline.cases.byDeadline(filter, limit: 5).items
        let midnight = wording.rules.time.midnight(before: now)
        return DeskRail(
            rows: rows.map { QueueRow($0.file, for: context.person, wording) },
            promises: try await hotline.reminders.list(of: context.person).prefix(4).map { reminder in
                DeskRail.Promise(
                    id: reminder.id,
                    when: wording.instant(reminder.due),
                    exact: wording.exact(reminder.due),
                    words: reminder.text,
                    number: reminder.number,
                    isDue: reminder.due <= now
                )
            },
            promiseProblem: promiseProblem,
            notices: try await hotline.notices.current(at: now).prefix(4)
                .map { DeskRail.Posted($0, wording) },
            mayPost: context.person.may(.leadHall),
            noticeProblem: noticeProblem,
            today: try await hotline.cases.recorded(by: context.person, since: midnight),
            token: context.session.formToken
        )
    }

    /// What has changed, for the page that is shown; without a script the whole page.
    private func railAgain(
        _ request: Request,
        _ context: StaffContext,
        promiseProblem: String = "",
        noticeProblem: String = ""
    ) async throws -> Response {
        let problem = promiseProblem + noticeProblem
        guard request.isForFragment else {
            if !problem.isEmpty { throw Problem(.unprocessableContent, "invalid", problem) }
            return .redirect(to: "/desk", type: .normal)
        }
        let rail = try await rail(context, promiseProblem: promiseProblem, noticeProblem: noticeProblem)
        return pages.fragment(rail, template: "DeskRail")
    }

    /// `14:45 给陈先生回电`: what somebody has promised a caller.
    @Sendable private func promise(_ request: Request, _ context: StaffContext) async throws -> Response {
        try allow(context)
        guard let text = context.form.first("promise")?.trimmed, !text.isEmpty, text.count <= 200,
            let due = instant(context.form.first("at"))
        else {
            return try await railAgain(request, context, promiseProblem: "请写答应了什么，和几点（如 14:45）。")
        }
        let now = hotline.clock.now
        try await hotline.reminders.add(text, due: due, of: context.person, at: now)
        return try await railAgain(request, context)
    }

    @Sendable private func post(_ request: Request, _ context: StaffContext) async throws -> Response {
        guard context.person.may(.leadHall) else { throw Problem.notPermitted("通知由值班长发布。") }
        let form = context.form
        guard let kind = form.first("noticeKind").flatMap(NoticeBoard.Kind.init),
            let text = form.first("notice")?.trimmed, !text.isEmpty, text.count <= 200,
            let until = instant(form.first("until"))
        else {
            return try await railAgain(request, context, noticeProblem: "请写内容，和到几点为止（如 18:00）。")
        }
        _ = try await hotline.notices.add(
            kind,
            text,
            place: (form.first("noticePlace") ?? "").trimmed,
            until: until,
            by: context.person,
            at: hotline.clock.now
        )
        return try await railAgain(request, context)
    }

    /// The next time that the city's clocks show `14:45`.
    private func instant(_ text: String?) -> Timestamp? {
        let parts = (text ?? "").trimmed.replacing("：", with: ":").utf8.split(separator: UInt8(ascii: ":"))
            .map { Int(String(decoding: $0, as: UTF8.self)) }
        guard parts.count == 2, let hour = parts[0], let minute = parts[1], (0..<24).contains(hour),
            (0..<60).contains(minute)
        else { return nil }
        let time = hotline.rules.time
        let now = hotline.clock.now
        let second = hour * 3600 + minute * 60
        let today = time.instant(time.day(of: now), second: second)
        return today > now ? today : time.instant(time.day(of: now) + 1, second: second)
    }
}
