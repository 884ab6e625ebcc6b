import Casework
import Crypto
import Foundation

/// An event as its row keeps it.
struct StoredEvent: Sendable {
    let sequence: Int
    let at: Timestamp
    let person: Person.ID
    let kind: String
    let body: [UInt8]
    let sealed: [UInt8]?
    let hash: [UInt8]
}

/// An event with its body written and its words sealed.
struct SealedEvent: Sendable {
    let event: CaseEvent
    let body: [UInt8]
    let words: [UInt8]?
}

/// How events become rows and back.
///
/// `body` is codes and numbers, packed, after a digest of the words, if there are any; the words stand sealed beside it.
enum EventCodec {
    /// What a body says.
    struct Body: Decodable, Sendable {
        let fields: [Field: FieldValue]?
        let facts: [Fact]
    }

    /// The first byte of a body that begins with a digest; any other begins with an object.
    private static let digestMark: UInt8 = 0xff

    /// What of a row needs no look at the chain: it can be made before its turn to be written.
    static func seal(_ event: CaseEvent, key: CaseKey) throws -> SealedEvent {
        if event.words.isEmpty { return SealedEvent(event: event, body: body(of: event), words: nil) }
        var packed = PackedWriter()
        packed.add(event.words)
        return SealedEvent(
            event: event,
            body: [digestMark] + key.digest(packed.bytes) + body(of: event),
            words: try key.seal(packed.bytes)
        )
    }

    private static func body(of event: CaseEvent) -> [UInt8] {
        var packed = PackedWriter(instantsFrom: event.at)
        packed.object { packed in
            if !event.fields.isEmpty {
                packed.member("fields") { packed in
                    packed.object { packed in
                        for (field, value) in event.fields.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
                            packed.add(field.rawValue)
                            value.write(to: &packed)
                        }
                    }
                }
            }
            packed.member("facts", event.facts, Fact.write)
        }
        return packed.bytes
    }

    /// Links an event to the one before it.
    static func chain(_ sealed: SealedEvent, of caseID: Int64, after previous: [UInt8]?) -> StoredEvent {
        let event = sealed.event
        return StoredEvent(
            sequence: event.sequence,
            at: event.at,
            person: event.by,
            kind: event.name.rawValue,
            body: sealed.body,
            sealed: sealed.words,
            hash: hash(
                after: previous,
                caseID: caseID,
                sequence: event.sequence,
                at: event.at,
                person: event.by,
                kind: event.name.rawValue,
                body: sealed.body
            )
        )
    }

    static func body(of stored: StoredEvent) throws -> Body {
        let start = digest(of: stored.body) == nil ? 0 : 1 + CaseKey.digestLength
        return try Packed.read(Body.self, from: stored.body, at: start, instantsFrom: stored.at)
    }

    /// The event of a row; without the key, without its words.
    static func read(_ stored: StoredEvent, key: CaseKey?) throws -> CaseEvent {
        try read(stored, body(of: stored), key: key)
    }

    static func read(_ stored: StoredEvent, _ body: Body, key: CaseKey?) throws -> CaseEvent {
        guard let name = EventName(rawValue: stored.kind) else {
            throw StorageError.unreadable("event kind \(stored.kind)")
        }
        var words: [String: String] = [:]
        if let sealed = stored.sealed, let key { words = try Packed.words(in: key.open(sealed)) }
        return CaseEvent(
            sequence: stored.sequence,
            name: name,
            at: stored.at,
            by: stored.person,
            fields: body.fields ?? [:],
            facts: body.facts,
            words: words
        )
    }

    /// The keyed digest of the words with which a body was written, if there were any.
    private static func digest(of body: [UInt8]) -> ArraySlice<UInt8>? {
        guard body.first == digestMark, body.count > CaseKey.digestLength else { return nil }
        return body[1...CaseKey.digestLength]
    }

    /// Whether the words beside the body are the ones it was written with; true where they have been forgotten.
    static func wordsAreGenuine(_ stored: StoredEvent, key: CaseKey?) -> Bool {
        guard let key else { return true }
        let digest = digest(of: stored.body)
        guard let sealed = stored.sealed else { return digest == nil }
        // Whatever is wrong with it, it is not genuine.
        guard let digest, let data = try? key.open(sealed) else { return false }
        return digest.elementsEqual(key.digest(data))
    }

    /// SHA-256 over the previous hash, case, sequence, instant, person, kind and body: numbers as eight bytes, the highest
    /// first, all else with its length before it in four.
    static func hash(
        after previous: [UInt8]?,
        caseID: Int64,
        sequence: Int,
        at: Timestamp,
        person: Person.ID,
        kind: String,
        body: [UInt8]
    ) -> [UInt8] {
        var hasher = SHA256()
        hasher.updateLengthPrefixed(previous ?? [])
        for number in [caseID, Int64(sequence), at.milliseconds, person] {
            withUnsafeBytes(of: number.bigEndian) { hasher.update(bufferPointer: $0) }
        }
        hasher.updateLengthPrefixed(kind)
        hasher.updateLengthPrefixed(body)
        return Array(hasher.finalize())
    }
}

extension SHA256 {
    /// The length first, so that no two lists of parts give the same bytes.
    mutating func updateLengthPrefixed(_ part: String) {
        var part = part
        part.withUTF8 { updateLengthPrefixed(UnsafeRawBufferPointer($0)) }
    }

    fileprivate mutating func updateLengthPrefixed(_ part: [UInt8]) {
        part.withUnsafeBytes { updateLengthPrefixed($0) }
    }

    private mutating func updateLengthPrefixed(_ part: UnsafeRawBufferPointer) {
        withUnsafeBytes(of: UInt32(part.count).bigEndian) { update(bufferPointer: $0) }
        update(bufferPointer: part)
    }
}
