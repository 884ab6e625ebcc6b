import Casework

/// Makes the paper of a case: what the unit has to do, until when, and where it is signed.
struct OrderMaker: Sendable {
    let file: Case
    let history: [CaseEvent]
    let sight: Sight
    let names: [Person.ID: String]
    let printer: String
    let script: String
    let wording: Wording

    var state: CaseState { file.state }
    private var content: CaseContent { file.state.content }
    private var rules: Rulebook { wording.rules }
    private var personal: Personal { file.personal.seen(sight) }

    /// 处置工单; nil while no unit has the case.
    var order: OrderPage? {
        guard state.unit != nil else { return nil }
        return OrderPage(
            title: "处置工单",
            city: office,
            number: file.number,
            caseNumber: file.number,
            issued: state.dispatchedAt.map { "\(wording.minute($0)) 派出" } ?? "",
            printed: printed,
            isSupervision: false,
            isDemonstration: rules.isDemonstration,
            rows: unitRows + deadlineRows + matterRows,
            requirements: requirements,
            boxes: boxes,
            foot: foot,
            script: script
        )
    }

    var office: String { "\(rules.cityName) \(rules.hotline) 城市管理服务热线" }
    var printed: String { "\(wording.minute(wording.now)) \(printer)打印" }

    var foot: String {
        let follower = state.follower.flatMap { names[$0] } ?? "值班长"
        return "跟踪人：\(follower) · 咨询电话：\(rules.hotline)"
    }

    // MARK: What it says

    var unitRows: [OrderRow] {
        var rows = [
            OrderRow(
                name: "责任单位",
                value: wording.unit(state.unit),
                second: ("缓急", state.urgency.chinese)
            )
        ]
        if !state.assisting.isEmpty {
            rows.append(
                OrderRow(name: "协办单位", value: state.assisting.map(wording.unit).joined(separator: "、"))
            )
        }
        if let rule = state.unitRule { rows.append(OrderRow(name: "派单依据", value: rule)) }
        return rows
    }

    /// Each with its arithmetic, so that nobody has to ask.
    var deadlineRows: [OrderRow] {
        let kinds: [(ClockKind, String)] = [(.arrive, "到场时限"), (.handle, "办结时限")]
        return kinds.compactMap { kind, name in
            guard let clock = state.clocks[kind] else { return nil }
            let sum = ClockRow.rows(file, history, wording).first { $0.name == kind.chinese }?.why ?? ""
            return OrderRow(name: name, value: "\(wording.minute(clock.due)) 前（\(sum)）")
        }
    }

    var matterRows: [OrderRow] {
        let masked = file.personal.seen(.masked)
        let caller = [masked.name ?? "未留称呼", masked.phone ?? "未留号码", content.wantsCallback ? "要回访" : "不要回访"]
        let matter = [wording.topic(content.topic), wording.category(content.category)].filter { !$0.isEmpty }
        let areas = wording.areas(content.place.area)
        var place = wording.place(content, personal)
        if !areas.isEmpty, !place.contains(areas) { place = "\(areas) \(place)" }
        if let landmark = content.place.landmark, !place.contains(landmark) { place += "，\(landmark)" }
        var rows = [
            OrderRow(
                name: "事项",
                value: matter.isEmpty ? CodeList.kind.chinese(content.kind) : matter.joined(separator: " · "),
                second: ("来源", CodeList.source.chinese(content.source))
            ),
            OrderRow(name: "地点", value: place), OrderRow(name: "事由", value: personal.description),
        ]
        if let wish = personal.expectation { rows.append(OrderRow(name: "来电人期望", value: wish)) }
        rows.append(
            OrderRow(
                name: "来电人",
                value: caller.joined(separator: " · ") + "（按规定隐去）",
                second: ("登记", state.recordedAt.map(wording.minute) ?? "")
            )
        )
        return rows
    }

    private var requirements: [String] {
        var words = ["签收后按时到场处置，情况有变随时电话告知热线。"]
        let standard = content.standard.flatMap { rules.standards[$0] }
        if let standard, !standard.closing.isEmpty { words.append("结案条件：\(standard.closing)") }
        words.append("处置后反馈做了什么" + (standard?.needsPhoto == true ? "，并附处置后照片。" : "。"))
        if let end = file.returnWindowEnd(under: rules), !state.cannotReturn {
            words.append("不属本单位职责的，\(wording.minute(end)) 前申请退单并说明应由谁办。")
        } else if state.cannotReturn {
            words.append("本件经协调裁定，不能退单。")
        }
        words.append("办不完的，在时限前申请延期（最多 \(rules.policy.extensionMax) 次）；须长期等待的申请挂账。")
        return words
    }

    private var boxes: [OrderBox] {
        let signed = state.signedAt.map { "\(wording.minute($0)) 已在系统签收" } ?? ""
        let arrived = state.arrivedAt.map { "\(wording.minute($0)) 已在系统登记到场" } ?? ""
        let feedback = history.last { $0.name == .submitFeedback }?.words[Field.note.rawValue] ?? ""
        return [
            OrderBox(name: "签收", words: signed, signer: "签收人"),
            OrderBox(name: "到场", words: arrived, signer: "到场人"),
            OrderBox(name: "处置结果", words: feedback, signer: "经办人", hasSeal: true),
            OrderBox(name: "审核意见", words: "", signer: "审核人"),
        ]
    }
}
