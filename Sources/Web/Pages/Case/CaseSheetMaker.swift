import Casework
import Storage

/// Makes a case's sheet for one person at one instant.
struct CaseSheetMaker: Sendable {
    let file: Case
    let history: [CaseEvent]
    let isForgotten: Bool
    let session: Session
    let sight: Sight
    let names: [Person.ID: String]
    let wording: Wording
    var photoFacts: [String: PhotoFacts] = [:]

    var state: CaseState { file.state }
    var content: CaseContent { file.state.content }
    var rules: Rulebook { wording.rules }

    func sheet(reveal: (typed: String, problem: String)? = nil) -> CaseSheet {
        let personal = file.personal.seen(sight)
        let handle = state.clocks[.handle]
        let main = handle ?? file.waitingClock
        let photos = CasePhotoWords(
            photos: CasePhoto.all(in: history, facts: photoFacts),
            file,
            sight,
            wording
        )
        return CaseSheet(
            number: file.number,
            list: session.person.unit == nil
                ? PageFact("队列", "", path: "/queue") : PageFact("本单位", "", path: "/unit"),
            origin: origin,
            heading: "\(matterName) · \(wording.place(content, personal))",
            tags: tags,
            dueLabel: file.stage.isFinal ? "" : main.map { $0.kind.chinese } ?? "",
            due: file.stage.isFinal ? wording.due(of: file) : main.map(wording.due),
            waiting: waiting(handle),
            steps: steps,
            notes: notes,
            before: photos.of(.before),
            after: photos.of(.after),
            story: StoryTeller(wording: wording, names: names, shown: file.personal.description)
                .story(of: file.number, history),
            now: nowWords,
            clocks: ClockRow.rows(file, history, wording),
            age: state.recordedAt.map { "登记至今 \(wording.span((state.endedAt ?? wording.now) - $0))" } ?? "",
            caller: caller(personal),
            reveal: revealForm(reveal),
            matter: matter(personal),
            place: place(personal),
            people: people,
            result: result,
            orders: orders,
            hasOrder: state.unit != nil
        )
    }

    private var matterName: String {
        content.topic.map { wording.topic($0) } ?? CodeList.kind.chinese(content.kind)
    }

    private var origin: String {
        let topic = content.topic.flatMap { rules.topics[$0] }
        return [
            "来源 \(CodeList.source.chinese(content.source))", CodeList.kind.chinese(content.kind),
            topic.map { "\($0.industry) \($0.code)" },
        ].compactMap { $0 }.joined(separator: " · ")
    }

    private var tags: [PageTag] {
        var tags = [PageTag(.stage, file.stage.chinese)]
        if state.urgency != .normal {
            tags.append(PageTag(state.urgency == .critical ? .critical : .urgent, state.urgency.chinese))
        }
        if state.isUnrouted { tags.append(PageTag(.critical, "未定责")) }
        func count(_ number: Int, _ words: String) { if number > 0 { tags.append(PageTag(.line, words)) } }
        if state.callers > 1 { tags.append(PageTag(.line, "\(state.callers) 位来电人")) }
        count(state.returns, "退单 \(state.returns) 次")
        count(state.extensions, "延期 \(state.extensions) 次")
        count(state.suspensions, "挂账 \(state.suspensions) 次")
        count(state.reworks, "返工 \(state.reworks) 次")
        count(state.redos, "重办 \(state.redos) 次")
        count(state.urges, "催办 \(state.urges) 次")
        count(state.supervision, "督办 \(state.supervision) 次")
        count(state.attempts.count, "回访 \(state.attempts.count) 次未果")
        if state.isExempt { tags.append(PageTag(.line, "免予考核")) }
        if content.isConfidential { tags.append(PageTag(.plain, "保密")) }
        return tags
    }

    private func waiting(_ handle: Clock?) -> String {
        guard let clock = file.waitingClock, clock.kind != .handle, handle != nil, clock.isRunning else {
            return ""
        }
        let left =
            clock.isOverdue(at: wording.now)
            ? "已超 \(wording.span(wording.now - clock.due))" : "还有 \(wording.span(clock.due - wording.now))"
        return "\(clock.kind.chinese)请在 \(wording.instant(clock.due)) 前，\(left)"
    }

    private var steps: [CaseSheet.Step] {
        let phases = CaseStage.phases
        guard let index = phases.firstIndex(of: file.stage.phase) else {
            // Ended beside the way: how far it had come is told by the story.
            return [
                CaseSheet.Step(kind: .past, words: phases[0]),
                CaseSheet.Step(kind: .now, words: file.stage.chinese),
            ]
        }
        if file.stage.isFinal, file.stage != .closed {
            return phases.prefix(index + 1).map { CaseSheet.Step(kind: .past, words: $0) }
                + [CaseSheet.Step(kind: .now, words: file.stage.chinese)]
        }
        return phases.enumerated().map { place, words in
            let kind: CaseSheet.Step.Kind =
                file.stage == .closed || place < index ? .past : place == index ? .now : .todo
            return CaseSheet.Step(kind: kind, words: words)
        }
    }

    private var nowWords: String {
        guard file.stage.isLive else { return "" }
        let who =
            switch file.stage {
            case .signing: "等\(wording.unit(state.unit))签收"
            case .handling:
                "等\(wording.unit(state.unit))\(state.arrivedAt == nil && state.limits?.arrive != nil ? "到场" : "处置反馈")"
            case .suspended: "挂账中"
            case .forwarded: "等\(wording.unit(state.outsideBody))答复"
            case .linked: "随主案办理"
            default:
                file.stage.waitingRole.map { "等\($0.chinese)：\(file.stage.chinese)" } ?? file.stage.chinese
            }
        return "现在：\(who)" + (file.waitingClock.map { "，\(wording.instant($0.due)) 前" } ?? "")
    }

    private func revealForm(_ refused: (typed: String, problem: String)?) -> RevealForm? {
        guard sight == .masked, session.person.may(.reveal), !isForgotten else { return nil }
        return RevealForm(
            path: "/cases/\(file.number)/reveal",
            token: session.formToken,
            typed: refused?.typed ?? "",
            problem: refused?.problem ?? ""
        )
    }
}
