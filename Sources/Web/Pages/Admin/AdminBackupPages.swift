import Casework
import Hummingbird
import Mustache
import Storage

/// `/admin/backups`: which copies of the books were made, and what went wrong.
struct AdminBackupPages {
    let admin: AdminPages
    private static let shown = 60

    func add(to group: RouterGroup<StaffContext>) {
        group.get("admin/backups") { _, context in
            let frame = try admin.frame(.backups, context)
            let entries = try await admin.hotline.backups.latest(Self.shown)
            let page = AdminBackupsPage(
                frame: frame,
                rows: entries.map(row),
                problem: entries.first?.problem ?? "",
                free: DiskRoom.free(at: admin.hotline.books.folder).map(Self.size) ?? ""
            )
            return try await admin.respond(page, context)
        }
    }

    private func row(_ entry: BackupLog.Entry) -> AdminRow {
        let words = admin.wording
        let took = entry.endedAt.map { "\(max(0, $0 - entry.beganAt)) 秒" } ?? ""
        return AdminRow(
            cells: [
                entry.day.description, words.instant(entry.beganAt), took, entry.bytes.map(Self.size) ?? "",
                entry.file,
            ],
            mark: entry.endedAt == nil ? "进行中" : entry.problem == nil ? "已校验" : "失败",
            isDim: entry.endedAt == nil
        )
    }

    private static func size(_ bytes: some BinaryInteger) -> String {
        let megabytes = Int64(bytes) >> 20
        return megabytes < 10_240 ? "\(max(1, megabytes)) MB" : "\(megabytes >> 10) GB"
    }
}

/// `/admin/backups`.
struct AdminBackupsPage: AdminPage {
    let title = "备份"
    let frame: AdminFrame
    let rows: [AdminRow]
    /// Why the newest one failed.
    let problem: String
    let free: String

    func part(named name: String) -> Any? {
        switch name {
        case "rows": rows
        case "isEmpty": rows.isEmpty
        case "problem": problem.ifAny
        case "free": free.ifAny
        default: nil
        }
    }
}
