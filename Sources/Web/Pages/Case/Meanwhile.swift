import Casework
import Mustache

/// What others did to a case while somebody had it open: told where a form was sent that was made before.
struct Meanwhile: Sendable, MustacheParent {
    struct Difference: Sendable, Equatable, MustacheParent {
        let field: String
        let before: String
        let after: String

        func child(named name: String) -> Any? {
            switch name {
            case "field": field
            case "before": before
            case "after": after
            default: nil
            }
        }
    }

    let story: [EventSentence]
    let differences: [Difference]
    /// What was to be done, and why it cannot be any more; empty if it can.
    var refusal = ""

    func child(named name: String) -> Any? {
        switch name {
        case "story": story
        case "differences": differences
        case "hasDifferences": !differences.isEmpty
        case "refusal": refusal.ifAny
        case "isPossible": refusal.isEmpty
        default: nil
        }
    }
}

/// Compares a case as somebody read it with what it is now, field by field, in people's words.
struct MeanwhileMaker: Sendable {
    let before: Case
    let after: Case
    let sight: Sight
    let names: [Person.ID: String]
    let wording: Wording

    var differences: [Meanwhile.Difference] {
        zip(fields(of: before), fields(of: after)).compactMap { old, new in
            old.value == new.value
                ? nil
                : Meanwhile.Difference(
                    field: old.label,
                    before: old.value.isEmpty ? "（空）" : old.value,
                    after: new.value.isEmpty ? "（空）" : new.value
                )
        }
    }

    private func fields(of file: Case) -> [PageFact] {
        let state = file.state
        return [
            PageFact("阶段", file.stage.chinese),
            PageFact("处置单位", wording.unit(state.unit)),
            PageFact("协办", state.assisting.map(wording.unit).joined(separator: "、")),
            PageFact("紧急程度", state.urgency.chinese),
            PageFact("处置时限", state.clocks[.handle].map { wording.instant($0.due) } ?? ""),
            PageFact("待批申请", state.pending.map { CodeList.request.chinese($0.kind.rawValue) } ?? ""),
            PageFact("跟踪人", state.follower.map { names[$0] ?? "" } ?? ""),
        ] + matter(of: file)
    }

    private func matter(of file: Case) -> [PageFact] {
        let content = file.state.content
        let personal = file.personal.seen(sight)
        func flag(_ value: Bool) -> String { value ? "是" : "否" }
        return [
            PageFact("诉求类型", CodeList.kind.chinese(content.kind)),
            PageFact("主题", wording.topic(content.topic)),
            PageFact("类别", wording.category(content.category)),
            PageFact("立案标准", wording.standard(content.standard)),
            PageFact("区域", wording.area(content.place.area)),
            PageFact("地点", wording.place(content, personal)),
            PageFact("来电号码", personal.phone ?? ""),
            PageFact("称呼", personal.name ?? ""),
            PageFact("要回访", flag(content.wantsCallback)),
            PageFact("保密", flag(content.isConfidential)),
            PageFact("问题描述", personal.description),
            PageFact("来电人期望", personal.expectation ?? ""),
        ]
    }
}
