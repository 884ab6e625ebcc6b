import Casework
import Storage

/// What the queue is asked to show: a view, and what it is narrowed by.
///
/// It lives in the address.
struct QueueQuery: Sendable, Equatable {
    enum Order: String, Sendable, CaseIterable {
        case deadline, newest
        /// What fits the words best; only where there are words.
        case best
    }

    var view = QueueView.mine
    var words = ""
    var stages: [CaseStage] = []
    var unit: Casework.Unit.ID?
    var topic: Topic.Code?
    var area: Area.Code?
    var urgency: Urgency?
    var source: String?
    var isOverdue = false
    /// An account, or `me`.
    var follower: String?
    var from: LocalDay?
    var to: LocalDay?
    var order: Order?

    init(view: QueueView = .mine) { self.view = view }

    /// What is due soonest first; found words and what has ended come newest first.
    var isByDeadline: Bool {
        if !words.isEmpty || !view.isOfLiveCases { return false }
        return order.map { $0 == .deadline } ?? view.isByDeadline
    }

    var isByFit: Bool { order == .best && !words.isEmpty }

    var isNarrowed: Bool { !chipNames.isEmpty }
}

extension QueueQuery {
    /// Reads an address; empty fields of the form are none.
    ///
    /// - Throws: `Problem` 400 for a value that means nothing: better told than left out.
    init(_ fields: FormFields) throws(Problem) {
        for (name, value) in fields.pairs where !value.trimmed.isEmpty {
            try read(value.trimmed, name)
        }
        // What goes without saying stays unsaid, so that equal lists have equal addresses.
        if order == (view.isByDeadline ? .deadline : .newest) { order = nil }
    }

    private mutating func read(_ value: String, _ name: String) throws(Problem) {
        switch name {
        case "view": view = QueueView(rawValue: value) ?? .mine
        case "q": words = String(value.prefix(60))
        case "stage":
            for word in value.split(separator: ",") {
                stages.append(try known(CaseStage(rawValue: String(word)), value, name))
            }
        case "unit": unit = value
        case "topic": topic = value
        case "area": area = value
        case "urgency": urgency = try known(Urgency(rawValue: value), value, name)
        case "source": source = try known(CodeList.source.contains(value) ? value : nil, value, name)
        case "overdue": isOverdue = value == "1"
        case "follower": follower = value
        case "from": from = try known(LocalDay(value), value, name)
        case "to": to = try known(LocalDay(value), value, name)
        case "order": order = try known(Order(rawValue: value), value, name)
        default: break  // the cursor, and what belongs to the page around the list
        }
    }

    private func known<Value>(_ value: Value?, _ word: String, _ name: String) throws(Problem) -> Value {
        guard let value else { throw Problem.unreadable("筛选项 \(name) 没有“\(word.shortened)”。") }
        return value
    }

    /// As an address has it, always in the same order: two queries are the same if their texts are.
    var text: String { pairs.map { "\($0)=\($1.percentEncoded)" }.joined(separator: "&") }

    var pairs: [(String, String)] {
        var pairs = [("view", view.rawValue)]
        func add(_ name: String, _ value: String?) {
            if let value, !value.isEmpty { pairs.append((name, value)) }
        }
        add("q", words)
        add("stage", stages.map(\.rawValue).joined(separator: ","))
        add("unit", unit)
        add("topic", topic)
        add("area", area)
        add("urgency", urgency?.rawValue)
        add("source", source)
        add("overdue", isOverdue ? "1" : nil)
        add("follower", follower)
        add("from", from?.description)
        add("to", to?.description)
        add("order", order?.rawValue)
        return pairs
    }

    /// Without what one chip stands for.
    func without(_ name: String) -> QueueQuery {
        var rest = self
        switch name {
        case "q": rest.words = ""
        case "stage": rest.stages = []
        case "unit": rest.unit = nil
        case "topic": rest.topic = nil
        case "area": rest.area = nil
        case "urgency": rest.urgency = nil
        case "source": rest.source = nil
        case "overdue": rest.isOverdue = false
        case "follower": rest.follower = nil
        case "from": rest.from = nil
        case "to": rest.to = nil
        default: break
        }
        return rest
    }

    /// What the list is narrowed by, each of which a chip can take away.
    var chipNames: [String] { pairs.map(\.0).filter { $0 != "view" && $0 != "order" } }
}
