import Casework
import CityTables
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import NIOPosix
import Storage

/// A list as people take it along: as CSV or XLSX, marked with what it is, of when and by whom.
struct TakenList: Sendable {
    enum Kind: String, Sendable {
        case csv, xlsx

        var type: String {
            switch self {
            case .csv: "text/csv; charset=utf-8"
            case .xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
            }
        }
    }

    /// What the file's name begins with.
    let name: String
    let sheet: Spreadsheet

    func respond(_ kind: Kind, at now: Timestamp, _ wording: Wording, in folder: URL) async throws -> Response
    {
        let content =
            switch kind {
            case .csv: csv
            case .xlsx: try await xlsx(in: folder.appending(path: "exports"))
            }
        let minute = wording.iso(now).prefix(16).filter { $0 != "-" && $0 != ":" }
        return .attachment(content, named: "\(name)-\(minute).\(kind.rawValue)", of: kind)
    }

    private var csv: [UInt8] {
        let mark = sheet.heading
        let table = [sheet.columns.map(\.title) + ["标记"]] + sheet.rows.map { $0 + [mark] }
        return Array(CSV.sheet(table).utf8)
    }

    private func xlsx(in folder: URL) async throws -> [UInt8] {
        try await NIOThreadPool.singleton.runIfActive {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            let file = folder.appending(path: Secret.token() + ".xlsx")
            defer { try? FileManager.default.removeItem(at: file) }  // the folder is the server's own
            try sheet.write(to: file)
            return Array(try Data(contentsOf: file))
        }
    }
}

extension Response {
    /// A file that a browser keeps and does not show.
    static func attachment(_ content: [UInt8], named name: String, of kind: TakenList.Kind) -> Response {
        Response(
            status: .ok,
            headers: [
                .contentType: kind.type,
                .contentDisposition: "attachment; filename=\"\(name)\"",
                .cacheControl: "no-store",
            ],
            body: .init(byteBuffer: ByteBuffer(bytes: content))
        )
    }
}

extension Wording {
    /// What stands on everything that is taken along.
    func mark(_ what: String, takenBy person: Person) -> String {
        [rules.isDemonstration ? "演示数据" : "", what, exact(now), "\(person.name)导出"]
            .filter { !$0.isEmpty }.joined(separator: " · ")
    }
}
