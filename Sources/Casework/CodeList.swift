/// A closed list of codes with their Chinese words, as forms offer and the API reads them.
///
/// Source: docs/domain.md, “Code lists”.
package struct CodeList: Sendable, Equatable {
    package struct Entry: Sendable, Equatable {
        package let code: String
        package let chinese: String
    }

    package let name: String
    package let entries: [Entry]

    private init(_ name: String, _ entries: [(String, String)]) {
        self.name = name
        self.entries = entries.map { Entry(code: $0.0, chinese: $0.1) }
    }

    package func contains(_ code: String) -> Bool { entries.contains { $0.code == code } }

    package func chinese(_ code: String) -> String { entries.first { $0.code == code }?.chinese ?? code }

    package var codes: [String] { entries.map(\.code) }
}

extension CodeList {
    package static let refuseAccept = CodeList(
        "refuse_accept",
        [
            ("out_of_scope", "不属受理范围"), ("in_law_suit", "已进入诉讼、仲裁、复议"), ("no_content", "无实质内容"),
            ("already_answered", "已答复且无新事实"),
        ]
    )
    package static let decline = CodeList(
        "decline",
        [
            ("below_standard", "未达立案条件"), ("not_found", "现场核实不属实"), ("out_of_area", "不在管辖区域"),
            ("duplicate", "与未结案件重复"),
        ]
    )
    package static let returning = CodeList(
        "return",
        [
            ("not_ours", "非本单位职责"), ("not_our_area", "非管辖区域"), ("incomplete", "信息不全无法处置"),
            ("duplicate", "重复派单"),
        ]
    )
    package static let void = CodeList(
        "void",
        [
            ("duplicate", "重复"), ("invalid", "无效"), ("withdrawn", "来电人撤诉"), ("mistaken", "误登"),
            ("nuisance", "骚扰"),
        ]
    )
    package static let noAnswer = CodeList(
        "no_answer",
        [
            ("anonymous", "匿名"), ("source_needs_none", "来源无须答复"), ("not_wanted", "来电人不要答复"),
            ("unreached", "多次联系不上"),
        ]
    )
    package static let kind = CodeList(
        "kind",
        [
            ("inquiry", "咨询"), ("help", "求助"), ("repair", "维修"), ("complaint", "投诉"), ("suggestion", "建议"),
            ("praise", "表扬"), ("invalid", "无效"),
        ]
    )
    package static let manner = CodeList(
        "manner",
        [("good", "态度好"), ("fair", "态度一般"), ("poor", "态度差"), ("not_met", "没见到人")]
    )
    package static let grounds = CodeList(
        "grounds",
        [("unreasonable", "诉求不合理"), ("policy", "受政策限制"), ("standard_met", "已达标准")]
    )
    package static let finding = CodeList(
        "finding",
        [("true", "属实"), ("false", "不属实"), ("unclear", "无法核实")]
    )
    package static let outcome = CodeList(
        "outcome",
        [("no_answer", "无人接听"), ("busy", "占线"), ("wrong_number", "号码错误"), ("call_later", "约定再打")]
    )
    package static let channel = CodeList(
        "channel",
        [("phone", "电话"), ("sms", "短信"), ("web", "网站"), ("letter", "书面"), ("visit", "上门")]
    )
    package static let level = CodeList("level", [("yellow", "黄牌督办"), ("red", "红牌督办")])
    package static let request = CodeList(
        "request",
        [("return", "退单"), ("extension", "延期"), ("suspension", "挂账"), ("appeal", "申诉")]
    )
    package static let opinion = CodeList("opinion", [("agree", "同意"), ("disagree", "不同意")])
    package static let satisfaction = CodeList(
        "satisfaction",
        [
            ("very_satisfied", "非常满意"), ("satisfied", "满意"), ("fairly_satisfied", "基本满意"),
            ("dissatisfied", "不满意"), ("very_dissatisfied", "非常不满意"),
        ]
    )
    package static let solved = CodeList("solved", [("yes", "已解决"), ("partly", "部分解决"), ("no", "未解决")])
    package static let urgency = CodeList(
        "urgency",
        [("normal", "一般"), ("urgent", "紧急"), ("critical", "特急")]
    )
    package static let source = CodeList(
        "source",
        [
            ("phone", "电话"), ("web", "网站"), ("wechat", "微信"), ("app", "手机应用"), ("sms", "短信"),
            ("letter", "来信来访"), ("12345", "12345 转入"), ("110", "110 联动"), ("inspector", "监督员"),
            ("video", "视频发现"), ("monitoring", "在线监测"), ("media", "媒体"), ("leader", "领导交办"),
        ]
    )

    package static let all: [CodeList] = [
        refuseAccept, decline, returning, void, noAnswer, kind, manner, grounds, finding, outcome, channel,
        level,
        request, opinion, satisfaction, solved, urgency, source,
    ]
}

/// How pressing a case is.
package enum Urgency: String, Sendable, Codable, CaseIterable, Comparable {
    case normal, urgent, critical

    package static func < (a: Self, b: Self) -> Bool { a.rank < b.rank }

    private var rank: Int {
        switch self {
        case .normal: 0
        case .urgent: 1
        case .critical: 2
        }
    }

    package var chinese: String { CodeList.urgency.chinese(rawValue) }
}
