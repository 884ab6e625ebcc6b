import Casework

/// The row of a case: a snapshot that lists are made of, and that replaying the events gives.
extension CaseRegister {
    /// The row of a case that begins.
    func insert(_ new: NewCase, as open: OpenCase, in batch: Batch) throws {
        let values: [SQLValue] = [
            open.entry.id.sqlValue, open.entry.file.number.sqlValue, new.nextAt?.sqlValue ?? .null,
            new.storedKey.sqlValue, new.snapshot.sqlValue, new.sealed?.sqlValue ?? .null,
        ]
        try batch.send(SQL(Self.insertion, values + new.columns))
    }

    private static let insertion: String = {
        let names = "id, number, next_at, case_key, state, sealed, " + CaseColumns.namesText
        let marks = names.split(separator: ",").map { _ in "?" }.joined(separator: ", ")
        return "INSERT INTO cases (\(names)) VALUES (\(marks))"
    }()

    /// The row as it is now; the personal words are sealed anew only if they have changed.
    func update(_ open: OpenCase, _ key: CaseKey, from before: Case, under rules: Rulebook, in batch: Batch)
        throws
    {
        let file = open.entry.file
        let columns = CaseColumns(file, keys: keys, time: rules.time)
        try batch.send(
            """
            UPDATE cases
            SET \(columns.assignments), next_at = \(file.nextDueMove(under: rules)?.at),
                state = \(file.state.stored)
            WHERE id = \(open.entry.id)
            """
        )
        if before.personal != file.personal || before.state.content.place != file.state.content.place
            || before.state.content.topic != file.state.content.topic
        {
            try SearchIndex.lookAgain(at: open.entry.id, in: batch)
        }
        guard before.personal != file.personal else { return }
        let sealed = try key.seal(file.personal.stored)
        try batch.send("UPDATE cases SET sealed = \(sealed) WHERE id = \(open.entry.id)")
    }

    /// Which units have to do with it; `before` is nil for a case that has just begun.
    func saveUnits(of open: OpenCase, from before: CaseState?, in batch: Batch) throws {
        let state = open.entry.file.state
        if let before {
            if before.assisting == state.assisting, before.unit == state.unit { return }
            if !before.assisting.isEmpty || before.unit != nil {
                try batch.send("DELETE FROM case_units WHERE case_id = \(open.entry.id)")
            }
            try SearchIndex.lookAgain(at: open.entry.id, in: batch)
        }
        for unit in state.units.sorted() {
            try batch.send("INSERT INTO case_units (case_id, unit) VALUES (\(open.entry.id), \(unit))")
        }
    }
}

extension CaseState {
    /// The units that have to do with it: the one that has it, and those that help.
    var units: Set<Casework.Unit.ID> { Set(assisting + [unit].compactMap { $0 }) }
}
