import Casework

/// `/api/v1/openapi.json`: made from the table of moves and the code lists, so that it cannot say anything else.
enum OpenAPI {
    static func document(_ rules: Rulebook) -> JSON {
        [
            "openapi": "3.1.0",
            "info": [
                "title": "回音 Huiyin · \(rules.cityName) \(rules.hotline)", "version": "1",
                "description": "Recording, dispatching, checking and answering a city's service requests.",
            ],
            "servers": [["url": "/api/v1"]],
            "security": [["token": []]],
            "paths": .object(paths),
            "components": [
                "securitySchemes": ["token": ["type": "http", "scheme": "bearer"]],
                "schemas": .object(schemas),
            ],
        ]
    }

    /// One method of one path.
    struct Operation {
        let method: String
        let path: String
        let id: String
        let summary: String
        var parameters: [JSON] = []
        /// By media type.
        var body: (type: String, schema: JSON)?
        /// What it answers when it has done it: status, media type, schema.
        let answer: (status: String, type: String, schema: JSON)
        /// Statuses of errors, all of one form.
        var errors: [String] = []

        var json: JSON {
            var pairs: [(String, JSON)] = [("operationId", .text(id)), ("summary", .text(summary))]
            if !parameters.isEmpty { pairs.append(("parameters", .list(parameters))) }
            if let body {
                let content: JSON = ["content": OpenAPI.media(body.type, body.schema)]
                pairs.append(("requestBody", content))
            }
            let done: (String, JSON) = (answer.status, OpenAPI.content(answer.type, answer.schema, summary))
            let refused = errors.map {
                ($0, OpenAPI.content("application/json", OpenAPI.reference("Error"), "Error"))
            }
            pairs.append(("responses", .object([done] + refused)))
            return .object(pairs)
        }
    }

    private static var paths: [(String, JSON)] {
        var order: [String] = []
        var methods: [String: [(String, JSON)]] = [:]
        for operation in operations {
            if methods[operation.path] == nil { order.append(operation.path) }
            methods[operation.path, default: []].append((operation.method, operation.json))
        }
        return order.map { ($0, .object(methods[$0] ?? [])) }
    }

    static func content(_ type: String, _ schema: JSON, _ words: String) -> JSON {
        ["description": .text(words), "content": media(type, schema)]
    }

    static func media(_ type: String, _ schema: JSON) -> JSON {
        let inner: JSON = ["schema": schema]
        return .object([(type, inner)])
    }

    static func reference(_ name: String) -> JSON { ["$ref": .text("#/components/schemas/\(name)")] }
}
