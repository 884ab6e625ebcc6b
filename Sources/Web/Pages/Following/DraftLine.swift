import Casework
import Mustache
import Storage

/// A draft in a list: when it was typed, and how it begins.
struct DraftLine: Sendable, MustacheParent {
    let id: Int64
    let when: String
    let words: String
    /// Where to go on after it has been thrown away.
    var next = "/desk"

    func child(named name: String) -> Any? {
        switch name {
        case "id": String(id)
        case "when": when
        case "words": words
        case "next": next
        default: nil
        }
    }
}

extension DraftLine {
    init(_ draft: DraftRegister.Draft, _ wording: Wording, next: String = "/desk") {
        self.next = next
        id = draft.id
        when = wording.instant(draft.changedAt)
        let topic = draft.fields["topic"].map { wording.rules.topics[$0]?.name ?? $0 }
        let words = [topic, draft.fields["place.road"], draft.fields["description"]]
            .compactMap { $0 }.filter { !$0.isEmpty }
        self.words = words.isEmpty ? "刚开始" : words.joined(separator: " · ").shortened
    }
}
