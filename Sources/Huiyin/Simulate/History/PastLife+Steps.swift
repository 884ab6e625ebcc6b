import Casework
import Web

/// What comes first, and what comes next at each stage.
extension PastLife {
    mutating func begin() {
        let isByPhone = file.state.content.source == "phone"
        guard isByPhone else {
            give(.receive, by: person(ofSource: true))
            return
        }
        let first = person(ofSource: false)
        if matter.isAnswerable, course.isAnsweredDirectly || chance.happens(0.6) {
            give(.answerDirectly, by: first, [(.answer, .text(answer))])
        } else if course.isDispatchedAtOnce, let fields = dispatchFields() {
            give(.quickDispatch, by: first, fields)
        }
        if file.stage == .draft { give(.submit, by: first) }
    }

    private mutating func person(ofSource: Bool) -> Person? {
        file.state.content.source == "inspector" && ofSource
            ? hall(.fieldSupervisor) : follower() ?? hall(.agent)
    }

    private var answer: String {
        switch matter.topic.kind {
        case "praise": "感谢您的肯定，已转告有关人员。"
        case "suggestion": "感谢您的建议，已转请主管单位研究，采纳情况将告知您。"
        case "invalid": "未反映具体问题，已向来电人说明受理范围。"
        default: "您咨询的\(matter.topic.name)，已按现行规定答复，并告知办理方式和联系电话。"
        }
    }

    mutating func goOn() {
        switch file.stage {
        case .intake: takeIn()
        case .registering: register()
        case .verifying:
            give(
                .verifyFeedback,
                after: minutes(15),
                by: hall(.fieldSupervisor),
                [(.finding, .text("true")), (.note, .text("现场已经查看，情况属实")), (.photos, .text("old:"))]
            )
        case .dispatching: dispatch()
        case .coordinating: decide()
        case .signing: sign()
        case .handling: handle()
        case .suspended:
            // Half of them are resumed before their date, the others by it.
            let isEarly = chance.happens(0.5)
            let wait = seconds(ofClock: .suspend, share: 0.3 + 0.6 * chance.share())
            if isEarly, give(.resume, after: wait, by: unit(), [(.reason, .text("材料已到，恢复处置"))]) { return }
            waitForTime()
        case .forwarded: forwarded()
        case .feedback: review()
        case .checking: check()
        case .callingBack: callBack()
        case .closing: close()
        case .closed: afterwards()
        case .draft, .linked, .answered, .notAccepted, .notRegistered, .voided: break
        }
    }

    private mutating func takeIn() {
        if take(\.refusesIntake), file.state.content.source != "12345" {
            let fields: [(Field, RawValue)] = [
                (.reasonCode, .text("out_of_scope")), (.reason, .text("所反映的事项不属于本热线的受理范围")),
                (.answer, .text("请向主管部门反映，联系方式已经告知。")),
            ]
            if give(.refuseAccept, after: minutes(8), by: hall(.agent), fields) { return }
        }
        if matter.isAnswerable, course.isAnsweredDirectly {
            if give(.answerDirectly, after: minutes(9), by: hall(.agent), [(.answer, .text(answer))]) {
                return
            }
        }
        if course.isDispatchedAtOnce, let fields = dispatchFields() {
            if give(.quickDispatch, after: minutes(7), by: hall(.agent), fields) { return }
        }
        give(.accept, after: minutes(6), by: hall(.agent))
    }

    private mutating func register() {
        if take(\.needsVerifying),
            give(.sendVerify, after: minutes(4), by: hall(.agent), [(.reason, .text("地点说不清楚，请到现场看一看"))])
        {
            return
        }
        if take(\.isDeclined) {
            let fields: [(Field, RawValue)] = [
                (.reasonCode, .text("below_standard")), (.reason, .text("现场情况没有达到立案的条件")),
                (.answer, .text("经核实未达到立案条件，已经说明。")), (.channel, .text("phone")),
            ]
            if give(.decline, after: minutes(6), by: hall(.shiftLeader), fields) { return }
        }
        if matter.isAnswerable {
            if give(.answerDirectly, after: minutes(6), by: hall(.agent), [(.answer, .text(answer))]) {
                return
            }
        }
        if let body = outsideBody {
            let fields: [(Field, RawValue)] = [
                (.body, .text(body)), (.reason, .text("属于对方的职责")), (.theirNumber, .text("T-\(matter.index)")),
            ]
            if give(.forwardOut, after: minutes(7), by: hall(.shiftLeader), fields) { return }
        }
        if course.isDispatchedAtOnce, let fields = dispatchFields() {
            if give(.quickDispatch, after: minutes(5), by: hall(.agent), fields) { return }
        }
        give(.register, after: minutes(6), by: hall(.shiftLeader))
    }

    private var route: Route {
        rules.route(
            topic: file.state.content.topic,
            category: file.state.content.category,
            place: file.state.content.place
        )
    }

    private var outsideBody: Casework.Unit.ID? {
        if let winner = route.winner?.unit, rules.units[winner]?.isExternal == true { return winner }
        guard course.isForwarded else { return nil }
        return rules.units.values.filter(\.isExternal).map(\.id).sorted().first
    }

    /// Unit and reason of a dispatch; nil if it is for a body outside.
    private mutating func dispatchFields() -> [(Field, RawValue)]? {
        if let winner = route.winner { return rules.units[winner.unit]?.isExternal == true ? nil : [] }
        guard let unit = fittingUnit() else { return nil }
        return [(.unit, .text(unit)), (.reason, .text("责任表没有唯一的单位，按职责派出"))]
    }

    /// One of those that the table names; else one of the sort, of the district if there is one.
    private mutating func fittingUnit() -> Casework.Unit.ID? {
        let named = route.best.map(\.unit).filter { rules.units[$0]?.isExternal == false }
        if let unit = chance.one(of: named) { return unit }
        let inside = rules.units.values.filter { !$0.isExternal && $0.isActive }.sorted { $0.id < $1.id }
        let fitting = inside.filter { $0.type == matter.topic.unitType }
        let near = fitting.filter { $0.district == matter.district?.code }
        return chance.one(of: near.isEmpty ? fitting.isEmpty ? inside : fitting : near)?.id
    }

    private mutating func dispatch() {
        if file.state.returns >= rules.policy.returnsBeforeCoordination { return coordinate() }
        if let body = outsideBody, file.state.outsideBody == nil {
            course.isForwarded = false
            let fields: [(Field, RawValue)] = [(.body, .text(body)), (.reason, .text("属于对方的职责"))]
            if give(.forwardOut, after: minutes(7), by: hall(.dispatcher), fields) { return }
        }
        guard let unit = fittingUnit() else { return }
        give(
            .dispatch,
            after: minutes(6),
            by: hall(.dispatcher),
            [(.unit, .text(unit)), (.reason, .text("按职责派遣"))]
        )
    }

    mutating func coordinate() {
        let units = rules.units.values.filter { !$0.isExternal && $0.isActive }.map(\.id).sorted().prefix(2)
        give(
            .startCoordination,
            after: minutes(20),
            by: hall(.dispatcher),
            [(.units, .list(units.map { .text($0) })), (.reason, .text("职责不清，请协调决定"))]
        )
    }

    private mutating func decide() {
        guard let unit = fittingUnit() else { return }
        let wait = seconds(ofClock: .coordinate, share: 0.2 + 0.6 * chance.share())
        give(
            .decide,
            after: wait,
            by: hall(.director),
            [(.unit, .text(unit)), (.reason, .text("按职责由该单位办理"))]
        )
    }

    private mutating func forwarded() {
        let wait = seconds(ofClock: .outside, share: 0.1 + 0.7 * chance.share())
        if course.isForwarded, chance.happens(0.1) {
            course.isForwarded = false
            if give(.outsideRefused, after: wait, by: hall(.agent), [(.reason, .text("对方答复不属其职责"))]) {
                return
            }
        }
        course.isForwarded = false
        give(.outsideAnswered, after: wait, by: hall(.agent), [(.note, .text("对方答复已经处理"))])
    }
}
