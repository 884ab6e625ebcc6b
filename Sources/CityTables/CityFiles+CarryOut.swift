extension CityFiles {
    /// These tables with changes that were made from others of the same city.
    ///
    /// - Throws: `RowMoved` if a row is no longer what it was changed from.
    package func carryingOut(_ changes: [RowChange]) throws(RowMoved) -> CityFiles {
        var files = self
        for change in changes {
            do { files = try files.carryingOut(change) } catch { throw RowMoved(change: change) }
        }
        return files
    }

    private func carryingOut(_ change: RowChange) throws(CityEditRefusal) -> CityFiles {
        let file = change.file
        let keyColumn = TableShape(rawValue: file)?.key
        switch (change.before, change.after) {
        case (nil, nil): return self
        case (let before?, nil): return try removingRow(from: file, where: before)
        case (nil, let after?):
            let isThere = try rows(of: file).contains { row in
                keyColumn.map { row[$0] == after[$0] } ?? (row == after)
            }
            guard !isThere else { throw .severalRows }
            return try appendingRow(to: file, after.filter { !$0.value.isEmpty })
        case (let before?, let after?):
            guard let keyColumn else { throw .noSuchColumn("key", file: file) }
            let columns = change.columns
            let isAsBefore = try rows(of: file).contains { row in
                row[keyColumn] == change.key
                    && columns.allSatisfy { (row[$0] ?? "") == (before[$0] ?? "") }
            }
            guard isAsBefore else { throw .noSuchRow }
            let cells = Dictionary(uniqueKeysWithValues: columns.map { ($0, after[$0] ?? "") })
            return try replacingCells(in: file, row: change.key, cells)
        }
    }
}

/// A row has been changed since, or is gone: what was to be done with it cannot be done any more.
package struct RowMoved: Error, Sendable, Equatable {
    package let change: RowChange
}
