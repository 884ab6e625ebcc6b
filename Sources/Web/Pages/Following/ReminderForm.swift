import Casework
import CityTables

/// What somebody asks to be reminded of, and when.
struct ReminderForm: Sendable {
    let text: String
    let due: Timestamp

    /// Why it was not taken, with what was typed.
    struct Refused: Error {
        enum Field: String { case due, text }

        let field: Field
        let text: String
        let due: String

        var problem: String { Self.words(field) }

        static func words(_ field: Field) -> String {
            switch field {
            case .due: "提醒的时间要在现在之后。"
            case .text: "请写提醒的事（不超过 \(longest) 字），或选中要提醒的案件。"
            }
        }
    }

    private static let longest = 200

    /// Words may be left away where a case says enough.
    init(_ form: FormFields, needsText: Bool, at now: Timestamp, _ city: City) throws(Refused) {
        let words = (form.first("text") ?? "").trimmed
        let typed = form.first("due") ?? ""
        var reader = FieldReader(city)
        guard let due = reader.instant(.text(typed), "due"), due > now else {
            throw Refused(field: .due, text: words, due: typed)
        }
        guard !words.isEmpty || !needsText, words.count <= Self.longest, !words.utf8.contains(0) else {
            throw Refused(field: .text, text: words, due: typed)
        }
        text = words.isEmpty ? "看一眼这件" : words
        self.due = due
    }
}
