/// The fields that events carry, by the names of the API.
package enum Field: String, Sendable, HashedByPlace, CaseIterable, Codable, CodingKeyRepresentable {
    case answer, articles, reasonCode, reason, finding, note, photos, category, standard, channel, unit, units
    case assisting, by, properUnit, person, words, at, crew, until, body, theirNumber, noPhotoReason, measured
    case outcome, satisfaction, solved, manner, grounds, conclusion, noAnswerReason, into, changes, call,
        level
    case replyBy, order, urgency, request, opinion, follower

    /// What a field holds.
    package enum Kind: Sendable, Equatable {
        /// What people write: sealed, never in the chain.
        case words
        /// A short mark that names nobody.
        case mark
        case code(CodeList)
        case instant, photos, marks, unit, units, externalBody, standard, category, caseNumber, changes,
            measured
        /// Somebody of the hotline, by id.
        case colleague
    }

    /// A field's kind in `event`: reasons have codes of their own in each.
    package func kind(in event: EventName) -> Kind {
        switch self {
        case .answer, .reason, .note, .by, .person, .words, .crew, .noPhotoReason, .conclusion: .words
        case .articles: .marks
        case .theirNumber, .call, .order: .mark
        case .reasonCode:
            switch event {
            case .decline: .code(.decline)
            case .requestReturn: .code(.returning)
            case .void: .code(.void)
            default: .code(.refuseAccept)
            }
        case .finding: .code(.finding)
        case .channel: .code(.channel)
        case .outcome: .code(.outcome)
        case .satisfaction: .code(.satisfaction)
        case .solved: .code(.solved)
        case .manner: .code(.manner)
        case .grounds: .code(.grounds)
        case .noAnswerReason: .code(.noAnswer)
        case .level: .code(.level)
        case .urgency: .code(.urgency)
        case .request: .code(.request)
        case .opinion: .code(.opinion)
        case .photos: .photos
        case .at, .until, .replyBy: .instant
        case .unit, .properUnit: .unit
        case .units, .assisting: .units
        case .body: .externalBody
        case .category: .category
        case .standard: .standard
        case .into: .caseNumber
        case .changes: .changes
        case .measured: .measured
        case .follower: .colleague
        }
    }

    package var chinese: String {
        switch self {
        case .answer: "答复内容"
        case .articles: "引用知识"
        case .reasonCode: "原因"
        case .reason: "理由"
        case .finding: "核实结果"
        case .note: "说明"
        case .photos: "照片"
        case .category: "类别"
        case .standard: "立案标准"
        case .channel: "方式"
        case .unit: "处置单位"
        case .units: "相关单位"
        case .assisting: "协办单位"
        case .by: "经办人姓名（代单位操作时必填）"
        case .properUnit: "应由哪个单位办理"
        case .person: "联系人"
        case .words: "内容"
        case .at: "时间"
        case .crew: "班组"
        case .until: "到何时"
        case .body: "外部单位"
        case .theirNumber: "对方编号"
        case .noPhotoReason: "没有照片的原因"
        case .measured: "测量值"
        case .outcome: "情况"
        case .satisfaction: "满意度"
        case .solved: "是否解决"
        case .manner: "态度"
        case .grounds: "可结案的依据"
        case .conclusion: "结案意见"
        case .noAnswerReason: "未答复来电人的原因"
        case .into: "并入的案件号"
        case .changes: "更正内容"
        case .call: "通话编号"
        case .level: "督办级别"
        case .replyBy: "要求回复时间"
        case .order: "督办单号"
        case .urgency: "紧急程度"
        case .request: "申请"
        case .opinion: "初审意见"
        case .follower: "新的跟踪人"
        }
    }
}

/// What is asked of a field in one move.
package struct FieldRule: Sendable, Equatable {
    package let field: Field
    package let isRequired: Bool
    /// In characters.
    package let minimum: Int

    package init(_ field: Field, required: Bool = false, minimum: Int = 0) {
        self.field = field
        isRequired = required
        self.minimum = minimum
    }
}

/// What a field was given as.
package enum FieldValue: Sendable, Equatable, Codable {
    case text(String)
    case texts([String])
    case instant(Timestamp)
    case amendment(Amendment)
    case measured([String: Double])
}

/// The fields given with an event, read and resolved to codes.
package struct Fields: Sendable, Equatable {
    package private(set) var values: [Field: FieldValue]

    package init(_ values: [Field: FieldValue] = [:]) { self.values = values }

    package subscript(value field: Field) -> FieldValue? {
        get { values[field] }
        set { values[field] = newValue }
    }

    package subscript(_ field: Field) -> String? {
        if case .text(let text) = values[field] { text } else { nil }
    }

    package subscript(list field: Field) -> [String] {
        if case .texts(let texts) = values[field] { texts } else { [] }
    }

    package subscript(instant field: Field) -> Timestamp? {
        if case .instant(let instant) = values[field] { instant } else { nil }
    }

    package var amendment: Amendment? {
        if case .amendment(let amendment) = values[.changes] { amendment } else { nil }
    }

    package var measured: [String: Double] {
        if case .measured(let measured) = values[.measured] { measured } else { [:] }
    }

    package func has(_ field: Field) -> Bool {
        switch values[field] {
        case nil: false
        case .text(let text): !text.isEmpty
        case .texts(let texts): !texts.isEmpty
        case .measured(let values): !values.isEmpty
        case .instant, .amendment: true
        }
    }
}
