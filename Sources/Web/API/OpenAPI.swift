import Casework

/// `/api/v1/openapi.json`: made from the table of moves and the code lists, so that it cannot say anything else.
enum OpenAPI {
    static func document(_ rules: Rulebook) -> JSON {
        .object([
            ("openapi", .text("3.1.0")),
            (
                "info",
                .object([
                    ("title", .text("回音 Huiyin · \(rules.cityName) \(rules.hotline)")),
                    ("version", .text("1")),
                    (
                        "description",
                        .text("Recording, dispatching, checking and answering a city's service requests.")
                    ),
                ])
            ),
            ("servers", .list([.object([("url", .text("/api/v1"))])])),
            ("security", .list([.object([("token", .list([]))])])),
            ("paths", .object(paths)),
            (
                "components",
                .object([
                    (
                        "securitySchemes",
                        .object([("token", .object([("type", .text("http")), ("scheme", .text("bearer"))]))])
                    ),
                    ("schemas", .object(schemas)),
                ])
            ),
        ])
    }

    private static var paths: [(String, JSON)] {
        [
            (
                "/cases",
                .object([
                    (
                        "post",
                        operation(
                            "recordCase",
                            "Records a case",
                            body: reference("Record"),
                            answers: [
                                ("201", "Case"), ("400", "Error"), ("403", "Error"), ("409", "Error"),
                                ("413", "Error"), ("422", "Error"),
                            ],
                            parameters: [idempotencyKey]
                        )
                    ),
                    (
                        "get",
                        operation(
                            "listCases",
                            "Cases, newest first",
                            answers: [
                                ("200", "CaseList"), ("400", "Error"), ("403", "Error"), ("422", "Error"),
                            ],
                            parameters: ListQuery.known.sorted().map { query($0) }
                        )
                    ),
                ])
            ),
            (
                "/cases/{number}",
                .object([
                    (
                        "get",
                        operation(
                            "getCase",
                            "One case with clocks, allowed events and history",
                            answers: [("200", "Case"), ("404", "Error")],
                            parameters: [path("number")]
                        )
                    )
                ])
            ),
            (
                "/cases/{number}/events/{event}",
                .object([
                    (
                        "post",
                        operation(
                            "giveEvent",
                            "Gives an event of the table of moves",
                            body: reference("EventFields"),
                            answers: [
                                ("200", "Case"), ("400", "Error"), ("403", "Error"), ("404", "Error"),
                                ("409", "Error"), ("422", "Error"),
                            ],
                            parameters: [path("number"), eventPath, header("If-Match"), idempotencyKey]
                        )
                    )
                ])
            ),
            (
                "/cases/{number}/reveal",
                .object([
                    (
                        "post",
                        operation(
                            "revealCase",
                            "Shows the caller in clear for a minute, for a reason",
                            body: .object([
                                ("type", .text("object")), ("required", .list([.text("reason")])),
                                ("properties", .object([("reason", string)])),
                            ]),
                            answers: [("200", "Case"), ("403", "Error"), ("404", "Error"), ("422", "Error")],
                            parameters: [path("number")]
                        )
                    )
                ])
            ),
            (
                "/route",
                .object([
                    (
                        "get",
                        operation(
                            "route",
                            "The responsible unit, the rule that chose it, the runners-up",
                            answers: [("200", "Route"), ("400", "Error"), ("422", "Error")],
                            parameters: [
                                "topic", "category", "standard", "road", "side", "houseNumber", "estate",
                                "area", "lon", "lat",
                            ].map { query($0) }
                        )
                    )
                ])
            ),
            (
                "/wall",
                .object([
                    (
                        "get",
                        operation(
                            "wall",
                            "Today's figures, for the city and per district",
                            answers: [("200", "Wall")]
                        )
                    )
                ])
            ),
            (
                "/attachments",
                .object([
                    (
                        "post",
                        .object([
                            ("operationId", .text("keepPhoto")),
                            ("summary", .text("Keeps a JPEG or PNG photograph")),
                            (
                                "requestBody",
                                .object([
                                    (
                                        "content",
                                        .object([
                                            (
                                                "multipart/form-data",
                                                .object([
                                                    (
                                                        "schema",
                                                        .object([
                                                            ("type", .text("object")),
                                                            (
                                                                "properties",
                                                                .object([
                                                                    (
                                                                        "file",
                                                                        .object([
                                                                            ("type", .text("string")),
                                                                            ("format", .text("binary")),
                                                                        ])
                                                                    )
                                                                ])
                                                            ),
                                                        ])
                                                    )
                                                ])
                                            )
                                        ])
                                    )
                                ])
                            ),
                            (
                                "responses",
                                responses([
                                    ("201", "Kept"), ("400", "Error"), ("413", "Error"), ("422", "Error"),
                                ])
                            ),
                        ])
                    )
                ])
            ),
            ("/attachments/{id}", .object([("get", photo("getPhoto"))])),
            ("/attachments/{id}/small", .object([("get", photo("getSmallPhoto"))])),
            (
                "/live",
                .object([
                    (
                        "get",
                        .object([
                            ("operationId", .text("live")),
                            ("summary", .text("Server-sent events: which of the topics changed")),
                            ("parameters", .list([query("topics"), header("Last-Event-ID")])),
                            (
                                "responses",
                                .object([
                                    (
                                        "200",
                                        .object([
                                            ("description", .text("a stream")),
                                            ("content", .object([("text/event-stream", .object([]))])),
                                        ])
                                    )
                                ])
                            ),
                        ])
                    )
                ])
            ),
            (
                "/demo/clock",
                .object([
                    (
                        "post",
                        operation(
                            "moveClock",
                            "Moves a demonstration's clock forward",
                            body: .object([
                                ("type", .text("object")), ("required", .list([.text("at")])),
                                ("properties", .object([("at", instant)])),
                            ]),
                            answers: [("200", "Clock"), ("403", "Error"), ("404", "Error"), ("422", "Error")]
                        )
                    )
                ])
            ),
            (
                "/health",
                .object([("get", operation("health", "Ready, or why not", answers: [("200", "Health")]))])
            ),
            (
                "/metrics",
                .object([
                    (
                        "get",
                        .object([
                            ("operationId", .text("metrics")), ("summary", .text("Figures for Prometheus")),
                            (
                                "responses",
                                .object([
                                    (
                                        "200",
                                        .object([
                                            ("description", .text("text")),
                                            ("content", .object([("text/plain", .object([]))])),
                                        ])
                                    )
                                ])
                            ),
                        ])
                    )
                ])
            ),
            (
                "/openapi.json",
                .object([("get", operation("openapi", "This document", answers: [("200", "Document")]))])
            ),
        ]
    }

    // MARK: Operations

    private static func operation(
        _ id: String,
        _ summary: String,
        body: JSON? = nil,
        answers: [(String, String)],
        parameters: [JSON] = []
    ) -> JSON {
        var pairs: [(String, JSON)] = [("operationId", .text(id)), ("summary", .text(summary))]
        if !parameters.isEmpty { pairs.append(("parameters", .list(parameters))) }
        if let body {
            pairs.append(
                (
                    "requestBody",
                    .object([("content", .object([("application/json", .object([("schema", body)]))]))])
                )
            )
        }
        pairs.append(("responses", responses(answers)))
        return .object(pairs)
    }

    private static func responses(_ answers: [(String, String)]) -> JSON {
        .object(
            answers.map { status, schema in
                (
                    status,
                    .object([
                        ("description", .text(schema)),
                        (
                            "content",
                            .object([("application/json", .object([("schema", reference(schema))]))])
                        ),
                    ])
                )
            }
        )
    }

    private static func photo(_ id: String) -> JSON {
        .object([
            ("operationId", .text(id)), ("summary", .text("A photograph of a case one may see")),
            ("parameters", .list([path("id")])),
            (
                "responses",
                .object([
                    (
                        "200",
                        .object([
                            ("description", .text("a photograph")),
                            ("content", .object([("image/jpeg", .object([]))])),
                        ])
                    ),
                    (
                        "404",
                        .object([
                            ("description", .text("Error")),
                            (
                                "content",
                                .object([("application/json", .object([("schema", reference("Error"))]))])
                            ),
                        ])
                    ),
                ])
            ),
        ])
    }

    private static func parameter(
        _ name: String,
        in place: String,
        required: Bool = false,
        schema: JSON? = nil
    ) -> JSON {
        .object([
            ("name", .text(name)), ("in", .text(place)), ("required", .bool(required)),
            ("schema", schema ?? string),
        ])
    }

    private static func query(_ name: String) -> JSON { parameter(name, in: "query") }
    private static func path(_ name: String) -> JSON { parameter(name, in: "path", required: true) }
    private static func header(_ name: String) -> JSON { parameter(name, in: "header") }
    private static var idempotencyKey: JSON { header("Idempotency-Key") }
    private static var eventPath: JSON {
        parameter("event", in: "path", required: true, schema: choice(EventName.allCases.map(\.rawValue)))
    }

    // MARK: Schemas

    private static let string: JSON = .object([("type", .text("string"))])
    private static let instant: JSON = .object([("type", .text("string")), ("format", .text("date-time"))])
    private static let flag: JSON = .object([("type", .text("boolean"))])
    private static let number: JSON = .object([("type", .text("number"))])
    private static let anything: JSON = .object([("type", .list([.text("object"), .text("null")]))])
    private static let optionalString: JSON = .object([("type", .list([.text("string"), .text("null")]))])

    private static func reference(_ name: String) -> JSON {
        .object([("$ref", .text("#/components/schemas/\(name)"))])
    }
    private static func choice(_ codes: [String]) -> JSON {
        .object([("type", .text("string")), ("enum", .list(codes.map { .text($0) }))])
    }
    private static func list(_ items: JSON) -> JSON { .object([("type", .text("array")), ("items", items)]) }
    private static func object(_ properties: [(String, JSON)], required: [String] = []) -> JSON {
        .object([
            ("type", .text("object")), ("required", .list(required.map { .text($0) })),
            ("properties", .object(properties)),
        ])
    }

    private static var schemas: [(String, JSON)] {
        [
            (
                "Record",
                object(
                    [
                        (
                            "caller",
                            object([
                                ("phone", string), ("name", string), ("wantsCallback", flag),
                                ("confidential", flag),
                            ])
                        ),
                        ("source", choice(CodeList.source.codes)), ("sourceReference", string),
                        ("kind", choice(CodeList.kind.codes)),
                        ("topic", string), ("category", string), ("standard", string),
                        ("urgency", choice(CodeList.urgency.codes)),
                        (
                            "place",
                            object(
                                [
                                    "area", "road", "side", "houseNumber", "crossRoad", "estate", "landmark",
                                    "component", "community", "grid", "address", "noPlaceReason",
                                ]
                                .map { ($0, string) } + [("lon", number), ("lat", number)]
                            )
                        ),
                        ("description", string), ("expectation", string), ("call", string),
                        ("photos", list(string)),
                        ("callerSaysSolved", flag),
                        (
                            "event",
                            choice(["answer_directly", "submit", "quick_dispatch", "accept", "receive"])
                        ),
                        ("answer", string), ("articles", list(string)), ("unit", string), ("reason", string),
                    ],
                    required: ["kind", "description"]
                )
            ),
            ("EventFields", object(Field.allCases.map { ($0.rawValue, schema(of: $0)) })),
            (
                "Case",
                object(
                    [
                        ("number", string), ("version", number),
                        ("stage", choice(CaseStage.allCases.filter { $0 != .draft }.map(\.rawValue))),
                        ("kind", string), ("source", string), ("urgency", string), ("topic", anything),
                        ("category", anything),
                        ("place", anything), ("caller", anything), ("description", string),
                        ("unit", anything), ("clocks", list(anything)),
                        ("allowed", list(choice(EventName.allCases.map(\.rawValue)))),
                        ("events", list(anything)), ("pending", anything),
                        ("verdict", anything), ("parent", optionalString), ("links", list(string)),
                        ("calls", list(string)), ("follower", anything),
                    ],
                    required: ["number", "version", "stage"]
                )
            ),
            (
                "CaseList",
                object(
                    [("items", list(reference("Case"))), ("next", optionalString)],
                    required: ["items", "next"]
                )
            ),
            (
                "Route",
                object(
                    [
                        ("unit", anything), ("rule", optionalString), ("candidates", list(anything)),
                        ("runnersUp", list(anything)), ("limit", anything),
                    ],
                    required: ["unit", "runnersUp"]
                )
            ),
            (
                "Wall",
                object(
                    [
                        ("day", string), ("calls", anything), ("callbacks", number), ("cases", anything),
                        ("satisfaction", .object([("type", .list([.text("number"), .text("null")]))])),
                        ("districts", list(anything)),
                    ],
                    required: ["calls", "callbacks", "cases", "districts"]
                )
            ),
            ("Kept", object([("id", string)], required: ["id"])),
            ("Clock", object([("at", instant)], required: ["at"])),
            ("Health", object([("status", string), ("at", instant)], required: ["status"])),
            ("Document", object([("openapi", string)], required: ["openapi"])),
            (
                "Error",
                object(
                    [
                        (
                            "error",
                            object(
                                [
                                    ("code", string), ("message", string),
                                    ("fields", .object([("type", .text("object"))])),
                                ],
                                required: ["code", "message"]
                            )
                        )
                    ],
                    required: ["error"]
                )
            ),
        ]
    }

    private static func schema(of field: Field) -> JSON {
        switch field {
        case .reasonCode:
            return choice([CodeList.refuseAccept, .decline, .returning, .void].flatMap(\.codes).uniqued)
        case .changes, .measured: return .object([("type", .text("object"))])
        default: break
        }
        switch field.kind(in: .comment) {
        case .code(let codes): return choice(codes.codes)
        case .instant: return instant
        case .photos, .marks, .units: return list(string)
        case .words, .mark, .unit, .externalBody, .standard, .category, .caseNumber, .changes, .measured:
            return string
        }
    }
}

extension [String] {
    fileprivate var uniqued: [String] {
        var seen: Set<String> = []
        return filter { seen.insert($0).inserted }
    }
}
