import Casework
import Storage

/// Tells whoever was overtaken what happened to the case while the page stood open, whichever page it was.
struct MeanwhileTeller: Sendable {
    let file: Case
    let history: [CaseEvent]
    let person: Person
    let sight: Sight
    let names: [Person.ID: String]
    let wording: Wording

    /// The case as the form was made for it, and what others did since; nil if that is not why it was refused.
    func meanwhile(_ typed: TypedForm) -> (before: Case, meanwhile: Meanwhile)? {
        guard typed.isOvertaken, let version = typed.version else { return nil }
        let before = Case.replayed(number: file.number, events: history.prefix { $0.sequence <= version })
        let maker = MeanwhileMaker(before: before, after: file, sight: sight, names: names, wording: wording)
        let story = StoryTeller(wording: wording, names: names).story(of: file.number, history)
        let meanwhile = Meanwhile(
            story: story.filter { $0.sequence > version },
            differences: maker.differences,
            refusal: refusal(of: typed.event)
        )
        return (before, meanwhile)
    }

    /// Why it cannot be done any more; empty if it can.
    private func refusal(of event: EventName) -> String {
        do throws(CaseRefusal) {
            _ = try file.permits(event, by: person, at: wording.now, under: wording.rules)
            return ""
        } catch {
            return error.message
        }
    }
}
