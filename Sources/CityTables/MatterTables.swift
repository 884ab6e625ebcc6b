import Casework

extension Reading {
    mutating func categories() -> [Casework.Category] {
        rows(.categories).map {
            Category(code: $0["code"].text, majorName: $0["major"].text, name: $0["name"].text)
        }
    }

    mutating func standards() -> [FilingStandard] {
        var standards: [FilingStandard] = []
        for row in rows(.standards) {
            let category = reference(row["category"], to: .categories)
            let arrive = limit(row["arrive"])
            let finish = limit(row["finish"])
            let urgentFinish = limit(row["urgent_finish"])
            let needsPhoto = flag(row["needs_photo"])
            if row["arrive"].isEmpty, row["finish"].isEmpty {
                report(
                    row["finish"],
                    "the standard has no limit: give one to arrive or one to finish",
                    chinese: "这条标准没有时限：请写到场时限或办结时限"
                )
            }
            guard let needsPhoto else { continue }
            standards.append(
                FilingStandard(
                    code: row["code"].text,
                    category: category,
                    name: row["name"].text,
                    condition: row["condition"].text,
                    closing: row["closing"].text,
                    arrive: arrive,
                    finish: finish,
                    urgentFinish: urgentFinish,
                    needsPhoto: needsPhoto
                )
            )
        }
        return standards
    }

    mutating func topics() -> [Topic] {
        var topics: [Topic] = []
        for row in rows(.topics) {
            let kind = row["kind"]
            if !kind.isEmpty, !CodeList.kind.contains(kind.text) {
                report(
                    kind,
                    "“\(kind.text)” is none of \(CodeList.kind.codes.joined(separator: ", "))",
                    chinese: "没有类型“\(kind.text)”：应为 \(CodeList.kind.codes.joined(separator: "、")) 之一"
                )
            }
            let urgency = word(row["urgency"], among: Urgency.allCases)
            let unitType = reference(row["unit_type"], to: .unitTypes)
            let category = reference(row["category"], to: .categories)
            let arrive = limit(row["arrive"])
            let finish = limit(row["finish"])
            let questions = list(row["ask"])
            guard let urgency, let unitType, let finish else { continue }
            topics.append(
                Topic(
                    code: row["code"].text,
                    industry: row["industry"].text,
                    name: row["name"].text,
                    kind: kind.text,
                    urgency: urgency,
                    unitType: unitType,
                    category: category,
                    arrive: arrive,
                    finish: finish,
                    utterance: row["utterance"].text,
                    questions: questions
                )
            )
        }
        return topics
    }
}
