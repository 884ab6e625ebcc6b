import Casework
import CityTables
import Hummingbird
import Storage

/// The filters of `GET /cases`.
struct ListQuery {
    var filter = CaseFilter()
    var words: String?
    var after: Int64?
    var limit = 50

    static let known: Set<String> = [
        "stage", "unit", "area", "topic", "kind", "overdue", "caller", "from", "to", "q", "after", "limit",
    ]

    static func read(_ request: Request, _ city: City, at now: Timestamp) throws -> ListQuery {
        var query = ListQuery()
        var reader = FieldReader(city)
        for (name, text) in try request.query.pairs {
            guard known.contains(name) else {
                throw Problem.unreadable(
                    "没有筛选项“\(name.shortened)”；可用：\(known.sorted().joined(separator: " "))。"
                )
            }
            let raw = RawValue.text(text)
            switch name {
            case "stage":
                query.filter.stages = try text.split(separator: ",").map { word in
                    guard let stage = CaseStage(rawValue: String(word)), stage != .draft else {
                        throw Problem.invalid("stage", "没有阶段“\(String(word).shortened)”。")
                    }
                    return stage
                }
            case "unit": query.filter.unit = reader.unit(raw, name)
            case "area":
                if text == "none" {
                    query.filter.isUnlocated = true
                } else if let area = reader.area(raw, name) {
                    query.filter.areas = city.rulebook.within(area)
                }
            case "topic": query.filter.topic = reader.topic(raw, name)
            case "kind": query.filter.kind = reader.code(raw, name, of: .kind)
            case "overdue": if reader.flag(raw, name) == true { query.filter.overdueAt = now }
            case "caller":
                guard let number = PhoneNumber(text) else { throw Problem.invalid("caller", "不是电话号码。") }
                query.filter.callerPhone = number.digits
            case "from": query.filter.from = try day(text, name)
            case "to": query.filter.to = try day(text, name)
            case "q": query.words = reader.text(raw, name)
            case "after": query.after = try Cursor.read(text)
            default:
                guard let limit = Int(text), (1...200).contains(limit) else {
                    throw Problem.unreadable("limit 须为 1 至 200。")
                }
                query.limit = limit
            }
        }
        try reader.finish()
        return query
    }

    private static func day(_ text: String, _ name: String) throws(Problem) -> LocalDay {
        guard let day = LocalDay(text) else { throw Problem.unreadable("\(name) 须为日期，如 2019-04-03。") }
        return day
    }
}

extension Rulebook {
    /// The area and everything that lies in it.
    func within(_ code: Area.Code) -> [Area.Code] {
        areas.values.filter { area in ancestry(area.code).contains { $0.code == code } }.map(\.code).sorted()
    }
}
