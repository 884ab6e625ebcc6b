import Casework
import Hummingbird
import Storage

/// `/inbox`: messages, and marking them as read.
struct InboxPages {
    let hotline: Hotline
    let pages: Pages

    private static let most = 100

    func add(to group: RouterGroup<StaffContext>) {
        group.get("inbox") { _, context in
            try await pages.respond(try await page(context), to: context.session, at: "/inbox")
        }
        group.get("inbox/list") { _, context in
            pages.fragment(try await page(context), template: "InboxList")
        }
        group.post("inbox/read") { _, context in
            guard let upTo = context.form.first("upTo").flatMap({ Int64($0) }), upTo > 0 else {
                throw Problem.unreadable("请刷新后再试。")
            }
            try await hotline.outbox.markRead(upTo: upTo, by: context.person, at: hotline.clock.now)
            return Response.redirect(to: "/inbox", type: .normal)
        }
    }

    private func page(_ context: StaffContext) async throws -> InboxPage {
        let wording = Wording(rules: hotline.rules, now: hotline.clock.now)
        let messages = try await hotline.outbox.inbox(of: context.person, limit: Self.most)
        var matters: [Case.Number: String] = [:]
        for file in try await hotline.visible(messages.map(\.number), to: context.person) {
            let place = wording.place(file.state.content, file.personal.seen(.masked))
            matters[file.number] = "\(wording.topic(file.state.content.topic)) · \(place)"
        }
        let lines = messages.map { message in
            InboxPage.Line(
                when: wording.instant(message.at),
                exact: wording.exact(message.at),
                number: message.number,
                short: wording.short(message.number),
                words: message.words,
                matter: matters[message.number] ?? "",
                isUnread: !message.isRead
            )
        }
        let topics = Outbox.recipients(context.person).map { "inbox/" + $0 }.joined(separator: ",")
        return InboxPage(
            lines: lines,
            newest: messages.first?.id ?? 0,
            hasUnread: messages.contains { !$0.isRead },
            topics: topics,
            token: context.session.formToken
        )
    }
}

extension Outbox.Message {
    /// What is told, for whoever reads it.
    fileprivate var words: String {
        switch kind {
        case "unrouted": "责任表没有唯一的单位，请人工定责"
        case Effect.proposeRecall.rawValue: "地点或主题更正，建议收回重派"
        case Effect.waitsForLeader.rawValue: "来电人不满意或未解决，等您决定"
        case Effect.learnRule.rawValue: "退单成立，请检查责任表"
        case Effect.taskForFieldSupervisor.rawValue: "请到现场：\(eventWords)"
        case Effect.orderNumber.rawValue: "督办单"
        case Effect.orderAnswered.rawValue: "督办单已回复"
        case Effect.countUrge.rawValue: "催办"
        case Effect.card.rawValue: "黄红牌"
        default: eventWords
        }
    }

    private var eventWords: String { EventName(rawValue: event)?.chinese ?? event }
}
