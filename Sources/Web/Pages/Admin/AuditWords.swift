import Casework
import Foundation
import Storage

/// Records of the audit as cells.
///
/// The books say what happened in English, and their chain keeps it so; here it is told in the words of the pages.
struct AuditWords {
    let wording: Wording
    let names: [Person.ID: String]

    static let columns: [(title: String, width: Double)] = [
        ("编号", 10), ("时间", 26), ("谁", 12), ("角色", 16), ("地址", 16), ("动作", 16), ("对象", 28), ("变更", 50),
        ("结果", 8), ("理由", 30),
    ]

    func cells(_ id: Int64, _ record: AuditRecord) -> [String] {
        let changes = [record.before, record.after].compactMap { $0 }
        return [
            String(id), wording.exact(record.at), names[record.person] ?? "—",
            Self.roles(record.roles.split(separator: " ").map(String.init)),
            record.address == "command line" ? "命令行" : record.address, record.action.chinese, object(record),
            changes.map { record.action == .personChanged ? person($0) : change($0) }.joined(
                separator: " → "
            ),
            Self.results[record.result] ?? record.result, reason(record),
        ]
    }

    private static let results = ["ok": "成功", "refused": "拒绝", "failed": "未成"]

    private func reason(_ record: AuditRecord) -> String {
        record.reason == "elsewhere without a second factor" ? "从大厅以外登录，没有两步验证" : record.reason ?? ""
    }

    private func object(_ record: AuditRecord) -> String {
        let object = record.object
        switch (record.action, object) {
        case (.forgotten, "caller"): return "来电人"
        case (.forgotten, "cases"): return "案件"
        case (.imported, _): return change(object)
        default:
            let kind = Self.kinds.first { object.hasPrefix($0.stored) && $0.isUsed(by: record.action) }
            return kind.map { $0.told + object.dropFirst($0.stored.count) + $0.after } ?? object
        }
    }

    /// Something that may be an object, with what stands before its own name, in the books and on the pages.
    private struct Kind {
        let stored: String
        let told: String
        var after = ""
        /// The account of a person may look like the name of a file.
        var isExported = false

        func isUsed(by action: AuditRecord.Action) -> Bool { !isExported || action == .exported }
    }

    private static let kinds = [
        Kind(stored: "case ", told: "案件 "), Kind(stored: "person ", told: "人员 "),
        Kind(stored: "token ", told: "令牌 "), Kind(stored: "version ", told: "第 ", after: " 版"),
        Kind(stored: "plan ", told: "预定改动 "), Kind(stored: "figures/", told: "指标 "),
        Kind(stored: "queue.", told: "案件列表.", isExported: true),
        Kind(stored: "audit.", told: "审计.", isExported: true),
    ]

    /// How the books may begin what somebody typed as an object.
    static func beginnings(of typed: String) -> [String] {
        let ofKinds = kinds.compactMap { kind -> String? in
            let told = kind.told.trimmingCharacters(in: [" ", "."])
            guard typed.hasPrefix(told) else { return nil }
            let own = typed.dropFirst(told.count).trimmingCharacters(in: [" ", "."])
            return kind.stored + own.prefix { !kind.after.contains($0) }
        }
        // A case is mostly looked for by its number alone.
        return [typed] + ofKinds + (typed.allSatisfy(\.isNumber) ? ["case " + typed] : [])
    }

    private static func roles(_ words: [String]) -> String {
        words.compactMap { Role(rawValue: $0)?.chinese }.joined(separator: "、")
    }

    /// Roles, unit and whether the account is in use, each behind the other.
    private func person(_ stored: String) -> String {
        let words = stored.split(separator: " ").map(String.init)
        let units = words.dropLast().filter { Role(rawValue: $0) == nil }.map { wording.unit($0) }
        return ([Self.roles(words)] + units + [words.last == "0" ? "停用" : "在用"]).filter { !$0.isEmpty }
            .joined(separator: " · ")
    }

    /// Pieces with commas between them, behind the name of a file if there is one.
    private func change(_ stored: String) -> String {
        if let (file, rest) = stored.halves(": ") { return "\(file)：\(change(rest))" }
        return stored.components(separatedBy: ", ").map(piece).joined(separator: "，")
    }

    private func piece(_ stored: String) -> String {
        if let words = Self.pieces[stored] { return words }
        guard let (first, rest) = stored.halves(" ") else { return stored }
        if let number = Int(first) {
            if let (said, instant) = rest.halves("before "), said == "ended ",
                let milliseconds = Int64(instant)
            {
                return "\(wording.exact(Timestamp(milliseconds: milliseconds))) 以前办结的 \(number) 件"
            }
            return Self.counted[rest]?.replacingOccurrences(of: "#", with: first) ?? stored
        }
        let (second, others) = rest.halves(" ") ?? (rest, "")
        switch first {
        case "version": return "第 \(second) 版 \(others)".trimmingCharacters(in: .whitespaces)
        case "from": return "自 \(second) 起 \(others)".trimmingCharacters(in: .whitespaces)
        default: return stored
        }
    }

    private static let pieces = [
        "masked": "已脱敏", "clear": "明文", "chosen": "勾选的", "new recovery codes": "新的恢复码",
    ]

    private static let counted = [
        "cases": "# 件", "rows": "# 行", "records": "# 条", "rows rejected": "# 行未收", "left": "还剩 # 个",
        "forgotten": "清除 # 件", "under way": "# 件在办，办结后清除", "others": "草稿、提醒、通知 # 条",
    ]
}

extension String {
    /// What stands before and behind the first of these; nil without one.
    fileprivate func halves(_ separator: String) -> (String, String)? {
        range(of: separator).map { (String(self[..<$0.lowerBound]), String(self[$0.upperBound...])) }
    }
}
