import Casework
import Storage

extension WallBoard {
    init(_ figures: WallFigures, _ today: TodayOnWall, _ rules: Rulebook, _ shortNames: [Area.Code: String]) {
        hotline = rules.hotline
        isDemonstration = rules.isDemonstration
        let (hour, minute, second) = rules.time.hourMinuteSecond(figures.at)
        let (_, month, dayOfMonth) = figures.day.parts
        let weekdays = ["一", "二", "三", "四", "五", "六", "日"]
        date = "\(month) 月 \(dayOfMonth) 日 周\(weekdays[figures.day.weekday - 1])"
        time = "\(padded(hour, 2)):\(padded(minute, 2)):\(padded(second, 2))"

        let most = figures.districts.map { $0[.calls] }.max() ?? 0
        districts = figures.districts.map { district in
            Row(district, name: district.code.flatMap { shortNames[$0] } ?? district.name, most: most)
        }
        isDense = figures.districts.count > 7
        city = Row(figures.city, name: "全市", most: 0)
        let judged = figures.city[.judged]
        satisfiedBar = judged == 0 ? "" : String(Int(440 * (figures.city.satisfaction ?? 0)))
        satisfiedWords =
            judged == 0
            ? "今日还没有评价"
            : "满意 \(figures.city[.satisfied]) · 不满意 \(judged - figures.city[.satisfied]) · 共 \(judged)"
        stages = Self.steps.map { name, stages in
            Counted(name: name, count: String(stages.reduce(0) { $0 + (today.stages[$1] ?? 0) }), bar: "")
        }
        let commonest = today.topics.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(5)
        let mostOfTopic = commonest.first?.value ?? 1
        topics = commonest.map { code, count in
            Counted(
                name: rules.topics[code]?.name ?? code,
                count: String(count),
                bar: String(100 * count / mostOfTopic)
            )
        }
        curve = WallCurve(today.halfHours, now: hour * 2 + minute / 30)
        (alarm, advice) = Self.alarm(today, figures, rules)
        isQuiet = alarm.isEmpty
        let newestCase = today.newest
        newestTime = newestCase.map { Self.hourAndMinute($0.at, rules) } ?? ""
        newest =
            newestCase.map { found in
                let district = found.district.map { shortNames[$0] ?? rules.areas[$0]?.name ?? $0 } ?? "未定位"
                return "新增 · \(district) · \(found.topic.flatMap { rules.topics[$0]?.name } ?? "未分类")"
            } ?? "今日还没有案件"
    }

    /// Where open cases stand, in steps that add up to all of them.
    private static let steps: [(String, [CaseStage])] = [
        ("待受理", [.intake]), ("待立案", [.registering, .verifying]), ("待派遣", [.dispatching, .coordinating]),
        ("待签收", [.signing]), ("处置中", [.handling]), ("挂账", [.suspended]), ("待审核", [.feedback, .checking]),
        ("待回访", [.callingBack]), ("待结案", [.closing]), ("其他", [.forwarded, .linked]),
    ]

    /// The worst first: matters that belong to nobody, then what is late.
    private static func alarm(_ today: TodayOnWall, _ figures: WallFigures, _ rules: Rulebook) -> (
        String, String
    ) {
        if today.unrouted > 0 {
            let waited = today.unroutedSince.map { (figures.at - $0) / 60 } ?? 0
            return (
                "\(today.unrouted) 件没有责任单位",
                "最久已等 \(waited < 60 ? "\(waited) 分" : "\(waited / 60) 时 \(waited % 60) 分")，请派遣员指定单位"
            )
        }
        if figures.city.overdue > 0 { return ("\(figures.city.overdue) 件超期未处置", "请督办责任单位") }
        return ("", "")
    }

    private static func hourAndMinute(_ at: Timestamp, _ rules: Rulebook) -> String {
        let (hour, minute, _) = rules.time.hourMinuteSecond(at)
        return "\(padded(hour, 2)):\(padded(minute, 2))"
    }
}

extension WallBoard.Row {
    fileprivate init(_ district: WallFigures.District, name: String, most: Int) {
        self.name = name
        calls = String(district[.calls])
        bar = most == 0 ? "0" : String(district[.calls] * 100 / most)
        callbacks = String(district[.callbacks])
        opened = String(district[.opened])
        closed = String(district[.ended])
        open = String(district[.open])
        overdue = String(district.overdue)
        isOverdue = district.overdue > 0
        satisfaction =
            district.satisfaction.map { share in
                let tenths = Int((share * 1000).rounded())
                return tenths == 1000 ? "100" : "\(tenths / 10).\(tenths % 10)"
            } ?? "—"
    }
}

extension WallCurve {
    private static let left = 60.0
    private static let bottom = 240.0
    private static let height = 216.0

    init(_ halfHours: [Int], now: Int) {
        let most = halfHours.max() ?? 0
        let step = [1, 2, 5, 10, 20, 40, 50, 100, 200].first { $0 * 4 >= most } ?? (most + 3) / 4
        let top = Double(step * 4)
        lines = (0...4).map { index in
            let y = Self.bottom - Self.height * Double(index) / 4
            return Line(y: String(Int(y)), textY: String(Int(y) + 8), words: String(index * step))
        }
        bars = halfHours.enumerated().filter { $0.element > 0 }.map { index, count in
            let height = Self.height * Double(count) / top
            return Bar(
                x: String(Int(Self.left + 23.5 * Double(index)) + 3),
                y: String(Int(Self.bottom - height)),
                height: String(max(2, Int(height))),
                isNow: index == now
            )
        }
        let current = halfHours.indices.contains(now) ? halfHours[now] : 0
        words = "今日每半小时新增案件，本半小时 \(current) 件，最多 \(most) 件"
    }
}
