import Casework
import CityTables
import Storage

/// Some rows of the file, one after the other, with the numbers that they get.
struct CutPiece: Sendable {
    struct Row: Sendable {
        let line: Int
        let cells: [[UInt8]]
        /// nil for a row that cannot even be numbered.
        let number: Case.Number?
        let problem: BookCells.Problem?
    }

    let index: Int
    let rows: [Row]
    let end: ImportRegister.Place
    /// By day, the serial numbers given.
    let serials: [LocalDay: Range<Int>]
    let isMarked: Bool
}

/// Cuts a file into pieces; a row that is linked to one before it stays in that one's piece.
struct PieceCutter {
    private let file: BookFile
    private let reader: PastRowReader
    private let rules: Rulebook
    private var serials: [LocalDay: Int]
    private var place: ImportRegister.Place
    private var index = 0
    private var held: CutPiece.Row?
    private var heldEnd: ImportRegister.Place
    private let lifeColumn: Int?

    /// About as many cases make a transaction of 10 MB.
    private static let rows = 1000

    init(_ request: OldBooks.Request, _ plan: OldBooks.Plan, _ rules: Rulebook, serials: [LocalDay: Int])
        throws
    {
        file = try BookFile(path: request.file, separator: request.mapping.separator)
        guard let coding = TextCoding(file.isMarked ? "utf-8" : request.mapping.coding) else {
            throw BookError.empty(request.file)
        }
        reader = try PastRowReader(request.mapping, header: plan.header, rules.time, coding)
        self.rules = rules
        self.serials = serials
        place = plan.mark.place
        heldEnd = place
        file.seek(to: place.bytes, line: place.lines)
        lifeColumn = reader.columns(of: "life").first
    }

    mutating func next() throws -> CutPiece? {
        var rows: [CutPiece.Row] = []
        var given: [LocalDay: Range<Int>] = [:]
        var end = place
        while let (row, after) = nextRow() {
            if rows.count >= Self.rows, !isLinked(row) {
                (held, heldEnd) = (row, after)
                break
            }
            rows.append(number(row, &given))
            end = after
        }
        guard !rows.isEmpty else { return nil }
        place = end
        defer { index += 1 }
        return CutPiece(index: index, rows: rows, end: end, serials: given, isMarked: file.isMarked)
    }

    private mutating func nextRow() -> (CutPiece.Row, ImportRegister.Place)? {
        if let row = held {
            held = nil
            return (row, heldEnd)
        }
        let rowsBefore = max(place.rows, heldEnd.rows)
        guard let record = file.next() else { return nil }
        heldEnd = ImportRegister.Place(rows: rowsBefore + 1, bytes: record.end, lines: record.nextLine)
        do throws(BookCells.Problem) {
            let cells = try reader.cells.split(record)
            return (CutPiece.Row(line: record.line, cells: cells, number: nil, problem: nil), heldEnd)
        } catch {
            let whole = [record.bytes]
            return (
                CutPiece.Row(line: record.line, cells: whole, number: nil, problem: error), heldEnd
            )
        }
    }

    private mutating func number(_ row: CutPiece.Row, _ given: inout [LocalDay: Range<Int>]) -> CutPiece.Row {
        if row.problem != nil { return row }
        do throws(BookCells.Problem) {
            let day = rules.time.day(of: try reader.recordedAt(row.cells))
            let serial = serials[day, default: 0] + 1
            serials[day] = serial
            given[day] = (given[day]?.lowerBound ?? serial - 1)..<serial
            let number = rules.cityCode + day.digits + padded(serial, 5)
            return CutPiece.Row(line: row.line, cells: row.cells, number: number, problem: nil)
        } catch {
            return CutPiece.Row(line: row.line, cells: row.cells, number: nil, problem: error)
        }
    }

    private func isLinked(_ row: CutPiece.Row) -> Bool {
        guard let lifeColumn, row.cells.indices.contains(lifeColumn) else { return false }
        return String(decoding: row.cells[lifeColumn], as: UTF8.self).contains("|into=")
    }
}

/// Cases that were lived, ready to be written.
struct Piece: Sendable {
    let index: Int
    let end: ImportRegister.Place
    let serials: [LocalDay: Range<Int>]
    var cases = PastCases()
    var rejected: [Rejected] = []
}

/// A row that could not be read, and why.
struct Rejected: Sendable {
    let line: Int
    let problem: BookCells.Problem
    let cells: [String]
}

/// Makes pieces ready; many do so at once.
struct PieceMaker: Sendable {
    let mapping: BookMapping
    let header: [String]
    let city: City
    let people: PastPeople
    let keys: KeyRing
    let horizon: Timestamp

    func make(_ cut: CutPiece) throws -> Piece {
        guard let coding = TextCoding(cut.isMarked ? "utf-8" : mapping.coding) else {
            throw BookError.mapping("no coding \(mapping.coding)")
        }
        let reader = try PastRowReader(mapping, header: header, city.rulebook.time, coding)
        var piece = Piece(index: cut.index, end: cut.end, serials: cut.serials)
        func reject(_ line: Int, _ cells: [[UInt8]], _ problem: BookCells.Problem) {
            let texts = cells.map { coding.text($0) ?? String(decoding: $0, as: UTF8.self) }
            piece.rejected.append(Rejected(line: line, problem: problem, cells: texts))
        }
        var rows: [PastRow] = []
        for row in cut.rows {
            guard let number = row.number else {
                reject(row.line, row.cells, row.problem ?? BookCells.Problem(column: "", words: "no number"))
                continue
            }
            do throws(BookCells.Problem) {
                rows.append(try reader.read(row.cells, line: row.line, number: number, city))
            } catch {
                reject(row.line, row.cells, error)
            }
        }
        let living = PastFamily(city: city, people: people, horizon: horizon)
        var marks = MarkCache(keys)
        for family in families(rows) {
            let (lived, refused) = living.live(family)
            for file in lived {
                try piece.cases.append(file, keys: keys, &marks, under: city.rulebook)
            }
            for (row, problem) in refused { reject(row.line, row.cells, problem) }
        }
        piece.rejected.sort { $0.line < $1.line }
        return piece
    }

    /// The rows that are linked to one another together, each other by itself.
    private func families(_ rows: [PastRow]) -> [[PastRow]] {
        var families: [[PastRow]] = []
        var places: [String: Int] = [:]
        for row in rows {
            if let parent = row.parent, let place = places[parent] {
                families[place].append(row)
                if let ref = row.ref { places[ref] = place }
            } else {
                if let ref = row.ref { places[ref] = families.count }
                families.append([row])
            }
        }
        return families
    }
}
