package import Casework
package import HTTPTypes
import Storage

/// What a visitor is told when something cannot be done: the one form in which errors become HTTP.
package struct Problem: Error, Equatable {
    package let status: HTTPResponse.Status
    package let code: String
    package let message: String
    package var fields: [String: String] = [:]

    package init(
        _ status: HTTPResponse.Status,
        _ code: String,
        _ message: String,
        fields: [String: String] = [:]
    ) {
        self.status = status
        self.code = code
        self.message = message
        self.fields = fields
    }

    package static let notFound = Problem(.notFound, "not_found", "没有这个页面，或者您不能查看。")
    package static let unauthorized = Problem(.unauthorized, "unauthorized", "请先登录，或在请求头里带上有效的令牌。")
    package static func notPermitted(_ words: String = "您没有这项权限。") -> Self {
        Self(.forbidden, "not_permitted", words)
    }
    package static func unreadable(_ words: String) -> Self { Self(.badRequest, "unreadable", words) }
    package static func invalid(_ field: String, _ words: String) -> Self {
        Self(.unprocessableContent, "invalid", words, fields: [field: words])
    }

    package init(_ refusal: CaseRefusal) {
        let status: HTTPResponse.Status =
            switch refusal.code {
            case .notPermitted: .forbidden
            case .wrongStage, .changedMeanwhile: .conflict
            case .invalid, .limitReached: .unprocessableContent
            case .notFound: .notFound
            }
        self.init(status, refusal.code.rawValue, refusal.message, fields: refusal.fields)
    }

    package var json: JSON {
        .object([
            (
                "error",
                .object([
                    ("code", .text(code)), ("message", .text(message)),
                    ("fields", .object(fields.sorted { $0.key < $1.key }.map { ($0.key, .text($0.value)) })),
                ])
            )
        ])
    }
}
