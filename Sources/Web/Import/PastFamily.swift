import Casework
import CityTables

/// Cases that were linked to one another, lived over again side by side; mostly it is one case alone.
struct PastFamily {
    let city: City
    let people: PastPeople
    /// Until when time makes its moves.
    let horizon: Timestamp

    private struct Member {
        let row: PastRow
        var lived: LivedCase
        var steps: ArraySlice<PastStep>
        /// Time's next move was refused: nothing more of the kind.
        var isLeftByTime = false
    }

    /// Whose step was refused, and why.
    private struct Refusal: Error {
        let member: Int
        let problem: BookCells.Problem
    }

    /// Lives them all; a row whose steps the rules refuse is left out, and the others are lived without it.
    func live(_ rows: [PastRow]) -> (lived: [LivedCase], refused: [(PastRow, BookCells.Problem)]) {
        var rows = rows
        var refused: [(PastRow, BookCells.Problem)] = []
        while !rows.isEmpty {
            do throws(Refusal) {
                return (try liveAll(rows), refused)
            } catch {
                refused.append((rows.remove(at: error.member), error.problem))
            }
        }
        return ([], refused)
    }

    private func liveAll(_ rows: [PastRow]) throws(Refusal) -> [LivedCase] {
        var members = rows.map { Member(row: $0, lived: LivedCase($0.draft), steps: $0.steps[...]) }
        while let next = next(members) {
            if let due = next.due {
                if let decision = members[next.member].lived.move(due, under: city.rulebook) {
                    follow(decision, of: next.member, by: .system, &members)
                } else {
                    members[next.member].isLeftByTime = true
                }
            } else {
                try give(to: next.member, &members)
            }
        }
        return members.map(\.lived)
    }

    /// What comes first: a step somebody gave, or a move of time, which goes first at the same instant.
    private func next(_ members: [Member]) -> (member: Int, due: DueMove?)? {
        var first: (member: Int, at: Timestamp, due: DueMove?)?
        // By their places: a member holds a whole life, and copying it takes longer than looking at it.
        for index in members.indices {
            if let at = members[index].steps.first?.at, at < first?.at ?? Timestamp(milliseconds: .max) {
                first = (index, at, nil)
            }
        }
        for index in members.indices where !members[index].isLeftByTime {
            guard let due = members[index].lived.file.nextDueMove(under: city.rulebook), due.at <= horizon,
                first.map({ due.at < $0.at || (due.at == $0.at && $0.due == nil) }) ?? true
            else { continue }
            first = (index, due.at, due)
        }
        return first.map { ($0.member, $0.due) }
    }

    private func give(to index: Int, _ members: inout [Member]) throws(Refusal) {
        guard let step = members[index].steps.popFirst() else { return }
        members[index].isLeftByTime = false
        do throws(CaseRefusal) {
            let file = members[index].lived.file
            let event =
                step.events.count == 1
                ? step.events[0]
                : step.events.first { event in isPossible(event, step, on: file) } ?? step.events[0]
            let move = Move.of(event, from: file.stage)
            if move == nil, step.isSkippable { return }
            let person = people.who(step.account, gave: move, on: file)
            var fields = step.fields
            var other: Case?
            if event == .link { other = parent(&fields, members) }
            if event == .supervisionReply { nameOrder(&fields, of: file) }
            let read =
                fields.isEmpty
                ? Fields() : try FieldReader.read(fields, for: event, on: file, FieldReader(city))
            let decision = try members[index].lived.give(
                CaseCommand(event, read),
                by: person,
                at: step.at,
                under: city.rulebook,
                beside: other
            )
            follow(decision, of: index, by: person, &members)
        } catch {
            let problem = BookCells.Problem(error)
            throw Refusal(
                member: index,
                problem: BookCells.Problem(
                    column: problem.column.isEmpty ? "life" : problem.column,
                    words:
                        "\(step.events[0].rawValue) \(city.rulebook.time.iso8601(step.at)): \(problem.words)"
                )
            )
        }
    }

    private func isPossible(_ event: EventName, _ step: PastStep, on file: Case) -> Bool {
        guard let move = Move.of(event, from: file.stage) else { return false }
        let person = people.who(step.account, gave: move, on: file)
        do throws(CaseRefusal) {
            _ = try file.permits(event, by: person, at: step.at, under: city.rulebook)
            return true
        } catch {
            return false
        }
    }

    /// The case that another row of the family is, named by its number from now on.
    private func parent(_ fields: inout [String: RawValue], _ members: [Member]) -> Case? {
        guard case .text(let ref)? = fields["into"],
            let member = members.first(where: { $0.row.ref == ref })
        else { return nil }
        fields["into"] = .text(member.lived.file.number)
        return member.lived.file
    }

    /// The how-manieth order of the case, as its number: the number holds the case's, which is new.
    private func nameOrder(_ fields: inout [String: RawValue], of file: Case) {
        guard case .text(let place)? = fields["order"], let place = Int(place),
            file.state.orders.indices.contains(place - 1)
        else { return }
        fields["order"] = .text(file.state.orders[place - 1].number)
    }

    private func follow(_ decision: Decision, of origin: Int, by person: Person, _ members: inout [Member]) {
        for consequence in decision.consequences {
            guard let index = members.firstIndex(where: { $0.lived.file.number == consequence.number }) else {
                continue
            }
            let file = members[index].lived.file
            let instant = max(decision.event.at, file.state.changedAt ?? decision.event.at)
            let from = members[origin].lived.file
            let next: Decision? =
                switch consequence {
                case .childLinked:
                    file.decideChildLinked(from.number, by: person, at: instant, under: city.rulebook)
                case .parentEnded: file.decideParentEnded(from, at: instant, under: city.rulebook)
                }
            guard let next else { continue }
            members[index].lived.take(next)
            follow(next, of: index, by: .system, &members)
        }
    }
}
