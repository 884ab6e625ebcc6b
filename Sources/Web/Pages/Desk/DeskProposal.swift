import Casework
import CityTables
import Mustache
import Storage

/// What follows from what is typed so far: the unit with the rule that names it, the deadlines with their sums, and
/// cases that may be the same.
struct DeskProposal: Sendable, MustacheParent {
    struct Sum: Sendable, MustacheParent {
        let label: String
        let start: String
        let limit: String
        let due: String
        let exact: String

        func child(named name: String) -> Any? {
            switch name {
            case "label": label
            case "start": start
            case "limit": limit
            case "due": due
            case "exact": exact
            default: nil
            }
        }
    }

    struct Duplicate: Sendable, MustacheParent {
        let number: Case.Number
        let words: String
        let state: String
        let due: Due?
        /// The keys act on the first one.
        let isFirst: Bool

        func child(named name: String) -> Any? {
            switch name {
            case "number": number
            case "isFirst": isFirst
            case "short": "…" + number.suffix(5)
            case "words": words
            case "state": state
            case "due": due.map { [$0] } ?? []
            default: nil
            }
        }
    }

    var topicWords = ""
    var problem = ""
    var unit = ""
    var rule = ""
    var runnersUp: [PageFact] = []
    var sums: [Sum] = []
    var limitWords = ""
    var standards: [FormOption] = []
    var duplicates: [Duplicate] = []
    var duty: DeskDuty?
    var questions = DeskQuestions.none
    /// Whether it is sent alone, to be put into a page that is already shown.
    var isFragment = false

    func child(named name: String) -> Any? {
        switch name {
        case "topicWords": topicWords.ifAny
        case "problem": problem.ifAny
        case "hasTopic": !topicWords.isEmpty
        case "unit": unit.ifAny
        case "rule": rule
        case "hasRunnersUp": !runnersUp.isEmpty
        case "runnersUp": runnersUp
        case "sums": sums
        case "limitWords": limitWords
        case "hasStandards": !standards.isEmpty
        case "standards": standards
        case "hasDuplicates": !duplicates.isEmpty
        case "duplicates": duplicates
        case "duty": duty.map { [$0] } ?? []
        case "questions": questions
        case "isFragment": isFragment
        case "unitWords": unit
        default: nil
        }
    }
}

extension DeskProposal {
    /// Reads what is there of the form and works out what follows.
    init(_ form: FormFields, _ city: City, _ wording: Wording) {
        let rules = city.rulebook
        var reader = FieldReader(city)
        let raw = form.raw
        guard let topic = reader.topic(raw["topic"], "topic").flatMap({ rules.topics[$0] }) else {
            problem = reader.problems["topic"] ?? ""
            return
        }
        let recorded = reader.recorded(raw)
        let content = recorded.content
        topicWords = "\(topic.name) · \(CodeList.kind.chinese(content.kind)) · \(recorded.urgency.chinese)"
        let route = rules.route(topic: content.topic, category: content.category, place: content.place)
        let chosen = reader.unit(raw["unit"], "unit")
        let winner =
            chosen.map { id in
                Route.Candidate(
                    unit: id,
                    rule: (route.best + route.runnersUp).first { $0.unit == id }?.rule ?? "由您选择，须说明理由"
                )
            } ?? route.winner
        questions = DeskQuestions(topic, hasPlace: content.hasPlace, wording)
        if let winner {
            unit = wording.unit(winner.unit)
            rule = winner.rule
            duty = DeskDuty(winner.unit, for: topic, wording)
        } else if route.best.isEmpty {
            problem = "责任表没有找到单位：补充道路或区域，或改派并说明理由，或提交立案。"
        } else {
            problem = "几个单位的规则相当，请选择："
        }
        runnersUp = (route.best + route.runnersUp).filter { $0.unit != winner?.unit }
            .prefix(winner == nil ? 4 : 1)
            .map { PageFact(wording.unit($0.unit), $0.rule) }
        addLimits(content, recorded.urgency, unit: winner?.unit, wording)
    }

    private mutating func addLimits(
        _ content: CaseContent,
        _ urgency: Urgency,
        unit: Casework.Unit.ID?,
        _ wording: Wording
    ) {
        let rules = wording.rules
        let limits = rules.limits(standard: content.standard, topic: content.topic)
        let keeper = rules.timekeeper(of: unit)
        func sum(_ label: String, _ limit: Limit) -> Sum {
            let due = keeper.due(limit, from: wording.now)
            return Sum(
                label: label,
                start: wording.clock(wording.now),
                limit: limit.words,
                due: wording.instant(due),
                exact: wording.exact(due)
            )
        }
        sums = [sum("签收", urgency == .normal ? rules.policy.signNormal : rules.policy.signUrgent)]
        if let arrive = limits.arrive { sums.append(sum("到场", arrive)) }
        sums.append(sum("办结", limits.finish))
        let counting = limits.finish.unit.isUrgent ? "昼夜连续计，不扣夜间和周末" : "只计工作时间，夜间和节假日停"
        limitWords = "\(limits.source.chinese)：\(counting)。"
        standards = rules.standards.values.filter { $0.category != nil && $0.category == content.category }
            .sorted { $0.code < $1.code }.map { standard in
                FormOption(
                    value: standard.code,
                    words: wording.standard(standard.code) + (standard.finish.map { "（\($0.words)）" } ?? ""),
                    isChosen: standard.code == content.standard
                )
            }
    }

    /// Live cases of the last days about the same at the same road, or, where no road is known, in the same area.
    mutating func findDuplicates(
        of form: FormFields,
        for person: Person,
        _ hotline: Hotline,
        _ wording: Wording
    ) async throws {
        var reader = FieldReader(hotline.city)
        let place = reader.recorded(form.raw).content.place
        guard let topic = reader.topic(form.raw["topic"], "topic"), place.road != nil || place.area != nil
        else { return }
        var filter = CaseFilter(seenBy: person)
        filter.topic = topic
        filter.isLive = true
        let rules = wording.rules
        func road(_ name: String?) -> String? { name.map { rules.road($0)?.name ?? $0 } }
        let since = wording.now + -Self.days * 86_400
        let apart = Set(form.all("apart"))
        duplicates = try await hotline.cases.list(filter, limit: 100).items.map(\.file).filter { file in
            let own = file.state.content.place
            let isSame = place.road != nil ? road(own.road) == road(place.road) : own.area == place.area
            return isSame && file.stage != .linked && !apart.contains(file.number)
                && file.state.recordedAt.map { $0 >= since } ?? false
        }.prefix(2).enumerated().map { index, file in
            let place = wording.place(file.state.content, file.personal.seen(.masked))
            let age = file.state.recordedAt.map { wording.span(wording.now - $0) + "前" } ?? ""
            let callers = file.state.callers > 1 ? "，已有 \(file.state.callers) 位来电人" : ""
            return Duplicate(
                number: file.number,
                words: "\(place)，\(age)\(callers)",
                state: [file.stage.chinese, wording.unit(file.state.unit)].filter { !$0.isEmpty }.joined(
                    separator: " · "
                ),
                due: wording.due(of: file),
                isFirst: index == 0
            )
        }
    }

    /// How long a case is thought of when somebody calls about the like.
    private static let days = 3
}

extension Limit {
    /// `2 紧急工作时`, and short ones in minutes.
    var words: String {
        guard value < 1 else { return chinese }
        switch unit {
        case .urgentHour: return "\(Int((value * 60).rounded())) 分钟"
        case .workHour: return "\(Int((value * 60).rounded())) 分钟（工作时间）"
        case .urgentDay, .workDay, .workDayEnd: return chinese
        }
    }
}
