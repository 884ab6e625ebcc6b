import Casework
import HTTPTypes
import Hummingbird
import Storage

/// Callers who bring up what somebody else has brought up already: it is urged on, or joined, not recorded twice.
extension DeskPages {
    func addSame(to group: RouterGroup<StaffContext>) {
        group.post("desk/urge") { _, context in
            try await same(context) { number in try await urge(number, context) }
        }
        group.post("desk/another-caller") { _, context in
            try await same(context) { number in try await join(number, context) }
        }
    }

    private func same(
        _ context: StaffContext,
        _ body: (Case.Number) async throws -> (told: String, number: Case.Number)
    ) async throws -> Response {
        try allow(context)
        let form = context.form
        let draft = form.first("draft").flatMap { Int64($0) }
        do {
            let (told, number) = try await body(form.first("same") ?? "")
            if let draft { try await hotline.drafts.discard(draft, of: context.person) }
            return .redirect(to: "/desk?told=\(told)&case=\(number)", type: .normal)
        } catch let refusal as CaseRefusal {
            return try await respond(form, draft: draft, context, refused: Problem(refusal))
        } catch let problem as Problem {
            return try await respond(form, draft: draft, context, refused: problem)
        }
    }

    /// What the page says afterwards.
    func told(_ deed: String?, _ number: Case.Number?) -> String {
        if deed == "discarded" { return "已丢弃，可以接下一个电话。" }
        guard let number, !number.isEmpty, number.utf8.count <= 24 else { return "" }
        let short = wording().short(number)
        return switch deed {
        case "urged": "已催办 \(short)，处办单位收到提醒。"
        case "joined": "已记下又一位来电人，随 \(short) 一起办，办好给每一位回电话。"
        case "noted": "已在 \(short) 追记又一位来电。"
        default: ""
        }
    }

    /// 催办那一件: what the caller says is added to it, and whoever has it is told.
    private func urge(_ number: Case.Number, _ context: StaffContext) async throws -> (String, Case.Number) {
        let file = try await hotline.find(number, for: context.person).file
        // Asked first: words without the urging would be half of what was meant.
        _ = try file.permits(.urge, by: context.person, at: hotline.clock.now, under: hotline.rules)
        if let words = context.form.first("description")?.trimmed, !words.isEmpty {
            _ = try await hotline.give(
                .addCallerWords,
                ["words": .text(words)],
                to: number,
                by: context.person
            )
        }
        _ = try await hotline.give(.urge, [:], to: number, by: context.person)
        return ("urged", number)
    }

    /// 又一位来电: with a number a case of the caller's own that goes along, without one a line in the other's.
    private func join(_ number: Case.Number, _ context: StaffContext) async throws -> (String, Case.Number) {
        let file = try await hotline.find(number, for: context.person).file
        let form = context.form
        guard let phone = form.first("caller.phone")?.trimmed, !phone.isEmpty else {
            let words = form.first("description")?.trimmed ?? ""
            let said = words.isEmpty ? "又一位来电人反映同一件事，未留号码。" : words
            _ = try await hotline.give(
                .addCallerWords,
                ["words": .text(said)],
                to: number,
                by: context.person
            )
            return ("noted", number)
        }
        let raw = joining(file, form)
        let draft = form.first("draft").flatMap { Int64($0) }
        let outcome = try await hotline.record(raw, by: context.person, fromDraft: draft)
        let own = outcome.entry.file.number
        _ = try await hotline.give(.link, ["into": .text(number)], to: own, by: context.person)
        return ("joined", number)
    }

    /// The matter and the place of `file`, with the caller that the form has.
    private func joining(_ file: Case, _ form: FormFields) -> [String: RawValue] {
        let content = file.state.content
        let wording = wording()
        var place: [String: RawValue] = [:]
        let parts = [
            ("area", content.place.area), ("road", content.place.road), ("side", content.place.side),
            ("crossRoad", content.place.crossRoad), ("estate", content.place.estate),
            ("landmark", content.place.landmark),
        ]
        for (name, value) in parts { if let value { place[name] = .text(value) } }
        if place.isEmpty { place["noPlaceReason"] = .text("同 \(file.number)") }
        var raw: [String: RawValue] = [
            "source": .text("phone"), "kind": .text(content.kind),
            "urgency": .text(file.state.urgency.rawValue),
            "place": .object(place), "event": .text(EventName.submit.rawValue),
        ]
        raw["topic"] = content.topic.map { .text($0) }
        raw["category"] = content.category.map { .text($0) }
        raw["caller"] = form.raw["caller"]
        let words = form.first("description")?.trimmed ?? ""
        let matter = "\(wording.topic(content.topic))，\(wording.place(content, Personal()))"
        raw["description"] = .text(
            words.count >= hotline.rules.policy.descriptionLength
                ? words : "又一位来电人反映同一件事：\(matter)。\(words)"
        )
        return raw
    }
}
