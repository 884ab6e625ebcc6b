import Casework
import Storage

/// A case as the API tells it to one person.
struct CaseTelling {
    let file: Case
    let history: [CaseEvent]
    let person: Person
    let sight: Sight
    let now: Timestamp
    let rules: Rulebook
    let names: [Person.ID: String]
    let isForgotten: Bool
    var photoFacts: [String: PhotoFacts] = [:]

    private var state: CaseState { file.state }
    private var content: CaseContent { file.state.content }

    func json(withHistory: Bool = true) -> JSON {
        let personal = file.personal.seen(sight)
        var pairs: [(String, JSON)] = [
            ("number", .text(file.number)), ("version", .integer(state.version)),
            ("stage", .text(file.stage.rawValue)), ("stageName", .text(file.stage.chinese)),
            ("kind", .text(content.kind)), ("source", .text(content.source)),
            ("sourceReference", .text(content.sourceReference)), ("urgency", .text(state.urgency.rawValue)),
            ("topic", named(content.topic, content.topic.flatMap { rules.topics[$0]?.name })),
            ("category", named(content.category, content.category.flatMap { rules.categories[$0]?.name })),
            ("standard", .text(content.standard)), ("place", place(personal)), ("caller", caller(personal)),
            ("description", .text(personal.description)), ("expectation", .text(personal.expectation)),
            ("photos", .list(content.photos.map { .text($0) })),
            ("calls", .list(content.calls.map { .text($0) })),
            ("unit", unit(state.unit)), ("unitRule", .text(state.unitRule)),
            ("assisting", .list(state.assisting.map(unit))), ("outside", outside),
            ("unrouted", .bool(state.isUnrouted)), ("proposesRecall", .bool(state.proposesRecall)),
            ("follower", who(state.follower)), ("recordedAt", instant(state.recordedAt)),
            ("dispatchedAt", instant(state.dispatchedAt)), ("signedAt", instant(state.signedAt)),
            ("arrivedAt", instant(state.arrivedAt)), ("feedbackAt", instant(state.feedbackAt)),
            ("closedAt", instant(state.closedAt)), ("endedAt", instant(state.endedAt)),
            ("due", instant(state.clocks[.handle]?.isRunning == true ? state.clocks[.handle]?.due : nil)),
            ("overdue", .bool(state.clocks[.handle]?.isOverdue(at: now) == true)),
            ("limits", limits), ("clocks", .list(clocks)), ("counts", counts), ("pending", pending),
            ("verdict", verdict), ("attempts", .list(attempts)), ("answeredAt", instant(state.answeredAt)),
            ("noAnswerReason", .text(state.noAnswerReason)), ("orders", .list(orders)),
            ("exempt", .bool(state.isExempt)), ("parent", .text(state.parent)),
            ("links", .list(state.children.map { .text($0) })), ("masked", .bool(sight == .masked)),
            ("forgotten", .bool(isForgotten)),
        ]
        if withHistory {
            pairs.append(
                ("allowed", .list(file.allowed(to: person, at: now, under: rules).map { .text($0.rawValue) }))
            )
            pairs.append(("events", .list(history.map { event($0) })))
            pairs.append(
                ("attachments", .list(CasePhoto.all(in: history, facts: photoFacts).map(attachment)))
            )
        }
        return .object(pairs)
    }

    // MARK: Pieces

    private func instant(_ instant: Timestamp?) -> JSON { .text(instant.map(rules.time.iso8601)) }

    private func named(_ code: String?, _ name: String?) -> JSON {
        code.map { .object([("code", .text($0)), ("name", .text(name ?? $0))]) } ?? .null
    }

    private func unit(_ id: Unit.ID?) -> JSON { named(id, id.flatMap { rules.units[$0]?.name }) }

    private func who(_ id: Person.ID?) -> JSON {
        id.map { .object([("id", .integer($0)), ("name", .text(names[$0] ?? "#\($0)"))]) } ?? .null
    }

    private func place(_ personal: Personal) -> JSON {
        let place = content.place
        return .object([
            ("area", named(place.area, place.area.flatMap { rules.areas[$0]?.name })),
            ("district", named(content.district, content.district.flatMap { rules.areas[$0]?.name })),
            ("road", .text(place.road)), ("side", .text(place.side)),
            ("houseNumber", .text(personal.houseNumber)),
            ("crossRoad", .text(place.crossRoad)), ("estate", .text(place.estate)),
            ("landmark", .text(place.landmark)),
            ("component", .text(place.component)), ("community", .text(place.community)),
            ("grid", .text(place.grid)),
            ("address", .text(personal.address)), ("noPlaceReason", .text(personal.noPlaceReason)),
            ("lon", place.lon.map { .number($0) } ?? .null), ("lat", place.lat.map { .number($0) } ?? .null),
        ])
    }

    private func caller(_ personal: Personal) -> JSON {
        .object([
            ("name", .text(personal.name)), ("phone", .text(personal.phone)),
            ("wantsCallback", .bool(content.wantsCallback)), ("confidential", .bool(content.isConfidential)),
        ])
    }

    private var outside: JSON {
        guard let body = state.outsideBody else { return .null }
        return .object([("body", unit(body)), ("theirNumber", .text(state.theirNumber))])
    }

    private var limits: JSON {
        guard let limits = state.limits else { return .null }
        return .object([
            ("source", .text(limits.source.rawValue)), ("standard", .text(limits.standard)),
            ("version", .integer(limits.version)), ("finish", limit(limits.finish)),
            ("arrive", limits.arrive.map(limit) ?? .null),
        ])
    }

    private func limit(_ limit: Limit) -> JSON {
        .object([("value", .number(limit.value)), ("unit", .text(limit.unit.rawValue))])
    }

    private var clocks: [JSON] {
        ClockKind.allCases.compactMap { state.clocks[$0] }.map { clock in
            let keeper = clock.unit == nil ? rules.hall : rules.timekeeper(of: clock.unit)
            return .object([
                ("clock", .text(clock.kind.rawValue)), ("state", .text(clock.state.rawValue)),
                ("round", .integer(clock.round)), ("unit", .text(clock.unit)),
                ("measure", .text(clock.measure.rawValue)),
                ("limit", .integer(clock.limit)), ("used", .integer(clock.usedSeconds(at: now, by: keeper))),
                ("since", instant(clock.since)), ("due", instant(clock.due)),
                (
                    "overdue",
                    .bool(clock.isOverdue(at: now) || (!clock.isRunning && clock.used > clock.limit))
                ),
            ])
        }
    }

    private var counts: JSON {
        .object([
            ("returns", .integer(state.returns)), ("wrongReturns", .integer(state.wrongReturns)),
            ("extensions", .integer(state.extensions)), ("suspensions", .integer(state.suspensions)),
            ("reworks", .integer(state.reworks)), ("redos", .integer(state.redos)),
            ("supervision", .integer(state.supervision)), ("urges", .integer(state.urges)),
            ("attempts", .integer(state.attempts.count)), ("callers", .integer(state.callers)),
        ])
    }

    private var pending: JSON {
        guard let pending = state.pending else { return .null }
        return .object([
            ("request", .text(pending.kind.rawValue)), ("at", instant(pending.at)), ("by", who(pending.by)),
            ("reasonCode", .text(pending.reasonCode)), ("until", instant(pending.until)),
            ("properUnit", unit(pending.properUnit)), ("opinion", .text(pending.opinion)),
        ])
    }

    private var verdict: JSON {
        guard let verdict = state.verdict else { return .null }
        return .object([
            ("kind", .text(verdict.kind.rawValue)), ("at", instant(verdict.at)),
            ("satisfaction", .text(verdict.satisfaction)), ("solved", .text(verdict.solved)),
            ("manner", .text(verdict.manner)), ("bad", .bool(verdict.isBad)),
            ("accepted", .text(verdict.accepted)),
        ])
    }

    private var attempts: [JSON] {
        state.attempts.map {
            .object([
                ("at", instant($0.at)), ("outcome", .text($0.outcome)),
                ("callAgainAt", instant($0.callAgainAt)),
            ])
        }
    }

    private var orders: [JSON] {
        state.orders.map {
            .object([
                ("order", .text($0.number)), ("level", .text($0.level)), ("at", instant($0.at)),
                ("by", who($0.by)),
                ("replyBy", instant($0.replyBy)), ("repliedAt", instant($0.repliedAt)),
            ])
        }
    }

    private func attachment(_ photo: CasePhoto) -> JSON {
        let position = photo.position(sight)
        return .object([
            ("id", .text(photo.id)), ("event", .text(photo.event.rawValue)), ("at", instant(photo.at)),
            ("shows", .text(photo.side.rawValue)), ("takenAt", instant(photo.facts.takenAt)),
            ("lon", position.map { .number($0.lon) } ?? .null),
            ("lat", position.map { .number($0.lat) } ?? .null),
        ])
    }

    private func event(_ event: CaseEvent) -> JSON {
        var pairs: [(String, JSON)] = [
            ("sequence", .integer(event.sequence)), ("event", .text(event.name.rawValue)),
            ("name", .text(event.name.chinese)), ("at", instant(event.at)), ("by", who(event.by)),
            ("stage", .text(event.stage?.rawValue)),
        ]
        let personal: Set<String> = [
            "phone", "name", "houseNumber", "address", "noPlaceReason", "description", "expectation",
        ]
        var fields: [(String, JSON)] = []
        for field in Field.allCases {
            if let value = event.fields[field] { fields.append((field.rawValue, json(value))) }
            if !personal.contains(field.rawValue), let words = event.words[field.rawValue] {
                fields.append((field.rawValue, .text(words)))
            }
        }
        pairs.append(("fields", .object(fields)))
        return .object(pairs)
    }

    private func json(_ value: FieldValue) -> JSON {
        switch value {
        case .text(let text): .text(text)
        case .texts(let texts): .list(texts.map { .text($0) })
        case .instant(let at): instant(at)
        case .measured(let values):
            .object(values.sorted { $0.key < $1.key }.map { ($0.key, .number($0.value)) })
        case .amendment(let amendment):
            .list(
                amendment.changes.map {
                    .object([
                        ("field", .text($0.field)), ("before", .text($0.before)), ("after", .text($0.after)),
                    ])
                }
            )
        }
    }
}

extension CaseEvent {
    /// The stage it led to, if it moved the case.
    var stage: CaseStage? {
        for fact in facts.reversed() { if case .stage(let stage) = fact { return stage } }
        return nil
    }
}
