import Casework
import Web

/// One case's life, as the people around it lead it: what comes next, and who does it.
struct CaseLife: Sendable {
    let matter: Matter
    let colleagues: Colleagues
    let rules: Rulebook
    var course: Course
    var chance: Chance
    var view: CaseView?
    /// Who has just seen the case as `view` tells it.
    var seenBy: Colleague?
    var steps = 0
    var isLeft = false
    /// How often in a row nothing that was wanted could be done.
    var stuck = 0
    /// A case this one may be linked to: found by whoever knows all cases.
    var parent: Case.Number?

    init(
        _ matter: Matter,
        _ course: Course,
        _ colleagues: Colleagues,
        under rules: Rulebook,
        _ chance: Chance
    ) {
        self.matter = matter
        self.course = course
        self.colleagues = colleagues
        self.rules = rules
        self.chance = chance
    }

    /// Somebody of this role; there is one of each, or the accounts would not have been read.
    mutating func somebody(_ role: Role, ofUnit unit: String? = nil) -> Colleague? {
        colleagues.somebody(role, ofUnit: unit, &chance)
    }

    mutating func intent(
        _ role: Role,
        _ event: EventName,
        _ fields: [(Field, JSON)] = [],
        ofUnit unit: String? = nil,
        photo: Bool = false
    ) -> [Intent] {
        guard let who = somebody(role, ofUnit: unit) else { return [] }
        return [Intent(who, event, fields, photo: photo)]
    }

    /// What comes next for the case as it stands at `now`.
    mutating func next(at now: Timestamp) -> Next {
        guard let view else { return .ended }
        if let left = course.stepsUntilLeft, steps >= left, !view.stage.isFinal {
            isLeft = true
            return .ended
        }
        if let parent = view.parent, view.stage == .linked { return .waitForParent(parent) }
        if view.stage == .callingBack, let until = callAgainAt(view), until > now {
            return .wait(until: until)
        }
        let beside = beside(view, at: now)
        let onward = onward(view, at: now)
        let intents = beside + onward
        return intents.isEmpty ? .ended : .act(intents)
    }

    private mutating func onward(_ view: CaseView, at now: Timestamp) -> [Intent] {
        switch view.stage {
        case .intake: intake()
        case .registering: registering()
        case .verifying:
            intent(
                .fieldSupervisor,
                .verifyFeedback,
                [(.finding, .text(course.isDeclined ? "false" : "true")), (.note, .text("现场已经查看，情况如照片所示"))],
                photo: true
            )
        case .dispatching: dispatching(view)
        case .coordinating: deciding()
        case .signing: signing(view)
        case .handling: handling(view, at: now)
        case .suspended:
            intent(.unitOperator, .resume, [(.reason, .text("材料已到，恢复处置"))], ofUnit: view.unit?.name)
        case .forwarded: forwarded()
        case .feedback: feedback(view)
        case .checking: checking(view)
        case .callingBack: callingBack(view)
        case .closing: closing(view)
        case .closed, .answered: afterwards(view)
        case .draft, .linked, .notAccepted, .notRegistered, .voided: []
        }
    }

    /// True once, if it was to happen.
    mutating func take(_ wish: WritableKeyPath<Course, Bool>) -> Bool {
        defer { course[keyPath: wish] = false }
        return course[keyPath: wish]
    }

    /// True as often as it was to happen.
    mutating func take(_ wish: WritableKeyPath<Course, Int>) -> Bool {
        guard course[keyPath: wish] > 0 else { return false }
        course[keyPath: wish] -= 1
        return true
    }
}
