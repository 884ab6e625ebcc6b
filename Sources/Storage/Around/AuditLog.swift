package import Casework
private import Crypto
private import Foundation

/// Who did what to what, from where, with what result: appended only, hash-chained.
///
/// Source: docs/domain.md, “Privacy”.
package struct AuditRecord: Sendable, Equatable {
    package enum Action: String, Sendable, CaseIterable {
        case signIn = "sign_in"
        case signInFailed = "sign_in_failed"
        case signOut = "sign_out"
        case lockedOut = "locked_out"
        case passwordChanged = "password_changed"
        case secondFactorEnrolled = "second_factor_enrolled"
        case secondFactorReset = "second_factor_reset"
        case recoveryCodeUsed = "recovery_code_used"
        case sawPersonal = "saw_personal"
        case revealed
        case exported, imported
        case personChanged = "person_changed"
        case tokenMade = "token_made"
        case tokenRevoked = "token_revoked"
        case sessionRevoked = "session_revoked"
        case cityChanged = "city_changed"
        case cityPlanned = "city_planned"
        case cityPlanWithdrawn = "city_plan_withdrawn"
        case caseMoved = "case_moved"
        case clockMoved = "clock_moved"
        case forgotten = "personal_forgotten"

        package var chinese: String {
            switch self {
            case .signIn: "登录"
            case .signInFailed: "登录失败"
            case .signOut: "退出"
            case .lockedOut: "锁定账号"
            case .passwordChanged: "修改密码"
            case .secondFactorEnrolled: "启用两步验证"
            case .secondFactorReset: "重置两步验证"
            case .recoveryCodeUsed: "使用恢复码"
            case .sawPersonal: "查看来电人信息"
            case .revealed: "显示脱敏信息"
            case .exported: "导出"
            case .imported: "导入"
            case .personChanged: "变更人员"
            case .tokenMade: "发放令牌"
            case .tokenRevoked: "吊销令牌"
            case .sessionRevoked: "吊销会话"
            case .cityChanged: "变更城市配置"
            case .cityPlanned: "预定配置改动"
            case .cityPlanWithdrawn: "撤回预定改动"
            case .caseMoved: "案件流转"
            case .clockMoved: "拨动演示时钟"
            case .forgotten: "清除个人信息"
            }
        }
    }

    package let at: Timestamp
    package let person: Person.ID
    package let roles: String
    package let address: String
    package let action: Action
    package let object: String
    package var before: String?
    package var after: String?
    package var result: String
    package var reason: String?

    package init(
        at: Timestamp,
        by person: Person?,
        from address: String,
        _ action: Action,
        _ object: String,
        before: String? = nil,
        after: String? = nil,
        result: String = "ok",
        reason: String? = nil
    ) {
        self.at = at
        self.person = person?.id ?? -1
        roles = person?.roles.map(\.rawValue).joined(separator: " ") ?? ""
        self.address = address
        self.action = action
        self.object = object
        self.before = before
        self.after = after
        self.result = result
        self.reason = reason
    }
}

package struct AuditLog: Sendable {
    let books: Books
    let scribe: Scribe

    package init(books: Books, scribe: Scribe) {
        self.books = books
        self.scribe = scribe
    }

    package func record(_ record: AuditRecord) async throws {
        try await scribe.write { $0.record(record) }
    }

    /// Links the batch's records to the chain.
    static func write(_ records: [AuditRecord], in batch: Batch) throws {
        guard !records.isEmpty else { return }
        let newest = try batch.execute("SELECT hash FROM audit ORDER BY id DESC LIMIT 1").first
        var previous = try newest?.text("hash") ?? AuditTrim.newest(in: batch.connection)?.hash
        for record in records {
            let id = try batch.take(1, of: "audit")
            let hash = hash(record, id: id, after: previous)
            try batch.send(
                """
                INSERT INTO audit (id, at, person, roles, address, action, object, before, after, result, reason, hash)
                VALUES (\(id), \(record.at), \(record.person), \(record.roles), \(record.address),
                    \(record.action.rawValue), \(record.object), \(record.before), \(record.after), \(record.result),
                    \(record.reason), \(hash))
                """
            )
            previous = hash
        }
    }

    static func hash(_ record: AuditRecord, id: Int64, after previous: String?) -> String {
        var hasher = SHA256()
        for part in [
            previous ?? "", String(id), String(record.at.milliseconds), String(record.person), record.roles,
            record.address, record.action.rawValue, record.object, record.before ?? "", record.after ?? "",
            record.result, record.reason ?? "",
        ] {
            hasher.updateLengthPrefixed(part)
        }
        return Data(hasher.finalize()).base64EncodedString()
    }

    /// The latest records, newest first; of one action, or of all.
    package func latest(_ action: AuditRecord.Action?, before id: Int64?, limit: Int) async throws
        -> [(id: Int64, record: AuditRecord)]
    {
        var filter = AuditFilter()
        filter.action = action
        return try await search(filter, before: id, limit: limit)
    }
}

extension AuditRecord {
    init(_ row: Row) throws {
        let action = try row.text("action")
        guard let known = Action(rawValue: action) else {
            throw StorageError.unreadable("audit action \(action)")
        }
        at = Timestamp(milliseconds: try row.integer("at"))
        person = try row.integer("person")
        roles = try row.text("roles")
        address = try row.text("address")
        self.action = known
        object = try row.text("object")
        before = row.optionalText("before")
        after = row.optionalText("after")
        result = try row.text("result")
        reason = row.optionalText("reason")
    }
}
