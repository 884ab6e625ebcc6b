package import Casework

extension CaseRegister {
    /// The next instant at which time itself moves a case; nil if it moves none.
    package func nextDueInstant() async throws -> Timestamp? {
        try await books.read {
            try $0.execute("SELECT MIN(next_at) AS at FROM cases WHERE next_at IS NOT NULL").first?
                .optionalInteger("at").map(Timestamp.init(milliseconds:))
        }
    }

    /// Makes the moves that have fallen due by `now`, in the order of their instants; gives how many were made.
    ///
    /// It acts as the system's person, through the same door as everybody. Moves are stamped with `now`.
    package func sweep(at now: Timestamp, under rules: Rulebook) async throws -> Int {
        let numbers = try await books.read {
            try $0.execute(
                """
                SELECT number FROM cases WHERE next_at IS NOT NULL AND next_at <= \(now)
                ORDER BY next_at, id LIMIT 500
                """
            ).map { try $0.text("number") }
        }
        for number in numbers { try await makeDueMove(of: number, at: now, under: rules) }
        return numbers.count
    }

    private func makeDueMove(of number: Case.Number, at now: Timestamp, under rules: Rulebook) async throws {
        try await scribe.write { [keys] batch in
            guard var open = try OpenCase.load(number: number, in: batch.connection, keys: keys),
                let due = open.entry.file.nextDueMove(under: rules), due.at <= now
            else {
                // Nothing is due after all: the rules have changed since the row was written.
                return try lookAgainLater(number, under: rules, in: batch)
            }
            do {
                let decisions = try decide(
                    [due.command],
                    on: open.entry.file,
                    by: .system,
                    at: now,
                    under: rules,
                    in: batch
                )
                try carryOut(decisions, on: &open, by: .system, at: now, under: rules, in: batch)
            } catch is CaseRefusal {
                try batch.execute("UPDATE cases SET next_at = NULL WHERE number = \(number)")
            }
        }
    }

    private func lookAgainLater(_ number: Case.Number, under rules: Rulebook, in batch: Batch) throws {
        let file = try OpenCase.load(number: number, in: batch.connection, keys: keys)?.entry.file
        let next = file?.nextDueMove(under: rules)?.at
        try batch.execute("UPDATE cases SET next_at = \(next) WHERE number = \(number)")
    }
}
