import Casework
import Storage

/// A photograph of a case: which step it came with, what it shows, when and where it was taken.
struct CasePhoto: Sendable {
    let id: String
    let event: EventName
    let at: Timestamp
    let facts: PhotoFacts

    /// All of them in the order in which they came.
    static func all(in history: [CaseEvent], facts: [String: PhotoFacts]) -> [CasePhoto] {
        var photos: [CasePhoto] = []
        for event in history {
            for id in ids(of: event) where !photos.contains(where: { $0.id == id }) {
                photos.append(
                    CasePhoto(id: id, event: event.name, at: event.at, facts: facts[id] ?? PhotoFacts())
                )
            }
        }
        return photos
    }

    static func ids(of event: CaseEvent) -> [String] {
        var ids: [String] = []
        for case .recorded(let content, _, _) in event.facts { ids += content.photos }
        if case .texts(let given)? = event.fields[.photos] { ids += given }
        // Those of old books stayed there: there is nothing to show.
        return ids.filter { !$0.hasPrefix(PlainLife.oldPhoto) }
    }

    /// Before the work or after it: as whoever took it said, else by the step it came with.
    var side: PhotoFacts.Side { facts.side ?? (isOfResult ? .after : .before) }

    private var isOfResult: Bool {
        switch event {
        case .submitFeedback, .checkPass, .checkPassToCallback, .checkFail, .backToDispatch: true
        default: false
        }
    }

    var label: String {
        switch event {
        case .arrive: "到场"
        case .submitFeedback: side == .before ? "处置前" : "处置后"
        case .verifyFeedback: "核实"
        case .checkPass, .checkPassToCallback, .checkFail, .backToDispatch: "核查"
        default: "登记"
        }
    }

    /// Where it was taken, as somebody may know it: a caller's own photograph may show the way to a door.
    func position(_ sight: Sight) -> Spot? {
        guard let lon = facts.lon, let lat = facts.lat else { return nil }
        return label == "登记" && sight == .masked ? nil : Spot(lon: lon, lat: lat)
    }
}
