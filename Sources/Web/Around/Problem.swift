package import Casework
package import HTTPTypes
package import Storage

/// What a visitor is told when something cannot be done: the one form in which errors become HTTP.
package struct Problem: Error, Equatable {
    package let status: HTTPResponse.Status
    package let code: String
    package let message: String
    package var fields: [String: String] = [:]
    /// After how many seconds it may be worth trying again.
    package var retryAfter: Int?
    /// The methods that the path knows.
    package var allowed: String?

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
    package static func methodNotAllowed(_ allowed: String) -> Self {
        var problem = Self(.methodNotAllowed, "method_not_allowed", "这个地址不接受这种方法，只接受 \(allowed)。")
        problem.allowed = allowed
        return problem
    }
    package static func unreadable(_ words: String) -> Self { Self(.badRequest, "unreadable", words) }
    package static func invalid(_ field: String, _ words: String) -> Self {
        Self(.unprocessableContent, "invalid", words, fields: [field: words])
    }

    /// What the books cannot do for anybody just now.
    package init(_ trouble: StorageError) {
        switch trouble {
        case .full:
            self.init(
                HTTPResponse.Status(code: 507, reasonPhrase: "Insufficient Storage"),
                trouble.code,
                "服务器磁盘已满，这次没有记下。请先用纸笔记录，并通知系统管理员清理磁盘；清理后不用重启即可继续。"
            )
        case .unwritable:
            self.init(.serviceUnavailable, trouble.code, "服务器磁盘不能写入，这次没有记下。请先用纸笔记录，并通知系统管理员检查磁盘。")
        case .damaged:
            self.init(.serviceUnavailable, trouble.code, "数据文件已损坏，请立即通知系统管理员停止服务，并从备份恢复。")
        case .lost:
            self.init(.serviceUnavailable, "unavailable", "数据库暂时连不上。请稍后先查一查刚才的内容是否已经记下，再重新提交。")
        case .alreadyExists, .busy, .unreadable, .failed:
            self.init(.serviceUnavailable, trouble.code, "暂时无法记录，请稍后再试。")
        }
        retryAfter = if case .lost = trouble { 5 } else { 30 }
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
