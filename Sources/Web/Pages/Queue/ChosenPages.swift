import Casework
import HTTPTypes
import Hummingbird
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
        _ kind: TakenList.Kind,
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
        let (done, refused) = await hotline.give(event, fields, toEach: numbers, by: context.person)
        let outcome = ChosenOutcome(
            deed: event.chinese,
            done: done,
            refused: refused.map {
                ChosenOutcome.Refused(number: $0.number, short: "…" + $0.number.suffix(5), why: $0.why)
            },
            path: "/queue?" + query.text
        )
        let key = outcomes.keep(outcome, for: context.person)
        let path = back == "/queue" ? "/queue?\(query.text)&told=\(key)" : "\(here)told=\(key)"
        return .redirect(to: path, type: .normal)
    }
}
