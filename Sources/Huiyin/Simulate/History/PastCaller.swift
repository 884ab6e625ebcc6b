import Casework

/// Who called, from where, in which words: all of it invented.
struct PastCaller {
    let rules: Rulebook
    let matter: PastMatter
    let callers: Int

    /// The cells of a row but for its life, by column.
    func columns(_ chance: inout Chance) -> [String: String] {
        var columns = [
            "recordedAt": rules.time.iso8601(matter.at), "kind": matter.topic.kind,
            "topic": matter.topic.code,
            "description": description(&chance),
        ]
        columns["ref"] = "h\(matter.index)"
        let source = source(&chance)
        columns["source"] = source
        if source != "phone" { columns["sourceReference"] = "H-\(matter.index)" }
        // Some call again and again: the lower the number, the oftener.
        let caller = Int(pow(chance.share()) * Double(callers))
        if source != "inspector" {
            columns["caller.phone"] = "0536" + padded(caller % 1_000_000, 7)
            columns["caller.name"] =
                Self.surnames[caller % Self.surnames.count] + (caller % 2 == 0 ? "女士" : "先生")
            if chance.happens(0.1) { columns["caller.wantsCallback"] = "false" }
            if chance.happens(0.02) { columns["caller.confidential"] = "true" }
        }
        if let category = matter.topic.category, chance.happens(0.5) {
            let fitting = rules.standards.values.filter { $0.category == category }.map(\.code).sorted()
            columns["standard"] = chance.one(of: fitting)
        }
        place(&columns, &chance)
        return columns
    }

    static let names = [
        "ref", "recordedAt", "source", "sourceReference", "kind", "topic", "standard", "caller.phone",
        "caller.name", "caller.wantsCallback", "caller.confidential", "place.area", "place.road",
        "place.side",
        "place.estate", "place.noPlaceReason", "description", "life",
    ]

    private static let surnames = ["王", "李", "张", "刘", "陈", "孙", "赵", "周", "徐", "马", "高", "丁"]

    /// One and a half powers of an even share.
    private func pow(_ share: Double) -> Double { share * share.squareRoot() }

    private func source(_ chance: inout Chance) -> String {
        guard chance.happens(0.1) else { return "phone" }
        let year = rules.time.day(of: matter.at).year
        var ways = ["letter", "inspector", "12345"]
        if year >= 2008 { ways += ["web", "sms"] }
        if year >= 2013 { ways += ["wechat", "app"] }
        return chance.one(of: ways) ?? "letter"
    }

    private func place(_ columns: inout [String: String], _ chance: inout Chance) {
        guard let district = matter.district else {
            columns["place.noPlaceReason"] = "来电人说不清地点"
            return
        }
        let parts = rules.areas.values.filter { $0.parent == district.code }.map(\.code).sorted()
        columns["place.area"] = chance.happens(0.6) ? chance.one(of: parts) ?? district.code : district.code
        let roads = rules.roads.filter { $0.districts.contains(district.code) }
        if let road = chance.one(of: roads), chance.happens(0.85) {
            columns["place.road"] = road.name
            if chance.happens(0.4) {
                columns["place.side"] = chance.one(
                    of: road.name.hasSuffix("街") ? ["街南", "街北"] : ["路东", "路西"]
                )
            }
        } else {
            columns["place.estate"] = (chance.one(of: Self.estates) ?? "测试") + "小区"
        }
    }

    private static let estates = ["测试一", "测试二", "测试三", "测试四", "测试五", "测试六"]

    private func description(_ chance: inout Chance) -> String {
        let drawn = chance.one(of: ["", "", "您好，", "我想反映一下，"]) ?? ""
        let greeting = matter.topic.utterance.hasPrefix("你好") ? "" : drawn
        let wish = chance.one(of: ["", "", "请尽快处理。", "希望给个答复。", "谢谢。"]) ?? ""
        let words = greeting + matter.topic.utterance + wish
        return words.count >= rules.policy.descriptionLength ? words : words + "（\(matter.topic.name)）"
    }
}
