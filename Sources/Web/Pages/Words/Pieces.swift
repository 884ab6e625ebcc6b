import Mustache

/// A name and what stands beside it, for lists of facts.
struct PageFact: Sendable, Equatable, MustacheParent {
    let label: String
    let value: String
    var path = ""

    init(_ label: String, _ value: String, path: String = "") {
        self.label = label
        self.value = value
        self.path = path
    }

    func child(named name: String) -> Any? {
        switch name {
        case "label": label
        case "value": value
        case "hasPath": !path.isEmpty
        case "path": path
        case "isLong": isLong
        default: nil
        }
    }

    /// Whether a page shows the first lines, and the rest to whoever wants it: some 300 characters, or many lines.
    private var isLong: Bool {
        value.utf8.count > 900 || value.utf8.count { $0 == UInt8(ascii: "\n") } > 8
    }
}

/// A short word in a frame: a stage, an urgency, a count.
struct PageTag: Sendable, Hashable, MustacheParent {
    enum Kind: String, Sendable {
        case stage = "tag-stage", urgent = "tag-urgent", critical = "tag-critical", line = "tag-line", plain =
            ""
    }

    let kind: Kind
    let words: String

    init(_ kind: Kind, _ words: String) {
        self.kind = kind
        self.words = words
    }

    func child(named name: String) -> Any? {
        switch name {
        case "class": kind.rawValue
        case "words": words
        default: nil
        }
    }
}

/// Something to be told above a page or a panel.
struct PageNote: Sendable, Equatable, MustacheParent {
    enum Kind: String, Sendable {
        case plain = "", soon = "note-soon", over = "note-over"
    }

    let kind: Kind
    let words: String

    init(_ kind: Kind, _ words: String) {
        self.kind = kind
        self.words = words
    }

    func child(named name: String) -> Any? {
        switch name {
        case "class": kind.rawValue
        case "words": words
        default: nil
        }
    }
}
