import Casework

extension WallBoard {
    /// A day's figures that add up, for `/design`.
    static func invented(_ rules: Rulebook, _ wording: Wording) -> Self {
        func row(_ name: String, _ calls: Int, _ share: Int, _ overdue: Int) -> Row {
            Row(
                name: name,
                calls: String(calls),
                bar: String(share),
                callbacks: String(calls / 8),
                opened: String(calls / 3),
                closed: String(calls / 4),
                open: String(calls / 2),
                overdue: String(overdue),
                isOverdue: overdue > 0,
                satisfaction: "96.4"
            )
        }
        let counts = [2, 1, 0, 0, 0, 1, 3, 5, 9, 14, 18, 22, 19, 16, 12, 9, 11, 17, 21, 24, 20, 15, 10, 6]
        return Self(
            hotline: rules.hotline,
            isDemonstration: true,
            date: wording.day(rules.time.day(of: wording.now)),
            time: wording.clock(wording.now) + ":00",
            districts: [row("示例东区", 840, 100, 2), row("示例西区", 360, 43, 0), row("示例新区", 240, 29, 1)],
            isDense: false,
            city: row("全市", 1440, 0, 3),
            satisfiedBar: "424",
            satisfiedWords: "满意 188 · 不满意 7 · 共 195",
            stages: [("待签收", 96), ("处置中", 412), ("待回访", 138), ("其他", 74)]
                .map { Counted(name: $0.0, count: String($0.1), bar: "") },
            topics: [("示例主题甲", 64, 100), ("示例主题乙", 41, 64), ("名字很长的示例主题丙丁戊己庚", 12, 19)]
                .map { Counted(name: $0.0, count: String($0.1), bar: String($0.2)) },
            curve: WallCurve(counts + Array(repeating: 0, count: 24), now: 23),
            alarm: "3 件超期未处置",
            advice: "请督办责任单位",
            isQuiet: false,
            newestTime: wording.clock(wording.now),
            newest: "新增 · 示例东区 · 示例主题甲"
        )
    }
}
