import Casework
import Storage

extension UnitCaseMaker {
    private var state: CaseState { file.state }
    private var content: CaseContent { file.state.content }

    var sheet: FieldSheet {
        let personal = file.personal.seen(sight)
        let topic = wording.topic(content.topic)
        let photos = CasePhotoWords(
            photos: CasePhoto.all(in: history, facts: photoFacts),
            file,
            sight,
            wording
        )
        return FieldSheet(
            number: file.number,
            topic: topic.isEmpty ? "未分类" : topic,
            sub: ([file.number] + (state.callers > 1 ? ["\(state.callers) 位来电人"] : [])).joined(
                separator: " · "
            ),
            due: due,
            tags: [PageTag(.stage, file.stage.chinese)] + JobRow.urgency(of: file)
                + (content.isConfidential ? [PageTag(.plain, "保密")] : []),
            place: wording.place(content, personal),
            spot: content.place.position,
            phone: sight == .clear ? personal.phone ?? "" : "",
            steps: way,
            notes: notes,
            facts: facts(personal),
            before: photos.of(.before),
            after: photos.of(.after)
        )
    }

    private var due: [Due] {
        var due: [Due] = []
        for (kind, words) in [(ClockKind.sign, "签收"), (.arrive, "到场"), (.handle, "办结"), (.suspend, "")] {
            if let clock = state.clocks[kind], clock.isRunning {
                due.append(wording.due(clock).saying(words))
            }
        }
        return due.isEmpty ? wording.due(of: file).map { [$0] } ?? [] : due
    }

    /// Dispatched, signed, arrived, fed back: each with its time, or by when.
    private var way: [FieldSheet.Step] {
        let isBack = file.stage == .handling || file.stage == .signing || file.stage == .suspended
        let times: [(String, Timestamp?, ClockKind)] = [
            ("派单", state.dispatchedAt, .dispatch), ("签收", state.signedAt, .sign),
            ("到场", state.arrivedAt, .arrive), ("反馈", isBack ? nil : state.feedbackAt, .handle),
        ]
        // Who has fed back without a word of arriving has been there.
        let reached = times.lastIndex { $0.1 != nil } ?? -1
        return times.enumerated().map { index, step in
            if let at = step.1 {
                return FieldSheet.Step(words: step.0, time: wording.instant(at), kind: .past)
            }
            if index < reached { return FieldSheet.Step(words: step.0, time: "未记", kind: .past) }
            let clock = state.clocks[step.2].flatMap { $0.isRunning ? $0 : nil }
            return FieldSheet.Step(
                words: step.0,
                time: clock.map { "限 \(wording.instant($0.due))" } ?? "",
                kind: index == reached + 1 ? .now : .todo
            )
        }
    }

    private var notes: [PageNote] {
        var notes: [PageNote] = []
        if let pending = state.pending {
            let until = pending.until.map { "，到 \(wording.instant($0))" } ?? ""
            notes.append(
                PageNote(.soon, "\(CodeList.request.chinese(pending.kind.rawValue))申请待批\(until)；待批时处置钟照走。")
            )
        }
        for order in state.orders where order.repliedAt == nil {
            let by = order.replyBy.map { "，\(wording.instant($0)) 前回复" } ?? ""
            notes.append(PageNote(.over, "\(CodeList.level.chinese(order.level)) \(order.number)\(by)。"))
        }
        if let back = history.last(where: {
            [.rework, .redo, .checkFail, .closeReject, .reopen].contains($0.name)
        }),
            file.stage == .handling, let why = back.words[Field.reason.rawValue]
        {
            notes.append(PageNote(.over, "\(back.name.chinese)：\(why)"))
        }
        return notes
    }

    private func facts(_ personal: Personal) -> [PageFact] {
        var facts = [PageFact("来电人说", personal.description)]
        if let words = personal.expectation { facts.append(PageFact("期望", words)) }
        for event in history where event.name == .addCallerWords {
            if let words = event.words[Field.words.rawValue] {
                facts.append(PageFact("又说 \(wording.instant(event.at))", words))
            }
        }
        if let name = personal.name { facts.append(PageFact("称呼", name)) }
        if let crew = history.last(where: { $0.name == .assignCrew })?.words[Field.crew.rawValue] {
            facts.append(PageFact("派", crew))
        }
        if state.urges > 0 { facts.append(PageFact("催办", "\(state.urges) 次")) }
        return facts
    }
}
