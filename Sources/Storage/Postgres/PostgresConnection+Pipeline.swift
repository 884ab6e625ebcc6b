private import CLibPQ

/// Statements that go one after the other without waiting for their answers.
///
/// A recorded case is a dozen statements; each by itself would be a journey to the server and back.
extension PostgresConnection {
    /// Few enough that neither side's buffers fill while the other is not reading.
    private static let mostPending = 64

    func send(_ sql: SQL) throws(StorageError) {
        // The first of its text is prepared, which takes an answer.
        guard let name = prepared[sql.text] else {
            try execute(sql)
            return
        }
        let values = try PostgresValues(sql.values)
        if pending == 0, PQenterPipelineMode(handle) != 1 { throw fault(nil) }
        pending += 1
        let isSent = values.withPointers {
            PQsendQueryPrepared(handle, name, Int32($0.count), $0, nil, nil, 0)
        }
        guard isSent == 1 else { throw fault(nil) }
        changes += 1
        if pending >= Self.mostPending { try settle() }
    }

    /// Takes in the answers of what was sent; the first that says no is thrown.
    func settle() throws(StorageError) {
        if pending == 0 { return }
        pending = 0
        var refusal: StorageError?
        if PQpipelineSync(handle) == 1 { refusal = takeAnswers() } else { refusal = fault(nil) }
        if PQexitPipelineMode(handle) != 1 { isEnding = true }
        if let refusal { throw refusal }
    }

    private func takeAnswers() -> StorageError? {
        var refusal: StorageError?
        while true {
            guard let result = PQgetResult(handle) else {
                // Nothing stands between two answers; for ever, if the line is gone.
                if PQstatus(handle) != CONNECTION_OK { return refusal ?? fault(nil) }
                continue
            }
            defer { PQclear(result) }
            switch PQresultStatus(result) {
            case PGRES_PIPELINE_SYNC: return refusal
            case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_PIPELINE_ABORTED: continue
            default: refusal = refusal ?? fault(result)
            }
        }
    }
}
