import Casework
import Hummingbird
import Storage

/// `/route`, `/wall`, `/demo/clock`.
struct PlainAPI {
    let hotline: Hotline

    func add(to group: RouterGroup<APIContext>) {
        group.get("route", use: route)
        group.get("wall", use: wall)
        group.post("demo/clock", use: moveClock)
    }

    static let routeParameters = [
        "topic", "category", "standard", "road", "side", "houseNumber", "estate", "area", "lon", "lat",
    ]

    @Sendable func route(_ request: Request, _ context: APIContext) async throws -> Response {
        let person = context.person
        guard person.anywhere.contains(.see) else { throw Problem.notPermitted() }
        var raw: [String: RawValue] = [:]
        for (name, value) in try request.query.pairs {
            guard Self.routeParameters.contains(name) else {
                throw Problem.unreadable("没有参数“\(name.shortened)”。")
            }
            raw[name] = .text(value)
        }
        var reader = FieldReader(hotline.city)
        let topic = reader.topic(raw["topic"], "topic")
        let category = reader.category(raw["category"], "category")
        let standard = reader.standard(raw["standard"], "standard")
        var place = Place()
        place.area = reader.area(raw["area"], "area")
        place.road = reader.text(raw["road"], "road")
        place.side = reader.text(raw["side"], "side")
        place.estate = reader.text(raw["estate"], "estate")
        place.lon = reader.number(raw["lon"], "lon", in: -180...180)
        place.lat = reader.number(raw["lat"], "lat", in: -90...90)
        if topic == nil, category == nil, reader.problems.isEmpty {
            reader.refuse("topic", "请给出 topic 或 category。")
        }
        try reader.finish()
        let rules = hotline.rules
        let route = rules.route(topic: topic, category: category, place: place)
        let limits = rules.limits(standard: standard, topic: topic)
        let keeper = rules.timekeeper(of: route.winner?.unit)
        let now = hotline.clock.now
        return .json(
            .object([
                ("unit", route.winner.map { candidate($0, rules) } ?? .null),
                ("rule", .text(route.winner?.rule)),
                ("candidates", .list(route.best.map { candidate($0, rules) })),
                ("runnersUp", .list(route.runnersUp.map { candidate($0, rules) })),
                ("district", .text(rules.district(of: place))),
                (
                    "limit",
                    .object([
                        ("source", .text(limits.source.rawValue)), ("finish", .text(limits.finish.chinese)),
                        ("arrive", .text(limits.arrive?.chinese)),
                        ("due", .text(rules.time.iso8601(keeper.due(limits.finish, from: now)))),
                    ])
                ),
            ])
        )
    }

    private func candidate(_ candidate: Route.Candidate, _ rules: Rulebook) -> JSON {
        .object([
            ("code", .text(candidate.unit)),
            ("name", .text(rules.units[candidate.unit]?.name ?? candidate.unit)),
            ("rule", .text(candidate.rule)),
            ("external", .bool(rules.units[candidate.unit]?.isExternal == true)),
        ])
    }

    @Sendable func wall(_ request: Request, _ context: APIContext) async throws -> Response {
        let bytes = try await hotline.wallFigures.value(at: hotline.stand) { [hotline] in
            try await WallFigures.read(hotline).json.bytes
        }
        return .json(bytes)
    }

    @Sendable func moveClock(_ request: Request, _ context: APIContext) async throws -> Response {
        guard hotline.clock.isDemonstration else { throw Problem.notFound }
        guard context.person.may(.adminCity) else { throw Problem.notPermitted() }
        let (raw, _) = try await request.object(context)
        var reader = FieldReader(hotline.city)
        let at = reader.instant(raw["at"], "at")
        if at == nil { reader.refuse("at", "请给出时间，如 2019-01-16T19:06:00+08:00。") }
        try reader.finish()
        guard let at else { throw Problem.unreadable("at") }
        guard at >= hotline.clock.now else { throw Problem.invalid("at", "演示时钟只能往前拨。") }
        try await hotline.advance(to: at)
        try await hotline.audit.record(
            AuditRecord(
                at: at,
                by: context.person,
                from: context.address,
                .clockMoved,
                hotline.rules.time.iso8601(at)
            )
        )
        return .json(.object([("at", .text(hotline.rules.time.iso8601(hotline.clock.now)))]))
    }
}
