import Casework
import Foundation

/// Whole months, the last one included.
struct HistoryPeriod {
    let first: LocalDay
    let last: LocalDay

    init?(_ text: String) {
        let ends = text.split(separator: ".", omittingEmptySubsequences: true)
        guard ends.count == 2, let first = LocalDay(ends[0] + "-01"), let begin = LocalDay(ends[1] + "-01")
        else {
            return nil
        }
        let (year, month, _) = begin.parts
        let next =
            month == 12
            ? LocalDay(year: year + 1, month: 1, day: 1) : LocalDay(year: year, month: month + 1, day: 1)
        guard let next, first < next else { return nil }
        (self.first, last) = (first, next + -1)
    }
}

extension Simulate {
    /// Writes a past, and says how it compares with its sources.
    func write(_ period: HistoryPeriod) async throws {
        let folder = try city ?? Home.find().appending(path: "Cities/weifang").path
        let writer = try HistoryWriter(
            try CityFolder.city(folder),
            from: period.first,
            to: period.last,
            cases: cases,
            seed: seed
        )
        guard FileManager.default.createFile(atPath: output, contents: nil),
            let file = FileHandle(forWritingAtPath: output)
        else { throw Failure("cannot write \(output)") }
        var progress = Progress("cases", total: cases)
        let tally = try await writer.write(to: file) { progress.done($0) }
        try file.close()
        let days = HistoryDays(from: period.first, to: period.last, cases: cases, seed: seed)
        for line in HistorySources(writer.model, days).lines(tally) { Output.line(line) }
        Output.line(
            "wrote \(tally.cases) cases to \(output): \(tally.events) events, \(tally.linked) linked, \(tally.ended) ended, "
                + "\(tally.satisfied) content of \(tally.judged) who said so"
        )
    }
}
