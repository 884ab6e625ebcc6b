import Casework
import HTTPTypes
import Hummingbird
import Storage

extension DeskPages {
    /// The card of whoever calls, with the cases of the number; one query, and a look in clear leaves a trace.
    func caller(_ form: FormFields, _ context: StaffContext) async throws -> DeskCaller {
        try allow(context)
        guard let phone = form.first("caller.phone").flatMap({ PhoneNumber($0) }) else { return .none }
        let problem = try await reveal(form, context)
        var filter = CaseFilter(seenBy: context.person)
        filter.callerPhone = phone.digits
        let files = try await hotline.cases.list(filter, limit: Self.mostOfCaller).items.map(\.file)
            .filter { $0.isVisible(to: context.person) }
        let wording = wording()
        let live = files.first { $0.stage.isLive }
        return DeskCaller(
            card: try await card(phone, files, problem, context, wording),
            rows: files.prefix(6).map { QueueRow($0, for: context.person, wording) },
            counts: counts(files),
            say: live.map { DeskSay($0, by: context.person, under: hotline.rules, wording) } ?? .none
        )
    }

    private static let mostOfCaller = 50

    private func counts(_ files: [Case]) -> String {
        guard !files.isEmpty else { return "" }
        let live = files.count { $0.stage.isLive }
        return "在办 \(live) · 已结 \(files.count - live)"
    }

    /// Shows the caller for a minute to somebody who says why; gives what was wrong with that.
    private func reveal(_ form: FormFields, _ context: StaffContext) async throws -> String {
        guard let number = form.first("reveal"), !number.isEmpty else { return "" }
        do {
            try await hotline.reveal(
                number,
                to: context.person,
                because: form.first("why")?.trimmed,
                from: context.address
            )
            return ""
        } catch let problem as Problem where problem.status == .unprocessableContent {
            return problem.message
        }
    }

    private func card(
        _ phone: PhoneNumber,
        _ files: [Case],
        _ problem: String,
        _ context: StaffContext,
        _ wording: Wording
    ) async throws -> DeskCaller.Card {
        guard let named = files.first(where: { $0.personal.name != nil }) ?? files.first else {
            return DeskCaller.Card(
                name: "新来电人",
                phone: maskedPhone(phone.digits),
                calls: "",
                facts: [],
                reveal: nil,
                problem: ""
            )
        }
        let now = hotline.clock.now
        let sight = try await hotline.sight(of: context, on: named, at: now)
        let personal = named.personal.seen(sight)
        var facts: [PageFact] = []
        if let place = usualPlace(files, wording) { facts.append(PageFact("常用地点", place)) }
        if let words = lastVerdict(files, wording) { facts.append(PageFact("上次评价", words)) }
        return DeskCaller.Card(
            name: personal.name ?? "未留称呼",
            phone: sight == .clear ? phone.digits : maskedPhone(phone.digits),
            calls: "老来电 · \(files.count) 次",
            facts: facts,
            reveal: sight == .masked && context.person.may(.reveal) ? named.number : nil,
            problem: problem
        )
    }

    /// Where most of the cases were.
    private func usualPlace(_ files: [Case], _ wording: Wording) -> String? {
        let places = files.map { file in
            let place = file.state.content.place
            return [wording.area(place.area), place.estate ?? place.road ?? ""].filter { !$0.isEmpty }
                .joined(separator: " · ")
        }.filter { !$0.isEmpty }
        let counted = Dictionary(places.map { ($0, 1) }, uniquingKeysWith: +)
        return places.max { (counted[$0] ?? 0) < (counted[$1] ?? 0) }
    }

    private func lastVerdict(_ files: [Case], _ wording: Wording) -> String? {
        guard let verdict = files.compactMap(\.state.verdict).max(by: { $0.at < $1.at }) else { return nil }
        let words =
            switch verdict.kind {
            case .judged: verdict.satisfaction.map(CodeList.satisfaction.chinese) ?? ""
            case .unreached: "没有联系上"
            case .declined: "不愿评价"
            }
        return "\(wording.day(wording.rules.time.day(of: verdict.at)))，\(words)"
    }

    /// The sentence to say of one case.
    func say(_ number: Case.Number, _ context: StaffContext) async throws -> DeskSay {
        try allow(context)
        let file = try await hotline.find(number, for: context.person).file
        return DeskSay(file, by: context.person, under: hotline.rules, wording())
    }
}
