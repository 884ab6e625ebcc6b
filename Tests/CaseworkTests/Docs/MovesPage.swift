@testable import Casework

/// The handbook's page of stages and moves, drawn from the code's own table.
enum MovesPage {
    static var text: String {
        """
        # Stages and moves

        Drawn from the table of moves in `Sources/Casework` by `MovesPageTests`: run the tests with
        `HUIYIN_WRITE_DOCS=1` to write it anew. `live` is every stage that is neither final nor a draft.

        ```mermaid
        stateDiagram-v2
            direction TB
        \(lines(names))
            state "任一在办环节" as live
            [*] --> draft
        \(lines(arrows))
        \(lines(ends))
        ```

        ## Stages

        | stage | name | phase | final |
        | --- | --- | --- | --- |
        \(CaseStage.allCases.map(row).joined(separator: "\n"))

        ## Moves

        `*` marks what must be given. `=` means that the stage stays.

        | move | from | event | on the button | to | fields | effects |
        | --- | --- | --- | --- | --- | --- | --- |
        \(Move.all.map(row).joined(separator: "\n"))

        """
    }

    private static func lines(_ lines: [String]) -> String {
        lines.map { "    " + $0 }.joined(separator: "\n")
    }

    private static var names: [String] {
        CaseStage.allCases.map { "state \"\($0.chinese)\" as \($0.rawValue)" }
    }

    /// One arrow for each pair of stages, with all the buttons that lead along it.
    private static var arrows: [String] {
        var order: [String] = []
        var events: [String: [String]] = [:]
        for move in Move.all {
            guard let to = move.to else { continue }
            let arrow = "\(move.fromWord) --> \(to.rawValue)"
            if events[arrow] == nil { order.append(arrow) }
            events[arrow, default: []].append(move.event.chinese)
        }
        return order.map { "\($0): " + (events[$0] ?? []).joined(separator: " / ") }
    }

    private static var ends: [String] {
        CaseStage.allCases.filter(\.isFinal).map { "\($0.rawValue) --> [*]" }
    }

    private static func row(_ stage: CaseStage) -> String {
        "| `\(stage.rawValue)` | \(stage.chinese) | \(stage.phase) | \(stage.isFinal ? "yes" : "") |"
    }

    private static func row(_ move: Move) -> String {
        let fields = move.fields.map { "\($0.field.rawValue)\($0.isRequired ? "\\*" : "")" }.joined(
            separator: ", "
        )
        let effects = move.effects.map(\.rawValue).joined(separator: "; ")
        let to = move.to.map { "`\($0.rawValue)`" } ?? "="
        return "| \(move.id) | `\(move.fromWord)` | `\(move.event.rawValue)` | \(move.event.chinese) | \(to) "
            + "| \(fields) | \(effects) |"
    }
}
