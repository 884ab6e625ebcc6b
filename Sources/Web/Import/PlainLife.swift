import Casework

/// A life told by the instants that most old books keep: when it was dispatched, signed for, settled, closed.
///
/// Where they say nothing, nothing is made up but what the rules ask for, and that says so itself.
struct PlainLife {
    static let fields: Set<String> = [
        "recordedBy", "unit", "dispatchedAt", "signedAt", "arrivedAt", "feedbackAt", "feedback", "handledBy",
        "calledBackAt", "calledBackBy", "satisfaction", "solved", "manner", "callerWords", "answer",
        "channel",
        "endedAt", "endedBy", "conclusion", "noAnswerReason",
    ]

    static let instants = ["dispatchedAt", "signedAt", "arrivedAt", "feedbackAt", "calledBackAt", "endedAt"]

    let values: [String: String]
    let instants: [String: Timestamp]
    let source: String
    let recordedAt: Timestamp

    private var unit: String? { values["unit"] }
    private var endedAt: Timestamp? { instants["endedAt"] }
    private var isJudged: Bool { values["satisfaction"] != nil }

    func steps() throws(BookCells.Problem) -> [PastStep] {
        if unit == nil {
            for name in ["dispatchedAt", "feedbackAt"] where instants[name] != nil {
                throw BookCells.Problem(column: "unit", words: "there is \(name), but no unit")
            }
        }
        let steps = beginning + (unit == nil ? [] : working + judging + ending)
        var last = recordedAt
        for step in steps {
            guard step.at >= last else {
                throw BookCells.Problem(
                    column: Self.instants.first { instants[$0] == step.at } ?? "",
                    words: "\(step.events[0].rawValue) lies before what comes first"
                )
            }
            last = step.at
        }
        return steps
    }

    private func step(
        _ events: [EventName],
        _ at: Timestamp,
        by name: String? = nil,
        _ fields: [String: String?] = [:],
        isSkippable: Bool = false
    ) -> PastStep {
        let given = fields.compactMapValues { $0.map { RawValue.text($0) } }
        var step = PastStep(anyOf: events, at: at, given, isSkippable: isSkippable)
        step.account = name.flatMap { values[$0] }
        return step
    }

    private var beginning: [PastStep] {
        let isByPhone = source == "phone"
        guard let unit else {
            let arrival: [PastStep] = isByPhone ? [] : [step([.receive], recordedAt, by: "recordedBy")]
            guard let endedAt else {
                return isByPhone ? [step([.submit], recordedAt, by: "recordedBy")] : arrival
            }
            // An answer is recorded when it is given: by telephone that is when the case is.
            let at = isByPhone ? recordedAt : endedAt
            return arrival + [step([.answerDirectly], at, by: "recordedBy", ["answer": values["answer"]])]
        }
        let dispatchedAt = instants["dispatchedAt"] ?? recordedAt
        let dispatch = step(
            [.quickDispatch],
            dispatchedAt,
            by: "recordedBy",
            ["unit": unit, "reason": "旧系统派单"]
        )
        if isByPhone {
            return dispatchedAt == recordedAt
                ? [dispatch] : [step([.submit], recordedAt, by: "recordedBy"), dispatch]
        }
        return [step([.receive], recordedAt, by: "recordedBy"), dispatch]
    }

    private var fedBackAt: Timestamp? { instants["feedbackAt"] ?? instants["calledBackAt"] ?? endedAt }

    private var working: [PastStep] {
        let dispatchedAt = instants["dispatchedAt"] ?? recordedAt
        var steps: [PastStep] = []
        if let signedAt = instants["signedAt"] ?? fedBackAt.map({ min($0, dispatchedAt) }) {
            steps.append(step([.sign], signedAt, by: "handledBy", isSkippable: true))
        }
        if let arrivedAt = instants["arrivedAt"] { steps.append(step([.arrive], arrivedAt, by: "handledBy")) }
        guard let fedBackAt else { return steps }
        let words = values["feedback"] ?? ""
        let note = words.count >= 10 ? words : words.isEmpty ? "旧系统没有记载处置情况。" : "旧系统记载的处置情况：" + words
        steps.append(
            step(
                [.submitFeedback],
                fedBackAt,
                by: "handledBy",
                ["note": note, "noPhotoReason": "照片留在旧系统"]
            )
        )
        return steps
    }

    private var judging: [PastStep] {
        guard let at = instants["calledBackAt"] ?? endedAt else { return [] }
        var steps = [
            step([.passToCallback, .passToClose, .passToCheck], at, ["note": "旧系统记载的案件"]),
            step([.checkPassToCallback, .checkPass], at, ["photos": Self.oldPhoto], isSkippable: true),
        ]
        guard isJudged else { return steps }
        let solved = values["solved"] ?? (isUnhappy ? "no" : "yes")
        let verdict = [
            "satisfaction": values["satisfaction"], "solved": solved, "manner": values["manner"] ?? "good",
            "words": values["callerWords"],
        ]
        if isUnhappy || solved == "no" {
            steps.append(step([.recordVerdict], at, by: "calledBackBy", verdict))
            if endedAt != nil {
                let reason = ["reason": "旧系统已结案", "grounds": "standard_met"]
                steps.append(step([.acceptDissatisfied], at, by: "endedBy", reason))
            }
        } else {
            steps.append(step([.callerSatisfied], at, by: "calledBackBy", verdict))
        }
        return steps
    }

    private var isUnhappy: Bool {
        let word = values["satisfaction"] ?? ""
        let code = CodeList.satisfaction.entries.first { $0.chinese == word }?.code ?? word
        return Verdict.isUnhappy(code)
    }

    private var ending: [PastStep] {
        guard let endedAt else { return [] }
        var steps: [PastStep] = []
        if let answer = values["answer"], !isJudged {
            let fields = ["channel": values["channel"] ?? "phone", "words": answer]
            steps.append(step([.answerCaller], endedAt, by: "endedBy", fields))
        }
        let fields = [
            "conclusion": values["conclusion"] ?? "旧系统已结案",
            "noAnswerReason": isJudged || values["answer"] != nil ? nil : values["noAnswerReason"],
        ]
        return steps + [step([.close], endedAt, by: "endedBy", fields)]
    }

    /// Photographs stay where they are: this says that there was one.
    static let oldPhoto = "old:"
}
