import Casework
import Hummingbird
import Storage

/// The audit's records as a table to take along; that it was taken is a record too.
struct AuditExport: Sendable {
    let admin: AdminPages
    let context: StaffContext
    private var hotline: Hotline { admin.hotline }

    static let most = 20_000

    func respond(_ kind: TakenList.Kind, _ search: AuditSearch) async throws -> Response {
        let now = hotline.clock.now
        let wording = admin.wording
        let found = try await hotline.audit.search(search.filter, limit: Self.most)
        let names = try await hotline.people.names(Set(found.map(\.record.person)))
        let words = AuditWords(wording: wording, names: names)
        let rows = found.map { words.cells($0.id, $0.record) }
        let mark = wording.mark("审计 \(rows.count) 条", takenBy: context.person)
        let sheet = Spreadsheet(name: "审计", heading: mark, columns: AuditWords.columns, rows: rows)
        let response = try await TakenList(name: "audit", sheet: sheet)
            .respond(kind, at: now, wording, in: hotline.books.folder)
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
        return response
    }
}
