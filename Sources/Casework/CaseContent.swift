/// Where it is; what would lead to somebody's door stands in `Personal`.
package struct Place: Sendable, Equatable, Codable {
    package var area: Area.Code?
    package var road: String?
    /// East, south … of the road: 路东, 路南.
    package var side: String?
    package var crossRoad: String?
    package var estate: String?
    package var landmark: String?
    package var component: String?
    package var community: String?
    package var grid: String?
    package var lon: Double?
    package var lat: Double?

    package init(area: Area.Code? = nil, road: String? = nil, side: String? = nil) {
        self.area = area
        self.road = road
        self.side = side
    }

    package var isEmpty: Bool {
        area == nil && road == nil && estate == nil && landmark == nil && component == nil && community == nil
            && grid == nil && lon == nil
    }
}

/// Words that belong to people: sealed wherever they are kept, gone when somebody is forgotten.
package struct Personal: Sendable, Equatable {
    package var phone: String?
    package var name: String?
    package var description = ""
    package var expectation: String?
    package var houseNumber: String?
    package var address: String?
    /// Why there is no place.
    package var noPlaceReason: String?

    package init() {}

    /// By the names under which events keep them.
    package var words: [String: String] {
        get {
            var words: [String: String] = ["description": description]
            words["phone"] = phone
            words["name"] = name
            words["expectation"] = expectation
            words["houseNumber"] = houseNumber
            words["address"] = address
            words["noPlaceReason"] = noPlaceReason
            return words
        }
        set {
            phone = newValue["phone"]
            name = newValue["name"]
            description = newValue["description"] ?? ""
            expectation = newValue["expectation"]
            houseNumber = newValue["houseNumber"]
            address = newValue["address"]
            noPlaceReason = newValue["noPlaceReason"]
        }
    }
}

/// What was recorded of a matter, but for the personal words.
package struct CaseContent: Sendable, Equatable, Codable {
    package var source: String
    /// The number under which a source without a telephone knows it.
    package var sourceReference: String?
    package var kind: String
    package var topic: Topic.Code?
    package var category: Category.Code?
    package var standard: FilingStandard.Code?
    package var place: Place
    /// Worked out from the place; nil counts as 未定位.
    package var district: Area.Code?
    package var wantsCallback: Bool
    package var isConfidential: Bool
    /// Whether there is a number to call back.
    package var hasPhone: Bool
    /// The caller says it has settled itself.
    package var isSolvedByItself: Bool
    package var hasPlace: Bool
    package var photos: [String]
    package var calls: [String]
    /// Whom of the hotline's own people a complaint is about, if it is about one: who keeps away from it (回避).
    package var complainedOf: Person.ID?

    package init(source: String, kind: String, topic: Topic.Code? = nil, place: Place = Place()) {
        self.source = source
        self.kind = kind
        self.topic = topic
        self.place = place
        wantsCallback = true
        isConfidential = false
        hasPhone = false
        isSolvedByItself = false
        hasPlace = !place.isEmpty
        photos = []
        calls = []
    }

    package var isReachable: Bool { hasPhone }
}

/// A correction: what stood there, what stands there now.
package struct Amendment: Sendable, Equatable, Codable {
    package struct Change: Sendable, Equatable, Codable {
        package let field: String
        /// Codes only; of personal words just that they changed.
        package let before: String?
        package let after: String?

        package init(field: String, before: String?, after: String?) {
            self.field = field
            self.before = before
            self.after = after
        }
    }

    package let changes: [Change]
    package let content: CaseContent
    /// Not stored with the event's codes: they go to its sealed part.
    package let personal: Personal

    package init(changes: [Change], content: CaseContent, personal: Personal) {
        self.changes = changes
        self.content = content
        self.personal = personal
    }

    enum CodingKeys: String, CodingKey {
        case changes, content
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        changes = try container.decode([Change].self, forKey: .changes)
        content = try container.decode(CaseContent.self, forKey: .content)
        personal = Personal()
    }
}
