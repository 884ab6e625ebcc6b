import Casework
import Mustache
import Storage

/// What one unit has done in a month.
struct UnitMonth: Sendable, MustacheParent {
    let unit: String
    let code: Casework.Unit.ID
    let counts: [Tally.Name: Int]

    subscript(_ name: Tally.Name) -> Int { counts[name] ?? 0 }

    func child(named name: String) -> Any? {
        switch name {
        case "unit": unit
        case "code": code
        case "cells": cells
        default: nil
        }
    }

    static let titles = ["派入", "已办", "其中超期", "按期率", "迟签收", "退单", "返工", "重办", "评价", "满意率"]

    var cells: [String] {
        func count(_ name: Tally.Name) -> String { String(self[name]) }
        return [
            count(.received), count(.finished), count(.late),
            Self.share(self[.finished] - self[.late], of: self[.finished]), count(.signedLate),
            count(.returned), count(.reworked), count(.redone), count(.judged),
            Self.share(self[.satisfied], of: self[.judged]),
        ]
    }

    /// `98.5 %`, and a dash where there is nothing to divide by.
    private static func share(_ part: Int, of whole: Int) -> String {
        guard whole > 0 else { return "—" }
        let tenths = (part * 2000 / whole + 1) / 2
        return "\(tenths / 10).\(tenths % 10) %"
    }
}

/// `/figures`.
struct FiguresPage: Page, MustacheParent {
    let title = "月度统计"
    /// The first of it.
    let first: LocalDay
    /// Whether the month has not ended.
    let isRunning: Bool
    let rows: [UnitMonth]

    /// `2018-09`.
    var month: String { first.month }

    func child(named name: String) -> Any? {
        switch name {
        case "month": month
        case "before": (first + -1).month
        case "after": (first + 31).month
        case "isRunning": isRunning
        case "titles": UnitMonth.titles
        case "rows": rows
        case "hasRows": !rows.isEmpty
        case "sum": sum
        default: nil
        }
    }

    private var sum: UnitMonth {
        UnitMonth(
            unit: "合计",
            code: "",
            counts: rows.reduce(into: [:]) { $0.merge($1.counts, uniquingKeysWith: +) }
        )
    }

    var table: [[String]] {
        [["单位"] + UnitMonth.titles] + (rows + [sum]).map { [$0.unit] + $0.cells }
    }
}
