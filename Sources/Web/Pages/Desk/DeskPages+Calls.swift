import Casework
import HTTPTypes
import Hummingbird
import Storage

/// Several calls at once: what is half typed is kept, and gone on with later.
extension DeskPages {
    func addCalls(to group: RouterGroup<StaffContext>) {
        group.post("desk/draft", use: saveDraft)
        group.post("desk/draft/:id/discard") { _, context in
            if let id = Int64(try context.parameters.require("id")) {
                try await hotline.drafts.discard(id, of: context.person)
            }
            return Response.redirect(to: localPath(context.form.first("next")) ?? "/desk", type: .normal)
        }
        group.post("desk/discard") { _, context in
            if let id = context.form.first("draft").flatMap({ Int64($0) }) {
                try await hotline.drafts.discard(id, of: context.person)
            }
            return Response.redirect(to: "/desk?told=discarded", type: .normal)
        }
        group.post("desk/new") { _, context in
            try await keep(context.form, context)
            return Response.redirect(to: "/desk", type: .normal)
        }
        group.post("desk/open") { _, context in
            try await keep(context.form, context)
            let id = context.form.first("open").flatMap { Int64($0) }
            return Response.redirect(to: id.map { "/desk?draft=\($0)" } ?? "/desk", type: .normal)
        }
        group.post("desk/another", use: another)
    }

    /// The calls under way, the one that is shown among them.
    func tabs(_ shown: Int64?, _ context: StaffContext) async throws -> [DeskTab] {
        let wording = wording()
        let drafts = try await hotline.drafts.list(of: context.person)
        let nearest = drafts.prefix(5).map(\.id)
        let kept = drafts.filter { nearest.contains($0.id) || $0.id == shown }.reversed().map { draft in
            let line = DraftLine(draft, wording)
            return DeskTab(id: draft.id, words: line.words, when: line.when, isHere: draft.id == shown)
        }
        return kept + (shown == nil ? [DeskTab(id: nil, words: "新来电", when: "", isHere: true)] : [])
    }

    @Sendable func saveDraft(_ request: Request, _ context: StaffContext) async throws -> Response {
        try allow(context)
        let now = hotline.clock.now
        let id = try await save(context.form, context)
        let (hour, minute, second) = hotline.rules.time.hourMinuteSecond(now)
        let clock = "\(padded(hour, 2)):\(padded(minute, 2)):\(padded(second, 2))"
        return .json(.object([("id", .text(String(id))), ("at", .text(clock))]))
    }

    @discardableResult
    private func save(_ form: FormFields, _ context: StaffContext) async throws -> Int64 {
        let known = form.first("draft").flatMap { Int64($0) }
        let kept = form.without(Self.own.union(["event"]))
        let fields = Dictionary(kept.pairs.filter { !$0.1.isEmpty }) { _, last in last }
        return try await hotline.drafts.save(fields, id: known, of: context.person, at: hotline.clock.now)
    }

    /// Keeps what was typed, if anything was.
    private func keep(_ form: FormFields, _ context: StaffContext) async throws {
        try allow(context)
        if form.hasWords { try await save(form, context) }
    }

    /// A second matter of the same call: the caller and the place are taken over, the rest begins anew.
    @Sendable private func another(_ request: Request, _ context: StaffContext) async throws -> Response {
        try allow(context)
        let form = context.form
        if !form.hasWords, let after = form.first("after"),
            after.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            !after.isEmpty
        {
            return .redirect(to: "/desk?again=\(after)", type: .normal)
        }
        try await keep(form, context)
        let carried = form.pairs.filter { Self.carried($0.0) && !$0.1.isEmpty }
        guard !carried.isEmpty else { return .redirect(to: "/desk", type: .normal) }
        let fields = Dictionary(carried) { _, last in last }
        let id = try await hotline.drafts.save(fields, id: nil, of: context.person, at: hotline.clock.now)
        return .redirect(to: "/desk?draft=\(id)", type: .normal)
    }

    private static func carried(_ name: String) -> Bool {
        name.hasPrefix("caller.") || name.hasPrefix("place.")
    }

    /// The caller and the place of a case just recorded, for whoever has something else to say.
    func sameCaller(as number: Case.Number, _ context: StaffContext) async throws -> FormFields {
        guard let file = try await hotline.cases.find(number)?.file, file.isVisible(to: context.person) else {
            return FormFields(pairs: [])
        }
        let now = hotline.clock.now
        guard try await hotline.sight(of: context, on: file, at: now) == .clear
        else {
            return FormFields(pairs: [])
        }
        let place = file.state.content.place
        let area = place.area.map { wording().areas($0) }
        let pairs = [
            ("caller.phone", file.personal.phone), ("caller.name", file.personal.name),
            ("place.road", place.road), ("place.side", place.side), ("place.crossRoad", place.crossRoad),
            ("place.houseNumber", file.personal.houseNumber), ("place.area", area),
            ("place.estate", place.estate), ("place.landmark", place.landmark),
            ("place.address", file.personal.address),
            ("caller.confidential", file.state.content.isConfidential ? "true" : nil),
        ]
        return FormFields(pairs: pairs.compactMap { name, value in value.map { (name, $0) } })
    }
}

extension FormFields {
    /// Whether anything was typed that is worth keeping.
    var hasWords: Bool {
        pairs.contains { name, value in
            !value.isEmpty
                && (["topic", "description", "expectation", "answer", "caller.phone", "caller.name"].contains(
                    name
                )
                    || name.hasPrefix("place."))
        }
    }
}
