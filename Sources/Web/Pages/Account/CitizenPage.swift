import Casework
import Mustache

/// `/`: what the hotline is, for whoever comes by.
struct CitizenPage: Page, MustacheParent {
    let title = "城市管理服务热线"
    let city: String
    let hotline: String
    let isDemonstration: Bool
    let industries: [String]
    /// Where staff who are signed in go on; empty for a guest.
    let home: String

    init(_ rules: Rulebook, home: String) {
        city = rules.cityName
        hotline = rules.hotline
        isDemonstration = rules.isDemonstration
        var seen: Set<String> = []
        industries = rules.topics.values.sorted { $0.code < $1.code }.map(\.industry).filter {
            seen.insert($0).inserted
        }
        self.home = home
    }

    func child(named name: String) -> Any? {
        switch name {
        case "city": city
        case "hotline": hotline
        case "isDemonstration": isDemonstration
        case "industries": industries
        case "home": home.ifAny
        default: nil
        }
    }
}
