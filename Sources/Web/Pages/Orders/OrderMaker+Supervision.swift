import Casework

extension OrderMaker {
    /// 督办单 of that number, or the latest; nil if there is none.
    func supervision(_ number: String?) -> OrderPage? {
        guard
            let order = number.map({ name in state.orders.first { $0.number == name } }) ?? state.orders.last
        else { return nil }
        return OrderPage(
            title: "督办单",
            city: office,
            number: order.number,
            caseNumber: file.number,
            issued: "\(wording.minute(order.at)) 下达",
            printed: printed,
            isSupervision: true,
            isDemonstration: wording.rules.isDemonstration,
            rows: supervisionRows(order) + matterRows,
            requirements: [
                "收到后立即查明原因，限期办结；回复写明办到哪一步、为什么拖、何时办好。",
                "逾期不回复的，记入考核。",
            ],
            boxes: supervisionBoxes(order),
            foot: foot,
            script: script
        )
    }

    private func supervisionRows(_ order: SupervisionOrder) -> [OrderRow] {
        var rows = [
            OrderRow(
                name: "督办单位",
                value: wording.unit(state.unit),
                second: ("级别", CodeList.level.chinese(order.level))
            )
        ]
        if let replyBy = order.replyBy {
            // By the minutes that stand there: seconds are not on the paper.
            let minutes = replyBy.milliseconds / 60_000 - order.at.milliseconds / 60_000
            let span = wording.span(Int(minutes) * 60)
            rows.append(
                OrderRow(
                    name: "回复期限",
                    value: "\(wording.minute(replyBy)) 前（\(wording.instant(order.at)) ＋ \(span)）"
                )
            )
        }
        rows.append(OrderRow(name: "督办要求", value: words(of: order, .supervise)))
        rows += deadlineRows.suffix(1)
        rows.append(OrderRow(name: "办理情况", value: soFar))
        return rows
    }

    private var soFar: String {
        var words = ["现为\(file.stage.chinese)"]
        func count(_ number: Int, _ what: String) { if number > 0 { words.append("\(what) \(number) 次") } }
        count(state.urges, "已催办")
        count(state.returns, "退单")
        count(state.extensions, "延期")
        count(state.reworks, "返工")
        count(state.redos, "重办")
        if state.clocks[.handle]?.isOverdue(at: wording.now) == true { words.append("已超处置时限") }
        return words.joined(separator: "，")
    }

    private func supervisionBoxes(_ order: SupervisionOrder) -> [OrderBox] {
        let reply =
            order.repliedAt.map { "\(wording.minute($0)) 回复：\(words(of: order, .supervisionReply))" } ?? ""
        return [
            OrderBox(name: "签发", words: "\(names[order.by] ?? "") 在系统下达", signer: "签发人", hasSeal: true),
            OrderBox(name: "单位回复", words: reply, signer: "单位负责人", hasSeal: true),
            OrderBox(name: "办结意见", words: "", signer: "审核人"),
        ]
    }

    /// What was written when the order was given, or answered.
    private func words(of order: SupervisionOrder, _ event: EventName) -> String {
        history.last { told in
            guard told.name == event else { return false }
            if case .text(let number)? = told.fields[.order] { return number == order.number }
            return told.facts.contains { fact in
                if case .ordered(let given) = fact { given.number == order.number } else { false }
            }
        }?.words[Field.note.rawValue] ?? ""
    }
}
