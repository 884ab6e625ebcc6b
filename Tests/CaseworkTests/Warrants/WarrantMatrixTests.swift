import Testing

@testable import Casework

@Suite("Who may")
struct WarrantMatrixTests {
    @Test("make a move, by the two tables alone, for every role", arguments: Tables.moves)
    func matrix(_ row: Tables.Row) throws {
        let event = try #require(EventName(rawValue: row[cell: "event"]))
        let story = try Story.fit(for: CaseStage(rawValue: row[cell: "from"]) ?? .handling)
        for role in Role.allCases {
            for unit in role.isOfUnit ? ["ROADS", "LAMPS"] : [nil] {
                let person = People.person(77, role, unit: unit)
                let expected = Reach(role: role.rawValue, isOwnUnit: unit != nil && unit == story.state.unit)
                    .covers(row[cell: "permission"], isDraft: story.file.stage == .draft)
                #expect(
                    isRefusedForWho(event, person, story) == !expected,
                    "\(role) of \(unit ?? "the hall")"
                )
            }
        }
        #expect(isRefusedForWho(event, .system, story) == !row[cell: "permission"].hasPrefix("system"))
    }

    /// Whether stage and state aside it is not this person's to do.
    private func isRefusedForWho(_ event: EventName, _ person: Person, _ story: Story) -> Bool {
        do throws(CaseRefusal) {
            _ = try story.file.permits(event, by: person, at: story.now, under: story.rules)
            return false
        } catch {
            return error.code == .notPermitted || error.code == .notFound
        }
    }
}

/// What a role of the table reaches, in a case that is its own unit's or is not.
private struct Reach {
    let role: String
    let isOwnUnit: Bool

    func covers(_ words: String, isDraft: Bool) -> Bool {
        guard isDraft || has("case.see") else { return false }
        return switch words {
        case "system": false
        case "case.record, or the source's own token": everywhere("case.record")
        case "case.record; from 12345: case.decline": everywhere("case.record")
        case "case.sign of the unit, or case.actForUnit":
            ownUnit("case.sign") || everywhere("case.actForUnit")
        case "case.handle of the unit, or case.actForUnit":
            ownUnit("case.handle") || everywhere("case.actForUnit")
        case "unit.manage": ownUnit("unit.manage")
        case "case.approveExtension (second one: case.approveSecondExtension)":
            everywhere("case.approveExtension")
        case "system when the date comes; case.handle of the unit; case.dispatch":
            ownUnit("case.handle") || everywhere("case.dispatch")
        case "case.redo (second time: case.redoAgain)": everywhere("case.redo")
        case "case.acceptDissatisfied (after two redos: case.redoAgain)":
            everywhere("case.acceptDissatisfied")
        case "case.void; one's own undispatched case within 10 minutes: case.record": everywhere("case.void")
        default: has(words)
        }
    }

    private func has(_ permission: String) -> Bool { everywhere(permission) || ownUnit(permission) }

    private func everywhere(_ permission: String) -> Bool { row(permission)?["where"] == "everywhere" }

    private func ownUnit(_ permission: String) -> Bool {
        isOwnUnit && row(permission)?["where"] == "own unit"
    }

    private func row(_ permission: String) -> Tables.Row? {
        Tables.permissions.first { $0["role"] == role && $0["permission"] == permission }
    }
}
