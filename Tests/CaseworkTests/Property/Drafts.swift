@testable import Casework

/// What people may bring: every source, kind and topic, with and without number, place and words enough.
enum Drafts {
    static func any(number: Int, with chance: inout SplitMix64) -> Case {
        let source = chance.once(in: 3) ? "phone" : chance.one(of: CodeList.source.codes) ?? "phone"
        var content = CaseContent(
            source: source,
            kind: chance.one(of: CodeList.kind.codes) ?? "help",
            topic: chance.once(in: 15) ? nil : chance.one(of: City.topics)?.code,
            place: Place(
                area: chance.one(of: ["east", "west", nil]) ?? nil,
                road: chance.once(in: 2) ? "中路" : nil
            )
        )
        content.hasPlace = !content.place.isEmpty
        content.hasPhone = !chance.once(in: 3)
        content.wantsCallback = !chance.once(in: 4)
        content.sourceReference = chance.once(in: 10) ? nil : "X-\(number)"
        content.isSolvedByItself = chance.once(in: 6)
        content.standard = chance.one(of: [nil, nil, "component:0301/1", "component:0301/2"]) ?? nil
        var personal = Personal()
        personal.phone = content.hasPhone ? "1380000\(padded(number % 10_000, 4))" : nil
        personal.description = chance.once(in: 15) ? "太短" : "门前的路灯已经坏了三天"
        personal.noPlaceReason = content.hasPlace || chance.once(in: 5) ? nil : "全市"
        return Case(
            number: "99990020190403" + padded(number, 5),
            content: content,
            urgency: chance.one(of: Urgency.allCases) ?? .normal,
            personal: personal
        )
    }
}
