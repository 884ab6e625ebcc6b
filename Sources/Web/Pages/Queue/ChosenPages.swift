import Casework
import HTTPTypes
import Hummingbird
import Logging
import Storage

/// `POST /queue/chosen`: one deed for many chosen cases, and exports of them.
struct ChosenPages {
    let hotline: Hotline
    let outcomes: ChosenOutcomes

    static let most = 200

    func add(to group: RouterGroup<StaffContext>) {
        group.post("queue/chosen", use: act)
    }

    @Sendable private func act(_ request: Request, _ context: StaffContext) async throws -> Response {
        let form = context.form
        let query = try QueueQuery(FormFields(text: form.first("query") ?? ""))
        let numbers = Array(Set(form.all("pick"))).sorted()
        switch form.first("do") {
        case "urge": return try await give(.urge, [:], to: numbers, query, context)
        case "hand_over":
            let colleague = RawValue.text(form.first("follower") ?? "")
            return try await give(
                .handOver,
                [Field.follower.rawValue: colleague],
                to: numbers,
                query,
                context
            )
        case "csv": return try await export(.csv, numbers, query, context)
        case "xlsx": return try await export(.xlsx, numbers, query, context)
        default: throw Problem.unreadable("请刷新后再试。")
        }
    }

    private func export(
        _ kind: QueueExport.Kind,
        _ numbers: [Case.Number],
        _ query: QueueQuery,
        _ context: StaffContext
    ) async throws -> Response {
        try await QueueExport(hotline: hotline, person: context.person, address: context.address)
            .respond(kind, chosen: numbers, of: query)
    }

    private func give(
        _ event: EventName,
        _ fields: [String: RawValue],
        to numbers: [Case.Number],
        _ query: QueueQuery,
        _ context: StaffContext
    ) async throws -> Response {
        let back = localPath(context.form.first("next")) ?? "/queue"
        let here = back + (back.contains("?") ? "&" : "?")
        guard !numbers.isEmpty else {
            return .redirect(to: back == "/queue" ? "/queue?" + query.text : back, type: .normal)
        }
        guard numbers.count <= Self.most else { throw Problem.unreadable("一次最多 \(Self.most) 件。") }
        let outcome = await outcome(of: event, fields, numbers, context.person, back: "/queue?" + query.text)
        let key = outcomes.keep(outcome, for: context.person)
        let path = back == "/queue" ? "/queue?\(query.text)&told=\(key)" : "\(here)told=\(key)"
        return .redirect(to: path, type: .normal)
    }

    /// Each is decided by itself: what is refused for one keeps nobody else from it.
    private func outcome(
        of event: EventName,
        _ fields: [String: RawValue],
        _ numbers: [Case.Number],
        _ person: Person,
        back: String
    ) async -> ChosenOutcome {
        let refusals = await withTaskGroup(of: (Case.Number, String?).self) { group in
            for number in numbers {
                group.addTask { (number, await refusal(of: event, fields, number, person)) }
            }
            return await group.reduce(into: [:]) { $0[$1.0] = .some($1.1) }
        }
        return ChosenOutcome(
            deed: event.chinese,
            done: numbers.filter { refusals[$0] == .some(nil) },
            refused: numbers.compactMap { number in
                guard let why = refusals[number] ?? nil else { return nil }
                return ChosenOutcome.Refused(number: number, short: "…" + number.suffix(5), why: why)
            },
            path: back
        )
    }

    /// Why it was not done; nil if it was.
    private func refusal(
        of event: EventName,
        _ fields: [String: RawValue],
        _ number: Case.Number,
        _ person: Person
    ) async -> String? {
        do {
            _ = try await hotline.give(event, fields, to: number, by: person)
            return nil
        } catch let refusal as CaseRefusal {
            return refusal.message
        } catch let problem as Problem {
            return problem.message
        } catch {
            hotline.logger.error("\(event.rawValue) for many: \(error)")
            return "没有办成，请打开案件再试。"
        }
    }
}
