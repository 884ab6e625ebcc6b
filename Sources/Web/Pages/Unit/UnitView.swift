import Casework
import Hummingbird

/// Which of a unit's cases are asked for, and in which order: what stands in the page's address.
struct UnitView: Sendable {
    enum Tab: String, CaseIterable {
        case todo, sign, handle, wait, done, orders, month, appeal, crew

        var words: String {
            switch self {
            case .todo: "待办"
            case .sign: "待签收"
            case .handle: "处置中"
            case .wait: "等别人"
            case .done: "今日完成"
            case .orders: "待回复督办"
            case .month: "30 天内结案"
            case .appeal: "可申诉"
            case .crew: "派班组"
            }
        }

        var emptyWords: String {
            switch self {
            case .todo: "没有要办的案件。"
            case .sign: "没有待签收的案件。"
            case .handle: "没有处置中的案件。"
            case .wait: "没有在等别人的案件。"
            case .done: "今天还没有办完的案件。"
            case .orders: "没有待回复的督办单。"
            case .month: "30 天内没有结案的案件。"
            case .appeal: "没有可以申诉的案件。"
            case .crew: "没有需要派班组的案件。"
            }
        }

        var isOfManager: Bool { self == .appeal || self == .crew }
        /// On a telephone's narrow row of tabs; the others are one level down.
        var isUsual: Bool { [.todo, .sign, .handle, .wait, .done].contains(self) }

        /// Where the unit's cases of this tab stand; none for tabs that are made otherwise.
        var stages: [CaseStage] {
            switch self {
            case .todo: [.signing, .handling]
            case .sign: [.signing]
            case .handle, .crew: [.handling]
            case .wait: [.suspended, .coordinating] + Self.handedIn
            case .done, .orders, .month, .appeal: []
            }
        }

        /// Fed back, not yet closed.
        static let handedIn: [CaseStage] = [.feedback, .checking, .callingBack, .closing]
    }

    enum Deadline: String, CaseIterable {
        case any, over, today

        var words: String {
            switch self {
            case .any: "全部时限"
            case .over: "已超时"
            case .today: "今天到期"
            }
        }
    }

    let tab: Tab
    let deadline: Deadline
    let stage: CaseStage?
    let isByStreet: Bool

    init(_ query: FormFields, tabs: [Tab]) {
        let asked = query.first("tab").flatMap(Tab.init(rawValue:))
        let tab = asked.flatMap { tabs.contains($0) ? $0 : nil } ?? .todo
        self.tab = tab
        deadline = query.first("due").flatMap(Deadline.init(rawValue:)) ?? .any
        stage = query.first("stage").flatMap(CaseStage.init(rawValue:)).flatMap {
            tab.stages.contains($0) ? $0 : nil
        }
        isByStreet = query.first("order") == "street"
    }

    /// The address of the same view, but for what is said otherwise.
    func query(byStreet: Bool? = nil) -> String {
        var parts = ["tab=\(tab.rawValue)"]
        if deadline != .any { parts.append("due=\(deadline.rawValue)") }
        if let stage { parts.append("stage=\(stage.rawValue)") }
        if byStreet ?? isByStreet { parts.append("order=street") }
        return parts.joined(separator: "&")
    }
}
