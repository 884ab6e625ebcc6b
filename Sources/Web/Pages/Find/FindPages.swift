import HTTPTypes
import Hummingbird
import Storage

/// `/find`: by POST, for a caller's number does not belong into an address.
struct FindPages {
    let hotline: Hotline
    let pages: Pages
    let words: CityWords

    func add(to group: RouterGroup<StaffContext>) {
        group.get("find") { _, context in try await respond("", context) }
        group.post("find") { request, context in
            let typed = context.form.first("q") ?? ""
            guard request.isForFragment else { return try await respond(typed, context) }
            return pages.fragment(try await find(typed, context), template: "FindResults")
        }
    }

    private func find(_ typed: String, _ context: StaffContext) async throws -> FindResults {
        try await Finder(hotline: hotline, words: words).find(typed, for: context.person)
    }

    private func respond(_ typed: String, _ context: StaffContext) async throws -> Response {
        let page = FindPage(results: try await find(typed, context))
        return try await pages.respond(page, to: context.session, at: "/find")
    }
}
