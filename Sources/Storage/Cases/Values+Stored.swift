import Casework

/// What facts and snapshots are made of, as it is stored: the form that `Codable` reads.
extension CaseContent {
    func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("source", source)
            json.member("sourceReference", sourceReference)
            json.member("kind", kind)
            json.member("topic", topic)
            json.member("category", category)
            json.member("standard", standard)
            json.member("place", place.write)
            json.member("district", district)
            json.member("wantsCallback", wantsCallback)
            json.member("isConfidential", isConfidential)
            json.member("hasPhone", hasPhone)
            json.member("isSolvedByItself", isSolvedByItself)
            json.member("hasPlace", hasPlace)
            json.member("photos", photos)
            json.member("calls", calls)
            json.member("complainedOf", complainedOf)
        }
    }
}

extension Place {
    func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("area", area)
            json.member("road", road)
            json.member("side", side)
            json.member("crossRoad", crossRoad)
            json.member("estate", estate)
            json.member("landmark", landmark)
            json.member("component", component)
            json.member("community", community)
            json.member("grid", grid)
            json.member("lon", lon)
            json.member("lat", lat)
        }
    }
}

extension Clock {
    func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("kind", kind.rawValue)
            json.member("round", round)
            json.member("unit", unit)
            json.member("limit", limit)
            json.member("original", original)
            json.member("measure", measure.rawValue)
            json.member("used", used)
            json.member("state", state.rawValue)
            json.member("since", since)
            json.member("due", due)
            json.member("written", written?.write)
        }
    }
}

extension Limit {
    func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("value", value)
            json.member("unit", unit.rawValue)
        }
    }
}

extension ChosenLimits {
    func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("standard", standard)
            json.member("version", version)
            json.member("source", source.rawValue)
            json.member("finish", finish.write)
            json.member("arrive", arrive?.write)
        }
    }
}

extension PendingRequest {
    func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("kind", kind.rawValue)
            json.member("at", at)
            json.member("by", by)
            json.member("reasonCode", reasonCode)
            json.member("until", until)
            json.member("properUnit", properUnit)
            json.member("opinion", opinion)
        }
    }
}

extension CallbackAttempt {
    func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("at", at)
            json.member("outcome", outcome)
            json.member("callAgainAt", callAgainAt)
        }
    }
}

extension Verdict {
    func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("kind", kind.rawValue)
            json.member("at", at)
            json.member("satisfaction", satisfaction)
            json.member("solved", solved)
            json.member("manner", manner)
            json.member("accepted", accepted)
        }
    }
}

extension SupervisionOrder {
    func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("number", number)
            json.member("level", level)
            json.member("at", at)
            json.member("by", by)
            json.member("replyBy", replyBy)
            json.member("repliedAt", repliedAt)
        }
    }
}

extension Amendment {
    func write(to json: inout JSONWriter) {
        json.object { json in
            json.list("changes") { json in
                for change in changes {
                    json.object { json in
                        json.member("field", change.field)
                        json.member("before", change.before)
                        json.member("after", change.after)
                    }
                }
            }
            json.member("content", content.write)
        }
    }
}

extension Personal {
    /// As an event has them: words by name, in the form that `Codable` reads too.
    var stored: [UInt8] {
        var json = JSONWriter()
        json.words(words)
        return json.bytes
    }
}

extension JSONWriter {
    mutating func member(_ name: StaticString, _ instant: Timestamp?) {
        member(name, instant?.milliseconds)
    }

    mutating func member(_ name: StaticString, _ value: (inout Self) -> Void) {
        self.name(name)
        value(&self)
    }

    /// A value that writes itself; none is left out.
    mutating func member(_ name: StaticString, _ value: ((inout Self) -> Void)?) {
        guard let value else { return }
        self.name(name)
        value(&self)
    }

    /// Words by name, as an event has them.
    mutating func words(_ words: [String: String]) {
        object { json in
            for (name, text) in words.sorted(by: { $0.key < $1.key }) {
                json.name(name)
                json.add(text)
            }
        }
    }
}
