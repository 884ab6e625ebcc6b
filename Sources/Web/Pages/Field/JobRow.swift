import Casework
import Mustache
import Storage

/// One case in the list of those who go out: a row on a desk, a card on a telephone.
struct JobRow: Sendable, Hashable, MustacheParent {
    let path: String
    let number: Case.Number
    let short: String
    let topic: String
    let place: String
    /// By which the list is sorted where nobody knows how far it is.
    let street: String
    let position: Spot?
    let due: [Due]
    let tags: [PageTag]
    let meta: [String]
    /// The words of the link that leads on, where there is no button.
    var link = ""
    var isCalm = false
    var isPickable = false

    func child(named name: String) -> Any? {
        switch name {
        case "path": path
        case "number": number
        case "short": short
        case "topic": topic
        case "place": place
        case "street": street
        case "position": position.map { [$0] } ?? []
        case "due": due
        case "tags": tags
        case "meta": meta
        case "link": link.ifAny
        case "style": isCalm ? "btn-plain" : "btn-primary"
        case "isPickable": isPickable
        default: nil
        }
    }
}

/// A row with what is different each time: a button of its own, where nothing is to be filled in.
struct Job: Sendable {
    var row: JobRow
    var step: [StepForm] = []
    /// Whether it shows somebody's own words: such a row is not remembered.
    var hasWords = false
}

/// The same, its row rendered.
struct JobLine: Sendable, MustacheParent {
    let row: MustacheTemplate?
    let step: [StepForm]

    func child(named name: String) -> Any? {
        switch name {
        case "row": row
        case "step": step
        default: nil
        }
    }
}

/// An event that one press gives.
struct StepForm: Sendable, MustacheParent {
    /// The form's own, for buttons and fields that stand elsewhere.
    var id = ""
    let path: String
    let token: String
    let version: Int
    let next: String
    let words: String
    var isPrimary = true
    let once = Secret.token()

    func child(named name: String) -> Any? {
        switch name {
        case "id": id
        case "path": path
        case "token": token
        case "version": String(version)
        case "once": once
        case "next": next.ifAny
        case "fields": [FormField]()
        case "words": words
        case "style": isPrimary ? "btn-primary" : "btn-plain"
        default: nil
        }
    }
}

extension JobRow {
    /// What every list says of a case; what it asks for is added by each.
    init(
        _ file: Case,
        at path: String,
        _ wording: Wording,
        tags: [PageTag],
        meta: [String],
        due: [Due]? = nil
    ) {
        let content = file.state.content
        let place = content.place
        let topic = wording.topic(content.topic)
        self.init(
            path: path,
            number: file.number,
            short: wording.short(file.number),
            topic: topic.isEmpty ? "未分类" : topic,
            // Lists show the road, never the door: that stands on the case's own page, where a look is noted.
            place: wording.place(content, Personal()),
            street: place.road ?? place.estate ?? wording.areas(place.area),
            position: place.position,
            due: due ?? wording.due(of: file).map { [$0] } ?? [],
            tags: tags,
            meta: meta
        )
    }

    static func urgency(of file: Case) -> [PageTag] {
        switch file.state.urgency {
        case .normal: []
        case .urgent: [PageTag(.urgent, file.state.urgency.chinese)]
        case .critical: [PageTag(.critical, file.state.urgency.chinese)]
        }
    }
}
