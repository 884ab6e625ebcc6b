import Casework

/// A case that nobody ever called about, told under the city's own rules: what `/design` shows its parts with.
struct InventedCase {
    let number: Case.Number = "00000000000000000001"
    let agent = Person(id: 1, account: "-", name: "示例甲", roles: [.agent, .shiftLeader], team: "示例班组")
    let rules: Rulebook
    let now: Timestamp
    private(set) var file: Case
    private(set) var history: [CaseEvent] = []

    /// As far as the rules of the city let it come: recorded, dispatched, signed, an extension asked for.
    init(under rules: Rulebook, at now: Timestamp) {
        self.rules = rules
        self.now = now
        let topic = rules.topics.values.filter { $0.kind == "repair" }.min { $0.code < $1.code }
        var place = Place(
            area: rules.areas.values.filter { $0.level == .district }.map(\.code).min(),
            road: "示例路"
        )
        place.side = "路东"
        var content = CaseContent(source: "phone", kind: "repair", topic: topic?.code, place: place)
        content.hasPhone = true
        var personal = Personal()
        personal.phone = "05360000000"
        personal.name = "示例乙"
        personal.description = "示例：路灯三天不亮，晚上看不清路，来往的人多，请尽快派人来看看。"
        personal.expectation = "盼望今晚能亮"
        personal.address = "示例小区东门"
        file = Case(number: number, content: content, urgency: .urgent, personal: personal)
        tellStory()
    }

    var names: [Person.ID: String] { [agent.id: agent.name, Person.system.id: Person.system.name] }

    private mutating func tellStory() {
        let unit = rules.units.values.filter { $0.isActive && !$0.isExternal }.map(\.id).min()
        let handler = Person(id: 2, account: "-", name: "示例丙", roles: [.unitOperator], unit: unit)
        var chosen = Fields([.reason: .text("示例：按职责直派")])
        if let unit { chosen[value: .unit] = .text(unit) }
        give(.quickDispatch, chosen, by: agent, minutesAgo: 95)
        give(.sign, Fields(), by: handler, minutesAgo: 90)
        give(.arrive, Fields([.note: .text("示例：已到现场，电缆被挖断")]), by: handler, minutesAgo: 60)
        give(.addCallerWords, Fields([.words: .text("示例：来电人说，路口还有一盏也不亮")]), by: agent, minutesAgo: 40)
        let until = FieldValue.text(rules.time.iso8601(now + 86_400))
        let reason = FieldValue.text("示例：须等电缆到货才能施工")
        give(.requestExtension, Fields([.until: until, .reason: reason]), by: handler, minutesAgo: 20)
        give(.urge, Fields(), by: agent, minutesAgo: 5)
    }

    /// What the rules of a city do not allow is left out: the story is then shorter.
    private mutating func give(_ event: EventName, _ fields: Fields, by person: Person, minutesAgo: Int) {
        do throws(CaseRefusal) {
            let decision = try file.decide(
                CaseCommand(event, fields),
                by: person,
                at: now + -minutesAgo * 60,
                under: rules
            )
            file.apply(decision.event)
            history.append(decision.event)
        } catch {}
    }
}
