import Casework

/// What facts and snapshots are made of, as it is stored: the form that `Codable` reads.
extension CaseContent {
    func write(to packed: inout PackedWriter) {
        packed.object { packed in
            packed.member("source", source)
            packed.member("sourceReference", sourceReference)
            packed.member("kind", kind)
            packed.member("topic", topic)
            packed.member("category", category)
            packed.member("standard", standard)
            packed.member("place", place.write)
            packed.member("district", district)
            packed.member("wantsCallback", wantsCallback)
            packed.member("isConfidential", isConfidential)
            packed.member("hasPhone", hasPhone)
            packed.member("isSolvedByItself", isSolvedByItself)
            packed.member("hasPlace", hasPlace)
            packed.member("photos", photos)
            packed.member("calls", calls)
            packed.member("complainedOf", complainedOf)
        }
    }
}

extension Place {
    func write(to packed: inout PackedWriter) {
        packed.object { packed in
            packed.member("area", area)
            packed.member("road", road)
            packed.member("side", side)
            packed.member("crossRoad", crossRoad)
            packed.member("estate", estate)
            packed.member("landmark", landmark)
            packed.member("component", component)
            packed.member("community", community)
            packed.member("grid", grid)
            packed.member("lon", lon)
            packed.member("lat", lat)
        }
    }
}

extension Clock {
    func write(to packed: inout PackedWriter) {
        packed.object { packed in
            packed.member("kind", kind.rawValue)
            packed.member("round", round)
            packed.member("unit", unit)
            packed.member("limit", limit)
            packed.member("original", original)
            packed.member("measure", measure.rawValue)
            packed.member("used", used)
            packed.member("state", state.rawValue)
            packed.member("since", since)
            packed.member("due", due)
            packed.member("written", written?.write)
        }
    }
}

extension Limit {
    func write(to packed: inout PackedWriter) {
        packed.object { packed in
            packed.member("value", value)
            packed.member("unit", unit.rawValue)
        }
    }
}

extension ChosenLimits {
    func write(to packed: inout PackedWriter) {
        packed.object { packed in
            packed.member("standard", standard)
            packed.member("version", version)
            packed.member("source", source.rawValue)
            packed.member("finish", finish.write)
            packed.member("arrive", arrive?.write)
        }
    }
}

extension PendingRequest {
    func write(to packed: inout PackedWriter) {
        packed.object { packed in
            packed.member("kind", kind.rawValue)
            packed.member("at", at)
            packed.member("by", by)
            packed.member("reasonCode", reasonCode)
            packed.member("until", until)
            packed.member("properUnit", properUnit)
            packed.member("opinion", opinion)
        }
    }
}

extension CallbackAttempt {
    func write(to packed: inout PackedWriter) {
        packed.object { packed in
            packed.member("at", at)
            packed.member("outcome", outcome)
            packed.member("callAgainAt", callAgainAt)
        }
    }
}

extension Verdict {
    func write(to packed: inout PackedWriter) {
        packed.object { packed in
            packed.member("kind", kind.rawValue)
            packed.member("at", at)
            packed.member("satisfaction", satisfaction)
            packed.member("solved", solved)
            packed.member("manner", manner)
            packed.member("accepted", accepted)
        }
    }
}

extension SupervisionOrder {
    func write(to packed: inout PackedWriter) {
        packed.object { packed in
            packed.member("number", number)
            packed.member("level", level)
            packed.member("at", at)
            packed.member("by", by)
            packed.member("replyBy", replyBy)
            packed.member("repliedAt", repliedAt)
        }
    }
}

extension Amendment {
    func write(to packed: inout PackedWriter) {
        packed.object { packed in
            packed.member("changes", changes, Change.write)
            packed.member("content", content.write)
        }
    }
}

extension Amendment.Change {
    fileprivate func write(to packed: inout PackedWriter) {
        packed.object { packed in
            packed.member("field", field)
            packed.member("before", before)
            packed.member("after", after)
        }
    }
}

extension Personal {
    /// As an event has them: words by name, in the form that `Codable` reads too.
    var stored: [UInt8] {
        var packed = PackedWriter()
        packed.add(words)
        return packed.bytes
    }
}
