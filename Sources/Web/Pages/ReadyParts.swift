import Casework
import Mustache
import Storage
private import Synchronization

/// Parts of pages that are laid into them as they are: what is the same until the city's tables change, and rows of lists.
final class ReadyParts: Sendable {
    private struct Known: Sendable {
        var version: Int
        var parts: [String: MustacheTemplate] = [:]
    }

    // Rows that many lists show, and show again, by all that they say; a page has fifty.
    fileprivate let queueRows = Memo<QueueRow, MustacheTemplate?>(generation: 2000)
    fileprivate let jobRows = Memo<JobRow, MustacheTemplate?>(generation: 2000)
    fileprivate let callbackRows = Memo<CallbackList.Entry, MustacheTemplate?>(generation: 1000)

    private let known = Mutex(Known(version: -1))
    /// Who asks for whatever comes to mind fills no more than this.
    private static let most = 500

    fileprivate func find(_ name: String, _ version: Int) -> MustacheTemplate? {
        known.withLock { $0.version == version ? $0.parts[name] : nil }
    }

    fileprivate func keep(_ part: MustacheTemplate, _ name: String, _ version: Int) {
        known.withLock { known in
            if known.version != version || known.parts.count >= Self.most { known = Known(version: version) }
            known.parts[name] = part
        }
    }
}

extension PageLibrary {
    /// What `make` gives, in its template, under a name that stands for all that it depends on but the city's tables.
    func ready(_ name: String, under rules: Rulebook, template: String, _ make: () -> some Sendable)
        -> MustacheTemplate?
    {
        if let part = ready.find(name, rules.version) { return part }
        guard let part = part(make(), template: template) else { return nil }
        ready.keep(part, name, rules.version)
        return part
    }

    func rows(_ rows: [QueueRow]) -> [MustacheTemplate] {
        rows.compactMap { row in ready.queueRows.made(of: row) { part(row, template: "QueueRow") } }
    }

    func rows(_ rows: [CallbackList.Entry]) -> [MustacheTemplate] {
        rows.compactMap { row in ready.callbackRows.made(of: row) { part(row, template: "CallbackRow") } }
    }

    func rows(_ jobs: [Job]) -> [JobLine] {
        jobs.map { job in
            func make() -> MustacheTemplate? { part(job.row, template: "JobRow") }
            return JobLine(
                row: job.hasWords ? make() : ready.jobRows.made(of: job.row, make),
                step: job.step
            )
        }
    }

    /// What was rendered holds no tags any more, and is read as a template without fail.
    private func part(_ value: some Sendable, template: String) -> MustacheTemplate? {
        try? MustacheTemplate(string: text(value, template: template))
    }
}
