import Casework
import Mustache

/// The form over a list: what it may be narrowed by, and a chip for each thing that narrows it now.
struct QueueFilters: Sendable, MustacheParent {
    /// One thing that narrows the list, and the list without it.
    struct Chip: Sendable, MustacheParent {
        let words: String
        let path: String

        func child(named name: String) -> Any? {
            switch name {
            case "words": words
            case "path": path
            default: nil
            }
        }
    }

    let query: QueueQuery
    let wording: Wording
    let library: PageLibrary

    private var rules: Rulebook { wording.rules }

    func child(named name: String) -> Any? {
        switch name {
        case "view": query.view.rawValue
        case "words": query.words
        case "stages": stages
        case "areas":
            options(
                "area",
                rules.districts.map { ($0.code, $0.name) },
                query.area,
                all: "全部城区",
                rules.areas[query.area ?? ""]?.name
            )
        case "units": options("unit", units, query.unit, all: "全部单位", wording.unit(query.unit))
        case "topics": options("topic", topics, query.topic, all: "全部主题", wording.topic(query.topic))
        case "urgencies":
            options(
                "urgency",
                Urgency.allCases.map { ($0.rawValue, $0.chinese) },
                query.urgency?.rawValue,
                all: "不限缓急"
            )
        case "sources":
            options(
                "source",
                CodeList.source.entries.map { ($0.code, $0.chinese) },
                query.source,
                all: "全部来源"
            )
        case "orders": orders
        case "isOverdue": query.isOverdue
        case "follower": query.follower ?? ""
        case "from": query.from?.description ?? ""
        case "to": query.to?.description ?? ""
        case "more": more == 0 ? "更多条件" : "更多条件 \(more)"
        case "chips": chips
        case "hasChips": query.isNarrowed
        default: nil
        }
    }

    private var units: [(String, String)] {
        rules.units.values.filter(\.isActive).sorted { $0.id < $1.id }.map { ($0.id, $0.name) }
    }

    private var topics: [(String, String)] {
        rules.topics.values.sorted { $0.code < $1.code }.map { ($0.code, $0.name) }
    }

    private var stages: MustacheTemplate? {
        let offered = CaseStage.allCases.filter { $0 != .draft }.map { ($0.rawValue, $0.chinese) }
        let chosen = query.stages.map(\.rawValue).joined(separator: ",")
        return options(
            "stage",
            offered,
            chosen,
            all: "全部阶段",
            query.stages.map(\.chinese).joined(separator: "、")
        )
    }

    private var orders: [FormOption] {
        [
            FormOption(value: "deadline", words: "按时限", isChosen: query.isByDeadline),
            FormOption(value: "newest", words: "按登记", isChosen: !query.isByDeadline && !query.isByFit),
            FormOption(value: "best", words: "按相符程度（查找时）", isChosen: query.isByFit),
        ]
    }

    /// The options of a field, rendered once for each that may be chosen of them.
    ///
    /// What is chosen stays on offer, even where the list does not hold it.
    private func options(
        _ field: String,
        _ offered: @autoclosure () -> [(String, String)],
        _ chosen: String?,
        all: String,
        _ words: String? = nil
    ) -> MustacheTemplate? {
        library.ready("\(field)=\(chosen ?? "")", under: rules, template: "Options") {
            var options = [FormOption(value: "", words: all)]
            options += offered().map { FormOption(value: $0.0, words: $0.1, isChosen: $0.0 == chosen) }
            if let chosen, !chosen.isEmpty, !options.contains(where: \.isChosen) {
                options.append(FormOption(value: chosen, words: words ?? chosen, isChosen: true))
            }
            return Options(options: options)
        }
    }

    /// How many of the rarer conditions hold.
    private var more: Int {
        query.chipNames.filter { ["urgency", "source", "overdue", "follower", "from", "to"].contains($0) }
            .count
    }

    private var chips: [Chip] {
        query.chipNames.map { Chip(words: words($0), path: "/queue?" + query.without($0).text) }
    }

    private func words(_ name: String) -> String {
        switch name {
        case "q": "“\(query.words.shortened)”"
        case "stage": query.stages.map(\.chinese).joined(separator: "、")
        case "unit": wording.unit(query.unit)
        case "topic": wording.topic(query.topic)
        case "area": wording.area(query.area)
        case "urgency": query.urgency?.chinese ?? ""
        case "source": "来源：" + CodeList.source.chinese(query.source ?? "")
        case "overdue": "已超期"
        case "follower": query.follower == "me" ? "我跟踪的" : "跟踪人：\(query.follower ?? "")"
        case "from": "\(query.from?.description ?? "") 起"
        case "to": "到 \(query.to?.description ?? "")"
        default: name
        }
    }
}
