import Mustache

/// One thing to choose in a form.
struct FormOption: Sendable, Hashable, MustacheParent {
    let value: String
    let words: String
    var isChosen = false

    func child(named name: String) -> Any? {
        switch name {
        case "value": value
        case "words": words
        case "isChosen": isChosen
        default: nil
        }
    }
}

/// What may be chosen in a field, for a page to lay in.
struct Options: Sendable, MustacheParent {
    let options: [FormOption]

    func child(named name: String) -> Any? { name == "options" ? options : nil }
}

/// One field of a form, as its template draws it.
struct FormField: Sendable, Hashable, MustacheParent {
    enum Kind: Sendable, Hashable {
        case line, area, number, instant, phone
        case day(earliest: String)
        case hidden
        case choice([FormOption])
        case several([FormOption])
        /// Photographs that are kept already, by their ids.
        case photos([String])
        case tick
    }

    let id: String
    let name: String
    let label: String
    let kind: Kind
    var value = ""
    var isRequired = false
    var minimum = 0
    var hint = ""
    var problem = ""
    /// The id of a `<datalist>`.
    var suggestions = ""
    /// The form it belongs to, where it stands outside of it.
    var form = ""
    /// Columns of twelve, in a form laid out as a grid.
    var width = 12
    var placeholder = ""
    /// What its words are found among while somebody types: `topic`, `area`, `road`, `unit`.
    var combo = ""

    func child(named name: String) -> Any? {
        switch name {
        case "id": id
        case "name": self.name
        case "label": label
        case "value": value
        case "isRequired": isRequired
        case "minimum": (minimum > 0 ? String(minimum) : "").ifAny
        case "hint": hint.ifAny
        case "problem": problem.ifAny
        case "suggestions": suggestions.ifAny
        case "form": form.ifAny
        case "width": "c\(width)" + (isWide ? " wide" : "")
        case "placeholder": placeholder.ifAny
        case "combo": combo.ifAny
        case "isHidden": if case .hidden = kind { true } else { false }
        case "isTick": if case .tick = kind { true } else { false }
        case "control": control
        case "earliest": if case .day(let earliest) = kind { earliest.ifAny } else { [String]() }
        case "isOn": value == "true"
        case "options":
            switch kind {
            case .choice(let options), .several(let options): options
            default: [FormOption]()
            }
        case "photos": if case .photos(let ids) = kind { ids } else { [String]() }
        default: nil
        }
    }

    /// Whether words stand in it that somebody has said or typed.
    var hasWords: Bool {
        switch kind {
        case .line, .area, .phone: !value.isEmpty
        case .number, .instant, .day, .hidden, .choice, .several, .photos, .tick: false
        }
    }

    /// The template of what is filled in.
    private var control: String {
        switch kind {
        case .line: "FormFieldLine"
        case .area: "FormFieldArea"
        case .number: "FormFieldNumber"
        case .instant: "FormFieldInstant"
        case .phone: "FormFieldPhone"
        case .day: "FormFieldDay"
        case .choice: "FormFieldChoice"
        case .several: "FormFieldSeveral"
        case .photos: "FormFieldPhotos"
        case .tick: "FormFieldTick"
        // Is written without a frame.
        case .hidden: ""
        }
    }

    /// A line of its own, however many columns there are.
    private var isWide: Bool {
        switch kind {
        case .area, .photos, .several: true
        case .line, .number, .instant, .day, .phone, .hidden, .choice, .tick: false
        }
    }
}
