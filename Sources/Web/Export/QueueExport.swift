import Casework
import Foundation
import Hummingbird
import Storage

/// A list of cases as people take it along: as CSV or XLSX, masked as on the screen, and noted in the audit.
struct QueueExport: Sendable {
    let hotline: Hotline
    let person: Person
    let address: String

    static let most = 5000

    /// The chosen cases of the list, in its order; all of it if none is chosen.
    func respond(_ kind: TakenList.Kind, chosen: [Case.Number], of query: QueueQuery) async throws -> Response
    {
        let now = hotline.clock.now
        let wording = Wording(rules: hotline.rules, now: now)
        let files = try await files(query, chosen: Set(chosen))
        let names = try await hotline.people.names(Set(files.compactMap(\.state.follower)))
        let rows = files.map {
            QueueExportRow(file: $0, person: person, names: names, wording: wording).cells
        }
        try await record(kind, rows.count, isChosen: !chosen.isEmpty, query, at: now)
        let mark = wording.mark("\(query.view.words) \(rows.count) 件", takenBy: person)
        let sheet = Spreadsheet(name: "队列", heading: mark, columns: QueueExportRow.columns, rows: rows)
        return try await TakenList(name: "queue", sheet: sheet)
            .respond(kind, at: now, wording, in: hotline.books.folder)
    }

    private func files(_ query: QueueQuery, chosen: Set<Case.Number>) async throws -> [Case] {
        let lister = QueueLister(hotline: hotline, person: person)
        var files: [Case] = []
        var after: String?
        repeat {
            let page = try await lister.list(query, after: after, limit: 500)
            files += page.entries.map(\.file).filter { chosen.isEmpty || chosen.contains($0.number) }
            after = page.next
            if !chosen.isEmpty, files.count == chosen.count { break }
        } while after != nil && files.count < Self.most
        // What has left the list since it was chosen was chosen all the same.
        let left = chosen.subtracting(files.map(\.number))
        files += try await hotline.visible(left, to: person).sorted { $0.number < $1.number }
        return Array(files.prefix(Self.most))
    }

    private func record(
        _ kind: TakenList.Kind,
        _ count: Int,
        isChosen: Bool,
        _ query: QueueQuery,
        at now: Timestamp
    )
        async throws
    {
        // Words that were looked for may be somebody's: they stay out of the audit.
        let asked = query.without("q").text + (query.words.isEmpty ? "" : "&q=…")
        try await hotline.audit.record(
            AuditRecord(
                at: now,
                by: person,
                from: address,
                .exported,
                "queue.\(kind.rawValue)",
                after: "masked, \(count) cases\(isChosen ? ", chosen" : "")",
                reason: asked
            )
        )
    }
}

/// A case as one line of an export: what its row on the screen says, and what spreadsheets are asked for besides.
struct QueueExportRow {
    let file: Case
    let person: Person
    let names: [Person.ID: String]
    let wording: Wording

    static let columns: [(title: String, width: Double)] = [
        ("案件号", 22), ("时限", 16), ("限到", 18), ("缓急", 8), ("主题", 20), ("地点", 28), ("单位", 24), ("阶段", 12),
        ("等什么", 36), ("来源", 10), ("登记", 18), ("更新", 18), ("跟踪人", 12), ("来电人", 12), ("电话", 14),
    ]

    var cells: [String] {
        let row = QueueRow(file, for: person, wording)
        let state = file.state
        let personal = file.personal.seen(.masked)
        func instant(_ instant: Timestamp?) -> String {
            instant.map { String(wording.iso($0).prefix(16)).replacing("T", with: " ") } ?? ""
        }
        return [
            row.number, row.due?.words ?? "", instant(file.waitingClock?.due), state.urgency.chinese,
            row.matter, row.place, row.unit, row.stage, row.waits,
            CodeList.source.chinese(state.content.source),
            instant(state.recordedAt), instant(state.changedAt),
            state.follower.map { names[$0] ?? "工号 \($0)" } ?? "", personal.name ?? "", personal.phone ?? "",
        ]
    }
}
