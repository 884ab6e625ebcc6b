/// Why something could not be done to a case, in words for the person who asked.
package struct CaseRefusal: Error, Equatable {
    package enum Code: String, Sendable {
        case notPermitted = "not_permitted"
        case wrongStage = "wrong_stage"
        case invalid
        case limitReached = "limit_reached"
        case notFound = "not_found"
        case changedMeanwhile = "changed_meanwhile"
    }

    package let code: Code
    package let message: String
    /// By the name of the field, what is wrong with it.
    package var fields: [String: String]

    package init(_ code: Code, _ message: String, fields: [String: String] = [:]) {
        self.code = code
        self.message = message
        self.fields = fields
    }

    package static func invalid(_ field: String, _ message: String) -> Self {
        Self(.invalid, message, fields: [field: message])
    }

    package static func invalid(_ field: Field, _ message: String) -> Self {
        invalid(field.rawValue, message)
    }

    package static func wrongStage(_ stage: CaseStage, for event: EventName) -> Self {
        Self(.wrongStage, "案件现为“\(stage.chinese)”，不能\(event.chinese)。请刷新后按现有按钮操作。")
    }

    package static func notPermitted(_ event: EventName) -> Self {
        Self(.notPermitted, "您没有“\(event.chinese)”的权限。")
    }
}

extension String {
    /// For messages: nobody needs to read back all of a long text.
    package var shortened: String {
        unicodeScalars.count <= 40 ? self : String(unicodeScalars.prefix(40)) + "…"
    }
}
