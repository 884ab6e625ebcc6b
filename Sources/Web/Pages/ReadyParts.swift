import Casework
import Mustache
import Storage

/// Parts of pages that are laid into them as they are: what is the same until the city's tables change, and rows of lists.
struct ReadyParts: Sendable {
    /// A part by its name and the version of the city's tables that it was made by.
    fileprivate struct Name: Hashable {
        let name: String
        let version: Int
    }

    /// Who asks for whatever comes to mind fills no more than twice this.
    fileprivate let parts = Memo<Name, MustacheTemplate?>(generation: 250)
    // Rows that many lists show, and show again, by all that they say; a page has fifty.
    fileprivate let queueRows = Memo<QueueRow, MustacheTemplate?>(generation: 2000)
    fileprivate let jobRows = Memo<JobRow, MustacheTemplate?>(generation: 2000)
    fileprivate let callbackRows = Memo<CallbackList.Entry, MustacheTemplate?>(generation: 1000)
    fileprivate let fields = Memo<FormField, MustacheTemplate?>(generation: 500)
}

extension PageLibrary {
    /// What `make` gives, in its template, under a name that stands for all that it depends on but the city's tables.
    func ready(_ name: String, under rules: Rulebook, template: String, _ make: () -> some Sendable)
        -> MustacheTemplate?
    {
        ready.parts.made(of: ReadyParts.Name(name: name, version: rules.version)) {
            part(make(), template: template)
        }
    }

    func rows(_ rows: [QueueRow]) -> [MustacheTemplate] {
        rows.compactMap { row in ready.queueRows.made(of: row) { part(row, template: "QueueRow") } }
    }

    func rows(_ rows: [CallbackList.Entry]) -> [MustacheTemplate] {
        rows.compactMap { row in ready.callbackRows.made(of: row) { part(row, template: "CallbackRow") } }
    }

    func rows(_ fields: [FormField]) -> [MustacheTemplate] {
        fields.compactMap { field in ready.fields.made(of: field) { part(field, template: "FormField") } }
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
