import Casework
import Storage

/// What has happened to a case, as its answer tells it.
extension CaseTelling {
    /// Told with the case itself, as they stand now and as they may be seen.
    private static let personal: Set<String> = [
        "phone", "name", "houseNumber", "address", "noPlaceReason", "description", "expectation",
    ]

    func event(_ event: CaseEvent, to json: inout JSONWriter) {
        json.member("sequence", event.sequence)
        json.member("event", event.name.rawValue)
        json.member("name", event.name.chinese)
        json.tell("at", event.at, in: rules.time)
        json.object("by") { who(&$0, event.by) }
        json.tell("stage", event.stage?.rawValue)
        json.object("fields") { fields(of: event, to: &$0) }
    }

    func attachment(_ json: inout JSONWriter, _ photo: CasePhoto) {
        let position = photo.position(sight)
        json.member("id", photo.id)
        json.member("event", photo.event.rawValue)
        json.tell("at", photo.at, in: rules.time)
        json.member("shows", photo.side.rawValue)
        json.tell("takenAt", photo.facts.takenAt, in: rules.time)
        json.tell("lon", position?.lon)
        json.tell("lat", position?.lat)
    }

    private func fields(of event: CaseEvent, to json: inout JSONWriter) {
        let hasWords = event.words.contains { !Self.personal.contains($0.key) }
        if event.fields.isEmpty, !hasWords { return }
        for field in Field.allCases {
            if let value = event.fields[field] {
                json.name(field.rawValue)
                write(value, to: &json)
            }
            if hasWords, !Self.personal.contains(field.rawValue), let text = event.words[field.rawValue] {
                json.name(field.rawValue)
                json.add(text)
            }
        }
    }

    private func write(_ value: FieldValue, to json: inout JSONWriter) {
        switch value {
        case .text(let text): json.add(text)
        case .texts(let texts): json.list(texts)
        case .instant(let at): json.add(rules.time.iso8601(at))
        case .measured(let values):
            json.object { json in
                for (name, value) in values.sorted(by: { $0.key < $1.key }) {
                    json.name(name)
                    json.add(value)
                }
            }
        case .amendment(let amendment):
            json.list { json in
                for change in amendment.changes {
                    json.object { json in
                        json.member("field", change.field)
                        json.tell("before", change.before)
                        json.tell("after", change.after)
                    }
                }
            }
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
