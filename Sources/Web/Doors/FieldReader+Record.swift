package import Casework

/// What was recorded, understood.
package struct Recorded: Sendable, Equatable {
    package var content: CaseContent
    package var urgency: Urgency
    package var personal: Personal
}

extension FieldReader {
    /// Reads what `POST /cases` and the desk's form carry; only its own problems, the rest is `decide`'s to say.
    package mutating func recorded(_ raw: [String: RawValue]) -> Recorded {
        let topic = topic(raw["topic"], "topic")
        let kind = code(raw["kind"], "kind", of: .kind) ?? topic.flatMap { rules.topics[$0]?.kind }
        if kind == nil, problems["topic"] == nil {
            refuse("kind", "请选择诉求类型：\(CodeList.kind.codes.joined(separator: " "))。")
        }
        var content = CaseContent(
            source: code(raw["source"], "source", of: .source) ?? "phone",
            kind: kind ?? "help",
            topic: topic
        )
        content.sourceReference = text(raw["sourceReference"], "sourceReference")
        content.category =
            category(raw["category"], "category") ?? topic.flatMap { rules.topics[$0]?.category }
        content.standard = standard(raw["standard"], "standard")
        if let call = text(raw["call"], "call") { content.calls = [call] }
        content.photos = list(raw["photos"], "photos")
        content.isSolvedByItself = flag(raw["callerSaysSolved"], "callerSaysSolved") ?? false
        content.complainedOf = complainedOf(raw["complainedOf"], kind: content.kind)
        var personal = Personal()
        personal.description = text(raw["description"], "description") ?? ""
        personal.expectation = text(raw["expectation"], "expectation")
        read(raw["caller"], "caller", into: &content, &personal)
        read(raw["place"], "place", into: &content, &personal)
        let urgency = code(raw["urgency"], "urgency", of: .urgency).flatMap(Urgency.init)
        return Recorded(
            content: content,
            urgency: urgency ?? topic.flatMap { rules.topics[$0]?.urgency } ?? .normal,
            personal: personal
        )
    }

    /// The door has made an id of the account or name.
    private mutating func complainedOf(_ raw: RawValue?, kind: String) -> Person.ID? {
        guard let id = text(raw, "complainedOf").flatMap({ Person.ID($0) }) else { return nil }
        if kind != "complaint" { refuse("complainedOf", "只有投诉才填被投诉的受理员；请把诉求类型改为投诉。") }
        return id
    }

    private mutating func read(
        _ raw: RawValue?,
        _ name: String,
        into content: inout CaseContent,
        _ personal: inout Personal
    ) {
        guard let raw, raw != .null else { return }
        guard let object = raw.object else { return refuse(name, "应为一组字段。") }
        for (key, value) in object { set("\(name).\(key)", value, &content, &personal) }
        content.hasPlace =
            !content.place.isEmpty || personal.address != nil || personal.houseNumber != nil
        content.hasPhone = personal.phone != nil
    }

    /// Sets one field by its dotted name; false names are refused.
    mutating func set(
        _ name: String,
        _ value: RawValue,
        _ content: inout CaseContent,
        _ personal: inout Personal
    ) {
        switch name {
        case "caller.phone": personal.phone = phone(value, name)
        case "caller.name": personal.name = text(value, name)
        case "caller.wantsCallback": content.wantsCallback = flag(value, name) ?? content.wantsCallback
        case "caller.confidential": content.isConfidential = flag(value, name) ?? content.isConfidential
        case "place.area": content.place.area = area(value, name)
        case "place.road": content.place.road = text(value, name)
        case "place.side": content.place.side = text(value, name)
        case "place.crossRoad": content.place.crossRoad = text(value, name)
        case "place.estate": content.place.estate = text(value, name)
        case "place.landmark": content.place.landmark = text(value, name)
        case "place.component": content.place.component = text(value, name)
        case "place.community": content.place.community = text(value, name)
        case "place.grid": content.place.grid = text(value, name)
        case "place.lon": content.place.lon = number(value, name, in: -180...180)
        case "place.lat": content.place.lat = number(value, name, in: -90...90)
        case "place.houseNumber": personal.houseNumber = text(value, name)
        case "place.address": personal.address = text(value, name)
        case "place.noPlaceReason": personal.noPlaceReason = text(value, name)
        default: refuse(name, "没有这一项。")
        }
    }

    private mutating func phone(_ value: RawValue, _ name: String) -> String? {
        guard let text = text(value, name) else { return nil }
        guard let number = PhoneNumber(text) else {
            refuse(name, "“\(text.shortened)”不是电话号码。")
            return nil
        }
        return number.digits
    }

    /// A correction of `file`: `{"topic": "PS04", "place.road": "胜利街"}`; objects may be nested.
    mutating func changes(_ raw: RawValue, of file: Case) -> Amendment? {
        guard let object = raw.object, !object.isEmpty else {
            refuse("changes", "应为 {字段: 新值}。")
            return nil
        }
        var content = file.state.content
        var personal = file.personal
        for (name, value) in flattened(object) {
            switch name {
            case "topic": content.topic = topic(value, name)
            case "category": content.category = category(value, name)
            case "standard": content.standard = standard(value, name)
            case "kind": content.kind = code(value, name, of: .kind) ?? content.kind
            case "description": personal.description = text(value, name) ?? ""
            case "expectation": personal.expectation = text(value, name)
            case "callerSaysSolved": content.isSolvedByItself = flag(value, name) ?? false
            case "complainedOf": content.complainedOf = complainedOf(value, kind: content.kind)
            default: set(name, value, &content, &personal)
            }
        }
        if personal.description.count < rules.policy.descriptionLength {
            refuse("description", "问题描述不少于 \(rules.policy.descriptionLength) 个字。")
        }
        content.hasPhone = personal.phone != nil
        content.hasPlace = !content.place.isEmpty || personal.address != nil || personal.houseNumber != nil
        // What a case was recorded with it keeps having: corrected, not taken away.
        if content.topic == nil, file.state.content.topic != nil, problems["topic"] == nil {
            refuse("topic", "请选择主题。")
        }
        if !content.hasPlace, personal.noPlaceReason == nil, file.state.content.hasPlace {
            refuse("place", "请填写地点；确实没有地点的，请填写原因。")
        }
        if !content.hasPhone, content.sourceReference == nil, file.state.content.hasPhone {
            refuse("caller.phone", "请填写来电号码。")
        }
        let before = codes(file.state.content, file.personal)
        let after = codes(content, personal)
        // What is taken away is a change too.
        let changed = Set(before.keys).union(after.keys).filter { before[$0] != after[$0] }.sorted()
        if changed.isEmpty, problems.isEmpty { refuse("changes", "没有任何改动。") }
        return Amendment(
            changes: changed.map { name in
                // People's words are kept sealed, not in the chain: only that they changed is said here.
                let isPersonal = personalNames.contains(name)
                return Amendment.Change(
                    field: name,
                    before: isPersonal ? nil : before[name],
                    after: isPersonal ? nil : after[name]
                )
            },
            content: content,
            personal: personal
        )
    }

    private func flattened(_ object: [String: RawValue]) -> [(String, RawValue)] {
        object.sorted { $0.key < $1.key }.flatMap { name, value in
            value.object.map { inner in
                inner.sorted { $0.key < $1.key }.map { ("\(name).\($0.key)", $0.value) }
            }
                ?? [(name, value)]
        }
    }

    private var personalNames: Set<String> {
        [
            "caller.phone", "caller.name", "description", "expectation", "place.houseNumber", "place.address",
            "place.noPlaceReason", "complainedOf",
        ]
    }

    private func codes(_ content: CaseContent, _ personal: Personal) -> [String: String] {
        var codes: [String: String] = ["kind": content.kind, "description": personal.description]
        codes["topic"] = content.topic
        codes["category"] = content.category
        codes["standard"] = content.standard
        codes["callerSaysSolved"] = String(content.isSolvedByItself)
        codes["complainedOf"] = content.complainedOf.map { String($0) }
        codes["caller.wantsCallback"] = String(content.wantsCallback)
        codes["caller.confidential"] = String(content.isConfidential)
        codes["caller.phone"] = personal.phone
        codes["caller.name"] = personal.name
        codes["expectation"] = personal.expectation
        let place = content.place
        codes["place.area"] = place.area
        codes["place.road"] = place.road
        codes["place.side"] = place.side
        codes["place.crossRoad"] = place.crossRoad
        codes["place.estate"] = place.estate
        codes["place.landmark"] = place.landmark
        codes["place.component"] = place.component
        codes["place.community"] = place.community
        codes["place.grid"] = place.grid
        codes["place.lon"] = place.lon.map { String($0) }
        codes["place.lat"] = place.lat.map { String($0) }
        codes["place.houseNumber"] = personal.houseNumber
        codes["place.address"] = personal.address
        codes["place.noPlaceReason"] = personal.noPlaceReason
        return codes
    }
}
