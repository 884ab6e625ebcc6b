import Casework

extension SupervisionRow {
    /// The orders of a case, and the card of the round that its clock is in.
    static func rows(_ file: Case, _ names: [Person.ID: String], _ wording: Wording) -> [SupervisionRow] {
        file.state.orders.map { SupervisionRow($0, file, names, wording) }
            + [card(file, wording)].compactMap { $0 }
    }

    private init(
        _ order: SupervisionOrder,
        _ file: Case,
        _ names: [Person.ID: String],
        _ wording: Wording
    ) {
        let isLate = order.replyBy.map { $0 < order.repliedAt ?? wording.now } ?? false
        self.init(
            level: Self.tag(order.level),
            order: SupervisionOrderKey(isDone: order.repliedAt != nil, at: order.replyBy ?? order.at),
            name: order.number,
            number: file.number,
            short: wording.short(file.number),
            matter: wording.topic(file.state.content.topic),
            unit: wording.unit(file.state.unit),
            given: "\(names[order.by] ?? "") \(wording.instant(order.at))",
            givenExact: wording.exact(order.at),
            due: order.replyBy.map { [Self.due($0, order.repliedAt, isLate: isLate, wording)] } ?? [],
            replied: order.repliedAt.map { wording.instant($0) + (isLate ? "（逾期）" : "") } ?? "未回复",
            standing: order.repliedAt != nil ? .replied : isLate ? .overdue : .open,
            print: "/cases/\(file.number)/supervision?order=\(order.number)"
        )
    }

    private static func due(_ replyBy: Timestamp, _ replied: Timestamp?, isLate: Bool, _ wording: Wording)
        -> Due
    {
        let exact = "限 " + wording.exact(replyBy)
        if replied != nil {
            return Due(kind: isLate ? .over : .done, words: isLate ? "逾期回复" : "按时", exact: exact)
        }
        let left = replyBy - wording.now
        return isLate
            ? Due(kind: .over, words: "超 \(wording.span(-left))", exact: exact)
            : Due(kind: left < 3600 ? .soon : .ok, words: "剩 \(wording.span(left))", exact: exact)
    }

    private static func card(_ file: Case, _ wording: Wording) -> SupervisionRow? {
        let state = file.state
        guard let clock = state.clocks[.handle] else { return nil }
        let isRed = state.redRound == clock.round
        guard clock.round > 0, isRed || state.yellowRound == clock.round else { return nil }
        return SupervisionRow(
            level: PageTag(isRed ? .critical : .urgent, isRed ? "红牌" : "黄牌"),
            order: SupervisionOrderKey(isDone: clock.state == .stopped, at: clock.due),
            name: "—",
            number: file.number,
            short: wording.short(file.number),
            matter: wording.topic(state.content.topic),
            unit: wording.unit(state.unit),
            given: "到时自动",
            givenExact: "处置限 " + wording.exact(clock.due),
            due: [wording.due(clock)],
            replied: clock.state == .stopped
                ? state.feedbackAt.map { wording.instant($0) + " 反馈" } ?? "" : "处置中",
            standing: .cards,
            print: ""
        )
    }

    private static func tag(_ level: String) -> PageTag {
        PageTag(level == "red" ? .critical : .urgent, CodeList.level.chinese(level))
    }
}
