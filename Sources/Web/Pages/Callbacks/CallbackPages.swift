import Casework
import HTTPTypes
import Hummingbird
import Storage

/// `/callbacks`: whom to call now, what to ask, and what came of it.
struct CallbackPages {
    let hotline: Hotline
    let pages: Pages

    func add(to group: RouterGroup<StaffContext>) {
        group.get("callbacks") { request, context in
            let asked = request.uri.queryParameters["case"].map(String.init)
            return try await show(context, chosen: asked)
        }
        group.get("callbacks/list") { request, context in
            let asked = request.uri.queryParameters["case"].map(String.init)
            let queue = try await queue(context)
            return pages.fragment(
                CallbackList(
                    queue,
                    chosen: asked ?? "",
                    for: context.person,
                    CallbackWords(wording: wording)
                ),
                template: "CallbackList"
            )
        }
        group.post("callbacks/:number", use: judge)
    }

    private var wording: Wording { Wording(rules: hotline.rules, now: hotline.clock.now) }

    private func queue(_ context: StaffContext) async throws -> CallbackQueue {
        guard context.person.may(.callback) else { throw Problem.notFound }
        var filter = CaseFilter()
        filter.stages = [.callingBack]
        filter.isLive = true
        filter.byDeadline = true
        let found = try await hotline.cases.list(filter, limit: 300).items.map(\.file)
        return CallbackQueue(found, at: hotline.clock.now, under: hotline.rules.policy)
    }

    private func show(
        _ context: StaffContext,
        chosen: String?,
        problem: Problem? = nil,
        typed: FormFields? = nil
    ) async throws -> Response {
        let queue = try await queue(context)
        let number = chosen ?? queue.toCall.first?.number
        var sheet: CallbackSheet?
        if let number, let (entry, events) = try await hotline.cases.open(number),
            entry.file.stage == .callingBack, entry.file.isVisible(to: context.person)
        {
            let sight = try await hotline.sight(
                of: context.person,
                on: entry.file,
                from: context.address,
                at: hotline.clock.now
            )
            sheet = CallbackSheet(
                entry.file,
                events,
                context.session,
                sight: sight,
                CallbackWords(wording: wording),
                problem: problem,
                typed: typed
            )
        }
        let figures = try await WallFigures.read(hotline).city
        let rules = hotline.rules
        let page = CallbackPage(
            list: CallbackList(
                queue,
                chosen: sheet?.number ?? "",
                for: context.person,
                CallbackWords(wording: wording)
            ),
            listPath: "/callbacks/list?case=\(sheet?.number ?? "")",
            sheet: sheet.map { [$0] } ?? [],
            quiet: rules.hall.isQuiet(hotline.clock.now)
                ? "现在是静默时段（\(Self.hour(rules.hall.waking.end))—\(Self.hour(rules.hall.waking.start))），不要拨打回访电话；除非来电人约了这个时间。"
                : "",
            today: "今日已回访 \(figures[.callbacks])"
                + (figures.satisfaction.map {
                    " · 满意率 \(Int(($0 * 1000).rounded()) / 10).\(Int(($0 * 1000).rounded()) % 10)%"
                } ?? ""),
            script: pages.library.files.path("callbacks.js")
        )
        return try await pages.respond(
            page,
            to: context.session,
            at: "/callbacks",
            bodyClass: "screen screen-queue",
            status: problem?.status ?? .ok
        )
    }

    static func hour(_ second: Int) -> String { "\(padded(second / 3600, 2)):\(padded(second / 60 % 60, 2))" }

    /// The three answers: a good judgement leads to closing, a bad one waits for the leader.
    @Sendable private func judge(_ request: Request, _ context: StaffContext) async throws -> Response {
        guard context.person.may(.callback) else { throw Problem.notFound }
        let number = try context.parameters.require("number")
        let form = context.form
        let isBad =
            form.first("solved") == "no" || Verdict.isUnhappy(form.first("satisfaction") ?? "")
        let event: EventName = isBad ? .recordVerdict : .callerSatisfied
        do {
            for (field, words) in [("solved", "是否解决"), ("satisfaction", "满意度"), ("manner", "态度")]
            where form.first(field) == nil {
                throw Problem.invalid(field, "请选择\(words)。")
            }
            if isBad, (form.first("words") ?? "").isEmpty {
                throw Problem.invalid("words", "不满意或未解决的，请记下来电人的原话。")
            }
            let version = form.first("version").flatMap { Int($0) }
            _ = try await hotline.give(
                event,
                form.without(["version"]).raw,
                to: number,
                by: context.person,
                ifVersion: version
            )
            return .redirect(to: "/callbacks", type: .normal)
        } catch let refusal as CaseRefusal {
            return try await show(context, chosen: number, problem: Problem(refusal), typed: form)
        } catch let problem as Problem where problem.status != .notFound {
            return try await show(context, chosen: number, problem: problem, typed: form)
        }
    }
}

/// Who is to be called, in which order.
struct CallbackQueue: Sendable {
    /// May be called now: appointments that have come first, then by deadline.
    let toCall: [Case]
    /// The caller asked for a later time, or did not answer a short while ago.
    let later: [Case]
    /// Judged badly: for the leader, not to be called.
    let forLeader: [Case]

    init(_ cases: [Case], at now: Timestamp, under policy: Policy) {
        func due(_ file: Case) -> Timestamp {
            file.state.clocks[.callback]?.due ?? Timestamp(milliseconds: .max)
        }
        func again(_ file: Case) -> Timestamp { file.callAgainAt(under: policy) ?? now }
        forLeader = cases.filter { $0.state.verdict?.isBad == true }
        let open = cases.filter { $0.state.verdict?.isBad != true }
        later = open.filter { again($0) > now }.sorted { (again($0), $0.number) < (again($1), $1.number) }
        let ready = open.filter { again($0) <= now }
        let come = ready.filter { $0.appointment != nil }.sorted {
            (again($0), $0.number) < (again($1), $1.number)
        }
        let others = ready.filter { $0.appointment == nil }
        toCall = come + others.sorted { (due($0), $0.number) < (due($1), $1.number) }
    }
}

extension Case {
    /// The time that the caller asked for.
    var appointment: Timestamp? { state.attempts.last?.callAgainAt }

    /// When it makes sense to call again: at the appointment, or when an attempt counts again.
    func callAgainAt(under policy: Policy) -> Timestamp? {
        guard let last = state.attempts.last else { return nil }
        if let appointment { return appointment }
        // A wrong number stays wrong: nothing to wait for.
        return last.outcome == "wrong_number" ? nil : last.at + Int(policy.callbackGapHours * 3600)
    }
}
