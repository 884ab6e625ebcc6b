import Casework
import CityTables
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import NIOPosix
import Storage

/// The audit's records as a table to take along; that it was taken is a record too.
struct AuditExport: Sendable {
    let admin: AdminPages
    let context: StaffContext
    private var hotline: Hotline { admin.hotline }

    static let most = 20_000

    func respond(_ kind: QueueExport.Kind, _ search: AuditSearch) async throws -> Response {
        let now = hotline.clock.now
        let wording = admin.wording
        let found = try await hotline.audit.search(search.filter, limit: Self.most)
        let names = try await hotline.people.names(Set(found.map(\.record.person)))
        let words = AuditWords(wording: wording, names: names)
        let rows = found.map { words.cells($0.id, $0.record) }
        let mark = [
            hotline.rules.isDemonstration ? "演示数据" : "", "审计 \(rows.count) 条", wording.exact(now),
            "\(context.person.name)导出",
        ].filter { !$0.isEmpty }.joined(separator: " · ")
        let content =
            switch kind {
            case .csv: csv(rows, mark)
            case .xlsx: try await xlsx(rows, mark)
            }
        try await hotline.audit.record(
            AuditRecord(
                at: now,
                by: context.person,
                from: context.address,
                .exported,
                "audit.\(kind.rawValue)",
                after: "\(rows.count) records",
                reason: search.words.isEmpty ? nil : search.words
            )
        )
        let name = "audit-\(wording.iso(now).prefix(16).filter { $0 != "-" && $0 != ":" }).\(kind.rawValue)"
        return Response(
            status: .ok,
            headers: [
                .contentType: kind.type, .contentDisposition: "attachment; filename=\"\(name)\"",
                .cacheControl: "no-store",
            ],
            body: .init(byteBuffer: ByteBuffer(bytes: content))
        )
    }

    private func csv(_ rows: [[String]], _ mark: String) -> [UInt8] {
        Array(CSV.sheet([AuditWords.columns.map(\.title) + ["标记"]] + rows.map { $0 + [mark] }).utf8)
    }

    private func xlsx(_ rows: [[String]], _ mark: String) async throws -> [UInt8] {
        let sheet = Spreadsheet(name: "审计", heading: mark, columns: AuditWords.columns, rows: rows)
        let folder = hotline.books.folder.appending(path: "exports")
        return try await NIOThreadPool.singleton.runIfActive {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            let file = folder.appending(path: Secret.token() + ".xlsx")
            defer { try? FileManager.default.removeItem(at: file) }  // the folder is the server's own
            try sheet.write(to: file)
            return Array(try Data(contentsOf: file))
        }
    }
}
