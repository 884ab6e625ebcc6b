import CityTables
import Testing

/// One thing made wrong in the small city, and all that is to be said of it.
struct Wrong: Sendable, CustomTestStringConvertible {
    let what: String
    let files: CityFiles
    let errors: [String]

    /// `old` written as `new` in one file.
    init(_ what: String, _ file: String, _ old: String, as new: String, _ errors: String...) {
        self.what = what
        files = smallCity().with(old, as: new, in: file)
        self.errors = errors
    }

    /// One file as a whole, or its absence.
    init(_ what: String, _ file: String, whole text: String?, _ errors: String...) {
        self.what = what
        var files = smallCity()
        files.texts[file] = text
        self.files = files
        self.errors = errors
    }

    var testDescription: String { what }
}
