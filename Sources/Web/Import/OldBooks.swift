package import Casework
import CityTables
private import Crypto
private import Foundation
package import Storage

/// A city's old books, read whole: every case as if it had been lived here, and what cannot be is put aside.
///
/// One reader cuts the file into pieces, as many as there are cores live them over again and, once it is known how many
/// cases came before, link their chains; one writer writes them in order, each with the mark of how far it reaches, and
/// after the last one of a block of the index, its words. Where it was stopped, those of a block are still to be indexed.
package struct OldBooks: Sendable {
    let books: Books
    let scribe: Scribe
    let keys: KeyRing

    package init(books: Books, scribe: Scribe, keys: KeyRing) {
        self.books = books
        self.scribe = scribe
        self.keys = keys
    }

    private func register(_ time: CivilTime) -> ImportRegister {
        ImportRegister(books: books, scribe: scribe, keys: keys, time: time)
    }

    /// What is to be read, and how.
    package struct Request: Sendable {
        package let file: String
        package let mapping: BookMapping
        /// Where rejected rows go.
        package let rejects: String
        package let cores: Int

        package init(file: String, mapping: BookMapping?, rejects: String, cores: Int) {
            self.file = file
            self.mapping = mapping ?? .own
            self.rejects = rejects
            self.cores = cores
        }
    }

    /// What there is to read, before it is read.
    package struct Plan: Sendable {
        package let mark: ImportRegister.Mark
        /// Columns of theirs that nothing is read from.
        package let unread: [String]
        let header: [String]
    }

    /// Whether the first line of a file names a column for the instant of recording: then it is old books.
    package static func areOld(_ file: String, _ mapping: BookMapping?) throws -> Bool {
        if mapping != nil { return true }
        return try header(of: file, .own).names.contains("recordedAt")
    }

    private static func header(of path: String, _ mapping: BookMapping) throws
        -> (names: [String], place: ImportRegister.Place)
    {
        let file = try BookFile(path: path, separator: mapping.separator)
        guard let record = file.next(), let coding = TextCoding(file.isMarked ? "utf-8" : mapping.coding)
        else {
            throw BookError.empty(path)
        }
        let cells = BookCells(coding: coding, separator: mapping.separator)
        do throws(BookCells.Problem) {
            var names: [String] = []
            for cell in try cells.split(record) { names.append(try cells.text(cell, of: "header").trimmed) }
            return (names, ImportRegister.Place(bytes: record.end, lines: record.nextLine))
        } catch {
            throw BookError.mapping("\(path), line 1: \(error.words)")
        }
    }

    /// Looks through the whole file, so that it is known how much there is and whether some of it has been read.
    package func plan(_ request: Request, at now: Timestamp) async throws -> Plan {
        guard let city = try await CityRegister(books: books, scribe: scribe).newest()?.city else {
            throw HotlineError.noCity
        }
        let (header, place) = try Self.header(of: request.file, request.mapping)
        guard let coding = TextCoding(request.mapping.coding) else { throw BookError.empty(request.file) }
        let reader = try PastRowReader(request.mapping, header: header, city.rulebook.time, coding)
        let file = try BookFile(path: request.file, separator: request.mapping.separator)
        var hasher = SHA256()
        hasher.update(data: Array(request.mapping.text.utf8))
        var rows = -1
        while let record = file.next() {
            hasher.update(data: record.bytes)
            rows += 1
        }
        let id = Data(hasher.finalize()).base64EncodedString()
        let name = URL(filePath: request.file).lastPathComponent
        let mark = try await register(city.rulebook.time).begin(
            id,
            file: name,
            total: rows,
            from: place,
            at: now
        )
        return Plan(mark: mark, unread: reader.unread, header: header)
    }

    /// Reads what is not read yet; `progress` is told after every piece.
    package func read(
        _ request: Request,
        _ plan: Plan,
        at now: Timestamp,
        progress: (ImportRegister.Mark) -> Void
    ) async throws -> ImportRegister.Mark {
        guard let city = try await CityRegister(books: books, scribe: scribe).newest()?.city else {
            throw HotlineError.noCity
        }
        let register = register(city.rulebook.time)
        let people = try await people(city, at: now)
        let maker = PieceMaker(
            mapping: request.mapping,
            header: plan.header,
            city: city,
            people: people,
            keys: keys,
            horizon: plan.mark.begunAt
        )
        var cutter = try PieceCutter(request, plan, city.rulebook, serials: try await register.serials())
        var writing = Writing(
            register: register,
            index: SearchIndex(books: books, scribe: scribe, keys: keys),
            mark: plan.mark,
            rejects: RejectFile(path: request.rejects, header: plan.header, length: plan.mark.rejectBytes)
        )
        try await withThrowingTaskGroup(of: Made.self) { group in
            var (underWay, nextLived, nextID) = (0, 0, plan.mark.firstID + Int64(plan.mark.recorded))
            var lived: [Int: Piece] = [:]
            while true {
                while underWay < request.cores + 2, let cut = try cutter.next() {
                    underWay += 1
                    group.addTask { .lived(try maker.make(cut)) }
                }
                switch try await group.next() {
                case .lived(let piece):
                    lived[piece.index] = piece
                    // Their ids follow from how many of those before them came through.
                    while let piece = lived.removeValue(forKey: nextLived) {
                        let first = nextID
                        nextID += Int64(piece.cases.count)
                        nextLived += 1
                        group.addTask { .numbered(piece, piece.cases.rows(from: first)) }
                    }
                case .numbered(let piece, let rows):
                    underWay -= try await writing.take(piece, rows, progress)
                case nil: return try await writing.finish()
                }
            }
        }
        try await register.end(writing.mark, of: request.file, by: people.hall, at: now)
        return writing.mark
    }

    private enum Made: Sendable {
        case lived(Piece)
        case numbered(Piece, PastRows)
    }

    /// Writes pieces in their order: the mark says that everything before it has been read.
    private struct Writing {
        let register: ImportRegister
        let index: SearchIndex
        var mark: ImportRegister.Mark
        let rejects: RejectFile
        private var waiting: [Int: (Piece, PastRows)] = [:]
        private var next = 0
        private var words = GatheredWords()

        init(register: ImportRegister, index: SearchIndex, mark: ImportRegister.Mark, rejects: RejectFile) {
            (self.register, self.index, self.mark, self.rejects) = (register, index, mark, rejects)
        }

        /// Gives how many pieces it has written.
        mutating func take(_ piece: Piece, _ rows: PastRows, _ progress: (ImportRegister.Mark) -> Void)
            async throws -> Int
        {
            waiting[piece.index] = (piece, rows)
            let before = next
            while let (piece, rows) = waiting.removeValue(forKey: next) {
                mark.place = piece.end
                mark.recorded += rows.count
                mark.rejected += piece.rejected.count
                // On the disk before the books say so: a mark never counts rows that the file has lost.
                mark.rejectBytes = try rejects.append(piece.rejected)
                try await register.write(rows, serials: piece.serials, mark: mark)
                words.add(rows.words)
                try await index.take(words.takeWhole())
                next += 1
                progress(mark)
            }
            return next - before
        }

        /// Indexes the words of the last block, too.
        mutating func finish() async throws { try await index.take(words) }
    }

    /// Those whom the books know, and the two who stand for everybody whom they do not know; nobody signs in as those.
    private func people(_ city: City, at now: Timestamp) async throws -> PastPeople {
        let register = PeopleRegister(books: books, scribe: scribe)
        func stand(_ account: String, _ name: String) async throws -> Person.ID {
            if let known = try await register.account(account) { return known.person.id }
            return try await register.save(
                account: account,
                name: name,
                roles: [],
                team: nil,
                unit: nil,
                isActive: false,
                isDemonstration: city.rulebook.isDemonstration,
                by: nil,
                from: "",
                at: now
            )
        }
        let hall = try await stand("old-books", "旧系统")
        let units = try await stand("old-books-units", "旧系统·处置单位")
        let known = try await register.list().map { ($0.person.account, $0.person) }
        return PastPeople(
            Dictionary(known) { first, _ in first },
            hall: hall,
            units: units,
            city.rulebook
        )
    }
}
