import Casework
import CityTables
import HTTPTypes
import Hummingbird
import Mustache
import Synchronization

/// The finder of the city's words, made anew when the city's tables change.
final class CityWords: Sendable {
    private let hotline: Hotline
    private let known = Mutex<(version: Int, finder: WordFinder)?>(nil)

    init(_ hotline: Hotline) { self.hotline = hotline }

    var finder: WordFinder {
        let city = hotline.city
        if let known = known.withLock({ $0 }), known.version == city.rulebook.version { return known.finder }
        let finder = WordFinder(city)
        known.withLock { $0 = (city.rulebook.version, finder) }
        return finder
    }
}

/// What somebody may have meant, as the options of an open combobox.
struct WordOptions: Sendable, MustacheParent {
    struct Option: Sendable, MustacheParent {
        let value: String
        let code: String
        let before: String
        let meant: String
        let after: String
        let initials: String
        let detail: String
        let kind: String
        let urgency: Urgency?

        func child(named name: String) -> Any? {
            switch name {
            case "value": value
            case "code": code
            case "before": before
            case "meant": meant
            case "after": after
            case "initials": initials
            case "detail": detail
            case "kind": kind.ifAny
            case "urgency": (urgency?.rawValue ?? "").ifAny
            case "urgent": (urgency == .normal ? "" : urgency?.chinese ?? "").ifAny
            default: nil
            }
        }
    }

    let options: [Option]

    func child(named name: String) -> Any? { name == "options" ? options : nil }
}

extension WordOptions.Option {
    init(_ found: WordFinder.Found, _ wording: Wording) {
        let scalars = Array(found.name.unicodeScalars)
        func piece(_ range: Range<Int>) -> String { String(String.UnicodeScalarView(scalars[range])) }
        value = found.value
        code = found.code
        before = piece(0..<found.range.lowerBound)
        meant = piece(found.range)
        after = piece(found.range.upperBound..<scalars.count)
        initials = found.initials.joined(separator: " ")
        let topic = wording.rules.topics[found.code]
        kind = topic?.kind ?? ""
        urgency = topic?.urgency
        detail = [found.context, topic?.finish.words ?? ""].filter { !$0.isEmpty }.joined(separator: " · ")
    }
}

extension DeskPages {
    /// `GET /desk/words?among=topic&q=ysj`: names of the city only, nobody's words.
    func options(_ request: Request, _ context: StaffContext) throws -> Response {
        let query = try request.query
        guard let kind = query.first("among").flatMap(WordFinder.Kind.init), let typed = query.first("q")
        else {
            throw Problem.unreadable("要说明在主题、区域、道路还是单位里找。")
        }
        let wording = wording()
        let found = words.finder.find(typed, among: kind, limit: 7)
        let options = WordOptions(options: found.map { WordOptions.Option($0, wording) })
        return pages.fragment(options, template: "WordOptions")
    }
}
