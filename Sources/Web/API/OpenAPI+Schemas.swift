import Casework

extension OpenAPI {
    static let string: JSON = ["type": "string"]
    static let instant: JSON = ["type": "string", "format": "date-time"]
    private static let flag: JSON = ["type": "boolean"]
    private static let number: JSON = ["type": "number"]
    private static let optionalNumber: JSON = ["type": ["number", "null"]]
    private static let optionalString: JSON = ["type": ["string", "null"]]
    private static let anything: JSON = ["type": ["object", "null"]]

    static func choice(_ codes: [String]) -> JSON {
        ["type": "string", "enum": .list(codes.map { .text($0) })]
    }

    static func object(_ properties: [(String, JSON)], required: [String] = []) -> JSON {
        ["type": "object", "required": .list(required.map { .text($0) }), "properties": .object(properties)]
    }

    private static func list(_ items: JSON) -> JSON { ["type": "array", "items": items] }

    /// What is sent and told, by name.
    static var schemas: [(String, JSON)] {
        [
            ("Record", record), ("EventFields", object(Field.allCases.map { ($0.rawValue, schema(of: $0)) })),
            ("Case", told),
            (
                "CaseList",
                object(
                    [("items", list(reference("Case"))), ("next", optionalString)],
                    required: ["items", "next"]
                )
            ),
            ("Route", route), ("Wall", wall), ("Kept", object([("id", string)], required: ["id"])),
            ("Clock", object([("at", instant)], required: ["at"])),
            (
                "Health",
                object(
                    [("status", string), ("at", instant), ("reason", string), ("message", string)],
                    required: ["status"]
                )
            ),
            ("Document", object([("openapi", string)], required: ["openapi"])), ("Error", error),
        ]
    }

    private static var record: JSON {
        let words = [
            "area", "road", "side", "houseNumber", "crossRoad", "estate", "landmark", "component",
            "community", "grid",
            "address", "noPlaceReason",
        ]
        let place = object(words.map { ($0, string) } + [("lon", number), ("lat", number)])
        let caller = object([
            ("phone", string), ("name", string), ("wantsCallback", flag), ("confidential", flag),
        ])
        return object(
            [
                ("caller", caller), ("source", choice(CodeList.source.codes)), ("sourceReference", string),
                ("kind", choice(CodeList.kind.codes)), ("topic", string), ("category", string),
                ("standard", string),
                ("urgency", choice(CodeList.urgency.codes)), ("place", place), ("description", string),
                ("expectation", string), ("call", string), ("photos", list(string)),
                ("callerSaysSolved", flag), ("complainedOf", string),
                ("event", choice(["answer_directly", "submit", "quick_dispatch", "accept", "receive"])),
                ("answer", string), ("articles", list(string)), ("unit", string), ("reason", string),
            ],
            required: ["description"]
        )
    }

    private static var told: JSON {
        let stages = CaseStage.allCases.filter { $0 != .draft }.map(\.rawValue)
        return object(
            [
                ("number", string), ("version", number), ("stage", choice(stages)), ("kind", string),
                ("source", string),
                ("urgency", string), ("topic", anything), ("category", anything), ("place", anything),
                ("caller", anything), ("description", string), ("unit", anything), ("clocks", list(anything)),
                ("allowed", list(choice(EventName.allCases.map(\.rawValue)))), ("events", list(anything)),
                ("pending", anything), ("verdict", anything), ("parent", optionalString),
                ("links", list(string)),
                ("calls", list(string)), ("follower", anything), ("complainedOf", anything),
                ("attachments", list(attachment)),
            ],
            required: ["number", "version", "stage"]
        )
    }

    private static var attachment: JSON {
        object(
            [
                ("id", string), ("event", string), ("at", instant), ("shows", choice(["before", "after"])),
                ("takenAt", optionalString), ("lon", optionalNumber), ("lat", optionalNumber),
            ],
            required: ["id", "event", "at", "shows"]
        )
    }

    private static var route: JSON {
        object(
            [
                ("unit", anything), ("rule", optionalString), ("candidates", list(anything)),
                ("runnersUp", list(anything)), ("limit", anything),
            ],
            required: ["unit", "runnersUp"]
        )
    }

    private static var wall: JSON {
        object(
            [
                ("day", string), ("calls", anything), ("callbacks", number), ("cases", anything),
                ("satisfaction", optionalNumber), ("districts", list(anything)),
            ],
            required: ["calls", "callbacks", "cases", "districts"]
        )
    }

    private static var error: JSON {
        let told = object(
            [("code", string), ("message", string), ("fields", ["type": "object"])],
            required: ["code", "message"]
        )
        return object([("error", told)], required: ["error"])
    }

    private static func schema(of field: Field) -> JSON {
        // Reasons have codes of their own in each event: here are all of them.
        if field == .reasonCode {
            let codes = [CodeList.refuseAccept, .decline, .returning, .void].flatMap(\.codes)
            return choice(Set(codes).sorted())
        }
        switch field.kind(in: .comment) {
        case .code(let codes): return choice(codes.codes)
        case .instant: return instant
        case .photos, .marks, .units: return list(string)
        case .changes, .measured: return ["type": "object"]
        case .words, .mark, .unit, .externalBody, .standard, .category, .caseNumber,
            .colleague:
            return string
        }
    }
}
