import Casework

/// Our own count beside the server's: where they differ is a fault of one of them.
struct Reconciliation {
    let ledger: Ledger
    /// The wall as it was before we began: what is on it already is not ours.
    let before: WallView
    let after: WallView
    /// Every case that the server lists, by number.
    let listed: [Case.Number: String]

    /// In words, each difference; empty when all is equal.
    var differences: [String] { wallDifferences + caseDifferences }

    private var caseDifferences: [String] {
        ledger.stages.sorted { $0.key < $1.key }.compactMap { number, stage in
            guard let theirs = listed[number] else { return "case \(number) is not in the list" }
            return theirs == stage.rawValue
                ? nil : "case \(number): we left it at \(stage.rawValue), the list says \(theirs)"
        }
    }

    private var wallDifferences: [String] {
        guard let day = LocalDay(after.day) else { return ["the wall shows no day: \(after.day)"] }
        let isSameDay = before.day == after.day
        var found = compare(
            "the city",
            ours: ledger.total(of: day),
            open: ledger.open(district: nil),
            Shown(after.calls, after.callbacks, after.cases, after.satisfaction),
            Shown(before.calls, before.callbacks, before.cases, before.satisfaction),
            isSameDay
        )
        let earlier = Dictionary(before.districts.map { ($0.code ?? "", $0) }) { first, _ in first }
        var seen: Set<String> = []
        for district in after.districts {
            let code = district.code ?? ""
            seen.insert(code)
            let was = earlier[code].map { Shown($0.calls, $0.callbacks, $0.cases, $0.satisfaction) }
            found += compare(
                district.name,
                ours: ledger.figures(of: day, district: code),
                open: ledger.open(district: code),
                Shown(district.calls, district.callbacks, district.cases, district.satisfaction),
                was ?? Shown(),
                isSameDay
            )
        }
        let missing = ledger.districts.subtracting(seen).filter {
            ledger.figures(of: day, district: $0) != Ledger.Figures() || ledger.open(district: $0) > 0
        }
        return found + missing.sorted().map { "district \($0) is not on the wall" }
    }

    private struct Shown {
        var calls = 0
        var callbacks = 0
        var opened = 0
        var closed = 0
        var open = 0
        var satisfaction: Double?

        init() {}

        init(_ calls: WallView.Calls, _ callbacks: Int, _ cases: WallView.Cases, _ satisfaction: Double?) {
            self.calls = calls.offered
            self.callbacks = callbacks
            (opened, closed, open) = (cases.opened, cases.closed, cases.open)
            self.satisfaction = satisfaction
        }
    }

    private func compare(
        _ place: String,
        ours: Ledger.Figures,
        open: Int,
        _ shown: Shown,
        _ was: Shown,
        _ isSameDay: Bool
    ) -> [String] {
        func theirs(_ figure: KeyPath<Shown, Int>) -> Int {
            shown[keyPath: figure] - (isSameDay ? was[keyPath: figure] : 0)
        }
        let pairs: [(String, Int, Int)] = [
            ("opened", ours.opened, theirs(\.opened)), ("closed", ours.ended, theirs(\.closed)),
            ("open", open, shown.open - was.open), ("calls", ours.calls, theirs(\.calls)),
            ("callbacks", ours.callbacks, theirs(\.callbacks)),
        ]
        var found = pairs.filter { $0.1 != $0.2 }.map {
            "\(place), \($0.0): ours \($0.1), the wall's \($0.2)"
        }
        // A share cannot be taken apart: it is compared where all who judged did so with us.
        if !isSameDay || was.callbacks == 0 {
            let share = ours.judged == 0 ? nil : Double(ours.satisfied) / Double(ours.judged)
            if share != shown.satisfaction {
                found.append(
                    "\(place), satisfaction: ours \(share.map { "\($0)" } ?? "none"), the wall's "
                        + (shown.satisfaction.map { "\($0)" } ?? "none")
                )
            }
        }
        return found
    }
}
