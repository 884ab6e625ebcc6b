import Casework
import Hummingbird
import Storage

/// `/cases/{number}/order` and `/cases/{number}/supervision`: a case as paper, to be sealed, signed and filed.
struct OrderPages {
    let hotline: Hotline
    let pages: Pages

    func add(to group: RouterGroup<StaffContext>) {
        group.get("cases/:number/order") { _, context in
            let maker = try await maker(context)
            guard let page = maker.order else {
                throw Problem(.notFound, "not_found", "这件还没有派给单位，没有工单可打。")
            }
            return try await pages.respond(page, to: context.session, bodyClass: "on-paper")
        }
        group.get("cases/:number/supervision") { request, context in
            let maker = try await maker(context)
            guard let page = maker.supervision(try request.query.first("order")) else {
                throw Problem(.notFound, "not_found", "这件没有这张督办单。")
            }
            return try await pages.respond(page, to: context.session, bodyClass: "on-paper")
        }
    }

    private func maker(_ context: StaffContext) async throws -> OrderMaker {
        let number = try context.parameters.require("number")
        let (entry, history) = try await hotline.open(number, for: context.person)
        let now = hotline.clock.now
        let sight = try await hotline.sight(of: context, on: entry.file, at: now)
        return OrderMaker(
            file: entry.file,
            history: history,
            sight: sight,
            names: try await hotline.names(in: entry.file, history),
            printer: context.person.name,
            script: pages.library.files.path("print.js"),
            wording: Wording(rules: hotline.rules, now: now)
        )
    }
}
