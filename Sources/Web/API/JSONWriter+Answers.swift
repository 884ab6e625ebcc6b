import Casework
import Storage

/// Members of an answer: they are there even with nothing to say, for those who read answers look for them.
extension JSONWriter {
    mutating func tell(_ name: StaticString, _ text: String?) {
        self.name(name)
        if let text { add(text) } else { addNull() }
    }

    mutating func tell(_ name: StaticString, _ number: Double?) {
        self.name(name)
        if let number { add(number) } else { addNull() }
    }

    mutating func tell(_ name: StaticString, _ instant: Timestamp?, in time: CivilTime) {
        tell(name, instant.map(time.iso8601))
    }

    /// An object for a value, null for none.
    mutating func tell<Value>(
        _ name: StaticString,
        _ value: Value?,
        _ members: (inout Self, Value) -> Void
    ) {
        self.name(name)
        guard let value else { return addNull() }
        object { members(&$0, value) }
    }

    /// A list of objects, one for each value.
    mutating func tell<Value>(
        _ name: StaticString,
        each values: [Value],
        _ members: (inout Self, Value) -> Void
    ) {
        list(name) { json in for value in values { json.object { members(&$0, value) } } }
    }
}
