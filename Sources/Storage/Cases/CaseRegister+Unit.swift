package import Casework

/// What a unit's page asks for about many cases at once.
extension CaseRegister {
    /// How many of the unit's live cases stand in each stage, those included where it only assists.
    package func liveStages(of unit: Unit.ID) async throws -> [CaseStage: Int] {
        try await books.read { connection in
            var counts: [CaseStage: Int] = [:]
            let own = try connection.execute(
                "SELECT stage, COUNT(*) AS n FROM cases WHERE unit = \(unit) AND ended_at IS NULL GROUP BY stage"
            )
            let assisted = try connection.execute(
                """
                SELECT c.stage, COUNT(*) AS n FROM cases c
                WHERE c.assisted = 1 AND c.unit <> \(unit)
                    AND c.stage IN (\(SQL.list([CaseStage.signing, .handling, .suspended].map(\.rawValue))))
                    AND EXISTS (SELECT 1 FROM case_units u WHERE u.unit = \(unit) AND u.case_id = c.id)
                GROUP BY c.stage
                """
            )
            for row in own + assisted {
                guard let stage = CaseStage(rawValue: try row.text("stage")) else { continue }
                counts[stage, default: 0] += Int(try row.integer("n"))
            }
            return counts
        }
    }

    /// The latest event of this kind in each of the cases, where there is one; all in one question.
    package func latest(_ event: EventName, in files: [CaseFile]) async throws -> [Case.Number: CaseEvent] {
        guard !files.isEmpty else { return [:] }
        let rows = try await books.read { connection in
            try connection.execute(
                """
                SELECT c.number, c.case_key, e.seq, e.at, e.person, e.kind, e.body, e.private, e.hash
                FROM case_events e JOIN cases c ON c.id = e.case_id
                WHERE e.kind = \(event.rawValue) AND e.case_id IN (\(SQL.list(files.map(\.id))))
                ORDER BY e.case_id, e.seq
                """
            )
        }
        var latest: [Case.Number: (event: StoredEvent, key: [UInt8]?)] = [:]
        for row in rows {
            latest[try row.text("number")] = (try StoredEvent(row), row.optionalBytes("case_key"))
        }
        return try latest.mapValues { try EventCodec.read($0.event, key: $0.key.map(keys.caseKey)) }
    }
}
