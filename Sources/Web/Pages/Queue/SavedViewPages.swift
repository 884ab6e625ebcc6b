import Casework
import Hummingbird
import Storage

/// `/queue/views`: keeping a list under a name, renaming it, and letting it go.
struct SavedViewPages {
    let hotline: Hotline

    func add(to group: RouterGroup<StaffContext>) {
        group.post("queue/views", use: save)
        group.post("queue/views/:id/rename", use: rename)
        group.post("queue/views/:id/delete") { _, context in
            try await hotline.savedViews.delete(try id(context), of: context.person)
            return Response.redirect(to: "/queue", type: .normal)
        }
    }

    @Sendable private func save(_ request: Request, _ context: StaffContext) async throws -> Response {
        let query = try QueueQuery(FormFields(text: context.form.first("query") ?? ""))
        let isShared = context.form.first("shared") == "true" && Self.mayShare(context.person)
        return try await answering(query) { () throws in
            _ = try await hotline.savedViews.save(
                query.text,
                as: try name(context),
                sharing: isShared,
                of: context.person
            )
        }
    }

    @Sendable private func rename(_ request: Request, _ context: StaffContext) async throws -> Response {
        let query = try QueueQuery(FormFields(text: context.form.first("query") ?? ""))
        return try await answering(query) { () throws in
            try await hotline.savedViews.rename(try id(context), to: try name(context), of: context.person)
        }
    }

    /// Leaders may show theirs to colleagues.
    static func mayShare(_ person: Person) -> Bool { person.may(.leadHall) }

    /// Back to the list, which says what was wrong, if anything.
    private func answering(_ query: QueueQuery, _ deed: () async throws -> Void) async throws -> Response {
        var wrong = ""
        do { try await deed() } catch let refusal as SavedViewRefusal {
            switch refusal {
            case .tooMany(let most): wrong = "&wrong=many\(most)"
            case .nameTaken: wrong = "&wrong=taken"
            }
        } catch let problem as Problem where problem.status == .unprocessableContent {
            wrong = "&wrong=name"
        }
        return .redirect(to: "/queue?\(query.text)\(wrong)", type: .normal)
    }

    static func problem(_ word: String?) -> String {
        switch word {
        case nil: ""
        case "taken": "您已有一个视图叫这个名字。"
        case "name": "请给视图起个名字，不超过 12 个字。"
        default: "视图已满，请先删去一个。"
        }
    }

    private func id(_ context: StaffContext) throws -> Int64 {
        guard let id = Int64(try context.parameters.require("id")) else { throw Problem.notFound }
        return id
    }

    private func name(_ context: StaffContext) throws -> String {
        let name = (context.form.first("name") ?? "").trimmed
        guard (1...12).contains(name.count), name.utf8.count < 80, !name.utf8.contains(0) else {
            throw Problem.invalid("name", "请给视图起个名字，不超过 12 个字。")
        }
        return name
    }
}
