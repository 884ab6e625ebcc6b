import Casework
import Web

extension CaseLife {
    /// Whether the matter can be settled by an answer at once.
    private var isAnswerable: Bool {
        ["inquiry", "suggestion", "praise", "invalid"].contains(matter.topic.kind)
    }

    /// The first words: who records them, and what is given with them.
    mutating func recording() -> (Colleague, JSON)? {
        let isByPhone = matter.source == "phone"
        let role: Role = matter.source == "inspector" ? .fieldSupervisor : .agent
        guard let who = somebody(role) else { return nil }
        guard isByPhone else { return (who, matter.json(giving: nil)) }
        if isAnswerable, course.isAnsweredDirectly {
            return (who, matter.json(giving: .answerDirectly, answer))
        }
        if course.isDispatchedAtOnce, let fields = dispatchFields() {
            return (who, matter.json(giving: .quickDispatch, fields))
        }
        return (who, matter.json(giving: .submit))
    }

    private var answer: [(Field, JSON)] { [(.answer, .text("您反映的\(matter.topic.name)情况已答复，按现行规定办理。"))] }

    /// Unit and reason of a dispatch; nil if it is for a body outside, or nobody knows whom.
    private mutating func dispatchFields() -> [(Field, JSON)]? {
        let route = matter.route(under: rules)
        if let winner = route.winner { return rules.units[winner.unit]?.isExternal == true ? nil : [] }
        let fitting = rules.units.values.filter {
            $0.type == matter.topic.unitType && !$0.isExternal && $0.isActive
        }
        guard let unit = chance.one(of: fitting.map(\.id).sorted()) else { return nil }
        return [(.unit, .text(unit)), (.reason, .text("责任表没有唯一的单位，按职责派出"))]
    }

    mutating func intake() -> [Intent] {
        if take(\.refusesIntake), matter.source != "12345" {
            return intent(
                .agent,
                .refuseAccept,
                [
                    (.reasonCode, .text("out_of_scope")), (.reason, .text("所反映的事项不属于本热线的受理范围")),
                    (.answer, .text("请向主管部门反映，联系方式已经告知。")),
                ]
            )
        }
        if isAnswerable, course.isAnsweredDirectly { return intent(.agent, .answerDirectly, answer) }
        if course.isDispatchedAtOnce, let fields = dispatchFields() {
            return intent(.agent, .quickDispatch, fields) + intent(.agent, .accept)
        }
        return intent(.agent, .accept)
    }

    mutating func registering() -> [Intent] {
        if take(\.needsVerifying) { return intent(.agent, .sendVerify, [(.reason, .text("地点说不清楚，请到现场看一看"))]) }
        if take(\.isDeclined) {
            return intent(
                .shiftLeader,
                .decline,
                [
                    (.reasonCode, .text("below_standard")), (.reason, .text("现场情况没有达到立案的条件")),
                    (.answer, .text("经核实未达到立案条件，已经说明。")), (.channel, .text("phone")),
                ]
            )
        }
        if let body = outsideBody {
            return intent(
                .shiftLeader,
                .forwardOut,
                [
                    (.body, .text(body)), (.reason, .text("属于对方的职责")),
                    (.theirNumber, .text("T-\(matter.index)")),
                ]
            )
        }
        if isAnswerable, course.isAnsweredDirectly { return intent(.agent, .answerDirectly, answer) }
        if course.isDispatchedAtOnce, let fields = dispatchFields() {
            return intent(.agent, .quickDispatch, fields) + intent(.shiftLeader, .register)
        }
        return intent(.shiftLeader, .register)
    }

    /// The body outside that answers for it, by the table or because it was to be so.
    private var outsideBody: Casework.Unit.ID? {
        if let winner = matter.route(under: rules).winner?.unit, rules.units[winner]?.isExternal == true {
            return winner
        }
        guard course.isForwarded else { return nil }
        return rules.units.values.filter(\.isExternal).map(\.id).sorted().first
    }

    mutating func dispatching(_ view: CaseView) -> [Intent] {
        if view.counts.returns >= 2 { return coordinate() }
        if let body = outsideBody, take(\.isForwarded) || matter.route(under: rules).winner?.unit == body {
            return intent(
                .dispatcher,
                .forwardOut,
                [(.body, .text(body)), (.reason, .text("属于对方的职责"))]
            )
        }
        return intent(.dispatcher, .dispatch, unitFields())
    }

    /// The unit that the table names, or one of the right sort, with a reason.
    func unitFields() -> [(Field, JSON)] {
        let route = matter.route(under: rules)
        let named = route.winner?.unit ?? route.best.first?.unit
        let fitting = rules.units.values.filter { !$0.isExternal && $0.isActive }.sorted { $0.id < $1.id }
        let inside = named.flatMap { rules.units[$0]?.isExternal == false ? $0 : nil }
        let unit = inside ?? fitting.first { $0.type == matter.topic.unitType }?.id ?? fitting.first?.id
        return [(.unit, .text(unit)), (.reason, .text("按职责派遣"))]
    }

    mutating func coordinate() -> [Intent] {
        let units = rules.units.values.filter { !$0.isExternal && $0.isActive }.map(\.id).sorted().prefix(2)
        return intent(
            .dispatcher,
            .startCoordination,
            [(.units, .list(units.map { .text($0) })), (.reason, .text("职责不清，请协调决定"))]
        )
    }

    mutating func deciding() -> [Intent] {
        intent(.director, .decide, unitFields())
    }

    mutating func forwarded() -> [Intent] {
        if chance.happens(0.1), course.isForwarded {
            course.isForwarded = false
            return intent(.agent, .outsideRefused, [(.reason, .text("对方答复不属其职责"))])
        }
        course.isForwarded = false
        return intent(.agent, .outsideAnswered, [(.note, .text("对方答复已经处理"))])
    }
}
