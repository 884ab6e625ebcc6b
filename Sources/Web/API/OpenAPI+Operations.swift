import Casework

extension OpenAPI {
    private static let json = "application/json"
    private static let photograph: (String, String, JSON) = (
        "200", "image/jpeg", ["type": "string", "format": "binary"]
    )

    private static func told(_ schema: String, _ status: String = "200") -> (String, String, JSON) {
        (status, json, reference(schema))
    }

    /// Every call, in the order of the contract.
    static var operations: [Operation] {
        [
            Operation(
                method: "post",
                path: "/cases",
                id: "recordCase",
                summary: "Records a case",
                parameters: [idempotencyKey],
                body: (json, reference("Record")),
                answer: told("Case", "201"),
                errors: ["400", "401", "403", "409", "413", "422"]
            ),
            Operation(
                method: "get",
                path: "/cases",
                id: "listCases",
                summary: "Cases, newest first",
                parameters: ListQuery.known.sorted().map(query),
                answer: told("CaseList"),
                errors: ["400", "401", "403", "422"]
            ),
            Operation(
                method: "get",
                path: "/cases/{number}",
                id: "getCase",
                summary: "One case with clocks, allowed events and history",
                parameters: [path("number")],
                answer: told("Case"),
                errors: ["401", "404"]
            ),
            Operation(
                method: "post",
                path: "/cases/{number}/events/{event}",
                id: "giveEvent",
                summary: "Gives an event of the table of moves",
                parameters: [path("number"), event, header("If-Match"), idempotencyKey],
                body: (json, reference("EventFields")),
                answer: told("Case"),
                errors: ["400", "401", "403", "404", "409", "413", "422"]
            ),
            Operation(
                method: "post",
                path: "/cases/{number}/reveal",
                id: "revealCase",
                summary: "Shows the caller in clear for a minute, for a reason",
                parameters: [path("number")],
                body: (json, object([("reason", string)], required: ["reason"])),
                answer: told("Case"),
                errors: ["400", "401", "403", "404", "422"]
            ),
            Operation(
                method: "get",
                path: "/route",
                id: "route",
                summary: "The responsible unit, the rule that chose it, the runners-up",
                parameters: PlainAPI.routeParameters.map(query),
                answer: told("Route"),
                errors: ["400", "401", "403", "422"]
            ),
            Operation(
                method: "get",
                path: "/wall",
                id: "wall",
                summary: "Today's figures, for the city and per district",
                answer: told("Wall"),
                errors: ["401", "403"]
            ),
            Operation(
                method: "post",
                path: "/attachments",
                id: "keepPhoto",
                summary: "Keeps a photograph: JPEG, PNG, WebP or HEIC",
                body: ("multipart/form-data", photo),
                answer: told("Kept", "201"),
                errors: ["400", "401", "413", "422"]
            ),
            Operation(
                method: "get",
                path: "/attachments/{id}",
                id: "getPhoto",
                summary: "A photograph of a case one may see",
                parameters: [path("id")],
                answer: photograph,
                errors: ["401", "404"]
            ),
            Operation(
                method: "get",
                path: "/attachments/{id}/small",
                id: "getSmallPhoto",
                summary: "Its small form",
                parameters: [path("id")],
                answer: photograph,
                errors: ["401", "404"]
            ),
            Operation(
                method: "get",
                path: "/live",
                id: "live",
                summary: "Server-sent events: which of the topics changed",
                parameters: [query("topics"), header("Last-Event-ID")],
                answer: ("200", "text/event-stream", string),
                errors: ["401"]
            ),
            Operation(
                method: "post",
                path: "/demo/clock",
                id: "moveClock",
                summary: "Moves a demonstration's clock forward",
                body: (json, object([("at", instant)], required: ["at"])),
                answer: told("Clock"),
                errors: ["400", "401", "403", "404", "422"]
            ),
            Operation(
                method: "get",
                path: "/health",
                id: "health",
                summary: "Ready, or why not",
                answer: told("Health")
            ),
            Operation(
                method: "get",
                path: "/health/ready",
                id: "ready",
                summary: "The same",
                answer: told("Health")
            ),
            Operation(
                method: "get",
                path: "/health/live",
                id: "alive",
                summary: "That the server answers at all",
                answer: told("Health")
            ),
            Operation(
                method: "get",
                path: "/metrics",
                id: "metrics",
                summary: "Figures for Prometheus; for this machine, or a system administrator's token",
                answer: ("200", "text/plain", string),
                errors: ["401", "403"]
            ),
            Operation(
                method: "get",
                path: "/openapi.json",
                id: "openapi",
                summary: "This document",
                answer: told("Document")
            ),
        ]
    }

    private static var photo: JSON {
        object([
            ("file", ["type": "string", "format": "binary"]), ("shows", choice(["before", "after"])),
        ])
    }

    private static func parameter(_ name: String, in place: String, isRequired: Bool = false, _ schema: JSON)
        -> JSON
    {
        ["name": .text(name), "in": .text(place), "required": .bool(isRequired), "schema": schema]
    }

    private static func query(_ name: String) -> JSON { parameter(name, in: "query", string) }
    private static func path(_ name: String) -> JSON { parameter(name, in: "path", isRequired: true, string) }
    private static func header(_ name: String) -> JSON { parameter(name, in: "header", string) }
    private static var idempotencyKey: JSON { header("Idempotency-Key") }
    private static var event: JSON {
        parameter("event", in: "path", isRequired: true, choice(EventName.allCases.map(\.rawValue)))
    }
}
