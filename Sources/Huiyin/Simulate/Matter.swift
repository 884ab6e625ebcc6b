import Casework
import Web

/// What somebody calls or writes about, drawn from the city's tables; every caller is invented.
struct Matter: Sendable {
    let topic: Topic
    let source: String
    let urgency: Urgency
    let place: Place
    let standard: FilingStandard.Code?
    let phone: String?
    let name: String
    let wantsCallback: Bool
    let hasNoPlace: Bool
    let index: Int

    init?(_ index: Int, month: Int, webShare: Double, under rules: Rulebook, _ chance: inout Chance) {
        self.index = index
        let topics = rules.topics.values.sorted { $0.code < $1.code }
        let ofKind = Dictionary(grouping: topics, by: \.kind)
        let kinds = ofKind.keys.sorted().map { (value: $0, weight: Season.share(ofKind: $0)) }
        let weighted = (chance.one(weighed: kinds).flatMap { ofKind[$0] } ?? []).map {
            (value: $0, weight: Season.weight(industry: $0.industry, topic: $0.name, month: month))
        }
        guard let topic = chance.one(weighed: weighted) else { return nil }
        self.topic = topic
        let written = ["web", "wechat", "app", "12345", "inspector", "sms", "letter"]
        source = chance.happens(webShare) ? chance.one(of: written) ?? "web" : "phone"
        urgency = topic.urgency
        hasNoPlace = chance.happens(0.03)
        place = hasNoPlace ? Place() : Self.place(under: rules, &chance)
        let standards = rules.standards.values.filter {
            $0.category == topic.category && topic.category != nil
        }
        standard = chance.happens(0.5) ? chance.one(of: standards.map(\.code).sorted()) : nil
        phone = source == "inspector" || (source == "letter" && chance.happens(0.5)) ? nil : Self.phone(index)
        let names = ["甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬", "癸"]
        name = "测试" + (chance.one(of: names) ?? "甲")
        wantsCallback = phone != nil && !chance.happens(0.1)
    }

    /// 0536-0000001 and so on: no such numbers are given out.
    private static func phone(_ index: Int) -> String {
        let serial = String(index % 1_000_000 + 1)
        return "0536-0" + String(repeating: "0", count: max(0, 6 - serial.count)) + serial
    }

    private static func place(under rules: Rulebook, _ chance: inout Chance) -> Place {
        var place = Place()
        guard let district = chance.one(of: rules.districts) else { return place }
        let roads = rules.roads.filter { $0.districts.contains(district.code) }
        let parts = rules.areas.values.filter { $0.parent == district.code }.map(\.code).sorted()
        if let road = chance.one(of: roads) {
            place.road = road.name
            if chance.happens(0.4) {
                let sides = road.name.hasSuffix("街") ? ["街南", "街北"] : ["路东", "路西"]
                place.side = chance.one(of: sides)
            }
        }
        // Half the callers name their subdistrict, most of the others their district; a few only the road.
        let known = chance.share()
        place.area = known < 0.5 ? chance.one(of: parts) ?? district.code : known < 0.93 ? district.code : nil
        if place.road == nil || chance.happens(0.2) { place.estate = "测试小区" }
        return place
    }

    func route(under rules: Rulebook) -> Route {
        rules.route(topic: topic.code, category: topic.category, place: place)
    }
}

extension Matter {
    /// The body of `POST /cases`.
    func json(giving event: EventName?, _ fields: [(Field, JSON)] = []) -> JSON {
        var pairs: [(String, JSON)] = [
            ("source", .text(source)), ("kind", .text(topic.kind)), ("topic", .text(topic.code)),
            ("urgency", .text(urgency.rawValue)), ("description", .text(topic.utterance)), ("caller", caller),
            ("place", placeJSON),
        ]
        if let standard { pairs.append(("standard", .text(standard))) }
        if source == "phone" { pairs.append(("call", .text("simulated-\(index)"))) }
        if source != "phone" { pairs.append(("sourceReference", .text("TEST-\(index)"))) }
        if let event { pairs.append(("event", .text(event.rawValue))) }
        return .object(pairs + fields.map { ($0.0.rawValue, $0.1) })
    }

    private var caller: JSON {
        var pairs: [(String, JSON)] = [("name", .text(name)), ("wantsCallback", .bool(wantsCallback))]
        if let phone { pairs.append(("phone", .text(phone))) }
        return .object(pairs)
    }

    private var placeJSON: JSON {
        if hasNoPlace { return .object([("noPlaceReason", .text("来电人说不清地点"))]) }
        let given = [
            ("area", place.area), ("road", place.road), ("side", place.side), ("estate", place.estate),
        ]
        return .object(given.compactMap { name, value in value.map { (name, .text($0)) } })
    }
}
