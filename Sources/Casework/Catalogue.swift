/// An organisation that settles cases, or an outside body that cases are forwarded to.
package struct Unit: Sendable, Hashable {
    package typealias ID = String

    package let id: ID
    package let name: String
    /// What it does (`water`, `roads` …): a code of the city's table of unit types.
    package let type: String
    package let district: Area.Code?
    package let isExternal: Bool
    /// Set to false by the administrator; then nothing more is sent to it.
    package let isActive: Bool
    /// Who answers its telephone day and night: a room or a post, no person's name.
    package let duty: String
    package let phone: String

    package init(
        id: ID,
        name: String,
        type: String,
        district: Area.Code? = nil,
        isExternal: Bool = false,
        isActive: Bool = true,
        duty: String = "",
        phone: String = ""
    ) {
        self.id = id
        self.name = name
        self.type = type
        self.district = district
        self.isExternal = isExternal
        self.isActive = isActive
        self.duty = duty
        self.phone = phone
    }
}

/// A part of the city: the city itself, a district, a subdistrict.
package struct Area: Sendable, Hashable {
    package typealias Code = String

    package enum Level: String, Sendable {
        case city, district, subdistrict, community
        case functionalZone = "functional_zone"
        case county
    }

    package let code: Code
    package let name: String
    package let level: Level
    /// Who answers for it: the zone that runs a subdistrict, else the area it lies in.
    package let parent: Code?
    /// Whether the hotline sends its cases to units here, as it does in the central districts.
    package let isServed: Bool

    package init(code: Code, name: String, level: Level, parent: Code?, isServed: Bool) {
        self.code = code
        self.name = name
        self.level = level
        self.parent = parent
        self.isServed = isServed
    }
}

/// A road, by the name that rules use and the names that people say.
package struct Road: Sendable, Hashable {
    package let name: String
    package let aliases: [String]
    /// Districts it runs through.
    package let districts: [Area.Code]

    package init(name: String, aliases: [String], districts: [Area.Code]) {
        self.name = name
        self.aliases = aliases
        self.districts = districts
    }
}

/// What a call is about: `industry → topic`, with what usually follows from it.
package struct Topic: Sendable, Hashable {
    package typealias Code = String

    package let code: Code
    package let industry: String
    package let name: String
    package let kind: String
    package let urgency: Urgency
    package let unitType: String
    package let category: Category.Code?
    package let arrive: Limit?
    package let finish: Limit
    package let utterance: String
    /// What to ask a caller who brings it up.
    package let questions: [String]

    package init(
        code: Code,
        industry: String,
        name: String,
        kind: String,
        urgency: Urgency,
        unitType: String,
        category: Category.Code?,
        arrive: Limit?,
        finish: Limit,
        utterance: String,
        questions: [String] = []
    ) {
        self.code = code
        self.industry = industry
        self.name = name
        self.kind = kind
        self.urgency = urgency
        self.unitType = unitType
        self.category = category
        self.arrive = arrive
        self.finish = finish
        self.utterance = utterance
        self.questions = questions
    }
}

/// A class of component or event, keyed by scheme, kind and code; its meaning is data, never code.
///
/// Source: GB/T 30428.2.
package struct Category: Sendable, Hashable {
    /// `component:0104`, `event:0501`.
    package typealias Code = String

    package let code: Code
    package let majorName: String
    package let name: String

    package init(code: Code, majorName: String, name: String) {
        self.code = code
        self.majorName = majorName
        self.name = name
    }
}

/// When a case of a category is filed, how long it may take, and when it is done.
///
/// Source: GB/T 30428.8 as cities use it.
package struct FilingStandard: Sendable, Hashable {
    /// `component:0104/1`.
    package typealias Code = String

    package let code: Code
    package let category: Category.Code?
    package let name: String
    package let condition: String
    package let closing: String
    package let arrive: Limit?
    package let finish: Limit?
    /// What holds instead of `finish` when the urgency is raised.
    package let urgentFinish: Limit?
    package let needsPhoto: Bool

    package init(
        code: Code,
        category: Category.Code?,
        name: String,
        condition: String,
        closing: String,
        arrive: Limit?,
        finish: Limit?,
        urgentFinish: Limit? = nil,
        needsPhoto: Bool = false
    ) {
        self.code = code
        self.category = category
        self.name = name
        self.condition = condition
        self.closing = closing
        self.arrive = arrive
        self.finish = finish
        self.urgentFinish = urgentFinish
        self.needsPhoto = needsPhoto
    }
}
