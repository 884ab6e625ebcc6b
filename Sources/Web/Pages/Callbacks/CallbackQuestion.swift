import Casework
import Mustache

/// One of the three questions, with its answers on one hand's keys.
struct CallbackQuestion: Sendable, MustacheParent {
    struct Choice: Sendable, MustacheParent {
        let id: String
        let value: String
        let key: String
        let words: String
        let isChosen: Bool

        func child(named name: String) -> Any? {
            switch name {
            case "id": id
            case "value": value
            case "key": key
            case "words": words
            case "isChosen": isChosen
            default: nil
            }
        }
    }

    let name: String
    let step: String
    let words: String
    let choices: [Choice]
    let problem: String

    func child(named name: String) -> Any? {
        switch name {
        case "name": self.name
        case "step": step
        case "words": words
        case "choices": choices
        case "problem": problem.ifAny
        default: nil
        }
    }

    /// The three, with what was answered so far and what was wrong with it.
    static func asked(_ typed: FormFields?, _ problem: Problem?) -> [CallbackQuestion] {
        all.map { name, step, ask, list, keys in
            CallbackQuestion(
                name: name,
                step: step,
                words: ask,
                choices: zip(list.entries, keys).map { entry, key in
                    Choice(
                        id: name + "-" + entry.code,
                        value: entry.code,
                        key: String(key),
                        words: entry.chinese,
                        isChosen: typed?.first(name) == entry.code
                    )
                },
                problem: problem?.fields[name] ?? ""
            )
        }
    }

    static let names = Set(all.map(\.0))

    private static let all: [(String, String, String, CodeList, String)] = [
        ("solved", "一", "问题解决了吗？", .solved, "123"),
        ("satisfaction", "二", "您对结果满意吗？", .satisfaction, "45678"),
        ("manner", "三", "办事人员态度如何？", .manner, "QWER"),
    ]
}

/// A photograph beside the questions: before or after the work.
struct CallbackPhoto: Sendable, MustacheParent {
    let id: String
    let label: String

    func child(named name: String) -> Any? {
        switch name {
        case "id": id
        case "label": label
        default: nil
        }
    }

    /// The first of what the caller or the unit showed before, and the last of what the unit showed after.
    static func pair(_ events: [CaseEvent]) -> [CallbackPhoto] {
        var before: [String] = []
        var after: [String] = []
        for event in events {
            for case .recorded(let content, _, _) in event.facts { before += content.photos }
            guard case .texts(let ids)? = event.fields[.photos] else { continue }
            if event.name == .submitFeedback { after += ids } else if after.isEmpty { before += ids }
        }
        return before.prefix(1).map { CallbackPhoto(id: $0, label: "处置前") }
            + after.suffix(before.isEmpty ? 2 : 1).map { CallbackPhoto(id: $0, label: "处置后") }
    }
}
