import Casework
import HTTPTypes
import Hummingbird
import Storage

extension CallbackPages {
    /// The three answers: a good judgement leads to closing, a bad one waits for the leader, or is redone at once by
    /// whoever may order that.
    func judge(_ context: StaffContext) async throws -> Response {
        guard context.person.may(.callback) else { throw Problem.notFound }
        let number = try context.parameters.require("number")
        let form = context.form
        do {
            let deed = try Deed(form)
            _ = try await hotline.give(
                deed.event,
                deed.fields,
                to: number,
                by: context.person,
                ifVersion: form.first("version").flatMap { Int($0) }
            )
            return .redirect(to: "/callbacks", type: .normal)
        } catch let refusal as CaseRefusal {
            return try await show(context, chosen: number, problem: Problem(refusal), typed: form)
        } catch let problem as Problem where problem.status != .notFound {
            return try await show(context, chosen: number, problem: problem, typed: form)
        }
    }
}

/// What the sheet's answers come to.
private struct Deed {
    let event: EventName
    let fields: [String: RawValue]

    private static let asked = [("solved", "是否解决"), ("satisfaction", "满意度"), ("manner", "态度")]

    init(_ form: FormFields) throws(Problem) {
        let words = (form.first("words") ?? "").trimmed
        if form.first("deed") == "declined" {
            event = .callerDeclined
            fields = words.isEmpty ? [:] : ["words": .text(words)]
            return
        }
        var answers: [String: RawValue] = [:]
        for (field, name) in Self.asked {
            guard let answer = form.first(field) else { throw Problem.invalid(field, "请选择\(name)。") }
            answers[field] = .text(answer)
        }
        let isBad = form.first("solved") == "no" || Verdict.isUnhappy(form.first("satisfaction") ?? "")
        if isBad, words.isEmpty { throw Problem.invalid("words", "不满意或未解决的，请记下来电人的原话。") }
        if form.first("deed") == "redo" {
            guard isBad else { throw Problem.invalid("satisfaction", "来电人满意且已解决，不用重办。") }
            let reason = (form.first("reason") ?? "").trimmed
            guard !reason.isEmpty else { throw Problem.invalid("reason", "请写明要单位重办什么。") }
            event = .redo
            fields = answers.merging(["reason": .text("\(reason)（来电人：“\(words)”）")]) { $1 }
        } else {
            event = isBad ? .recordVerdict : .callerSatisfied
            fields = words.isEmpty ? answers : answers.merging(["words": .text(words)]) { $1 }
        }
    }
}
