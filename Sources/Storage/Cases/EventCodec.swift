import Casework
import Crypto
import Foundation

/// An event as its row keeps it.
struct StoredEvent: Sendable {
    let sequence: Int
    let at: Timestamp
    let person: Person.ID
    let kind: String
    let body: String
    let sealed: String?
    let hash: String
}

/// An event with its body written and its words sealed.
struct SealedEvent: Sendable {
    let event: CaseEvent
    let body: String
    let words: String?
}

/// How events become rows and back.
///
/// `body` is JSON of codes, numbers and a digest of the words; the words stand sealed beside it.
enum EventCodec {
    private struct Body: Decodable {
        let fields: [Field: FieldValue]?
        let facts: [Fact]
        /// Keyed digest of the words, if there are any.
        let words: String?
    }

    /// What of a row needs no look at the chain: it can be made before its turn to be written.
    static func seal(_ event: CaseEvent, key: CaseKey) throws -> SealedEvent {
        var sealed: String?
        var digest: String?
        if !event.words.isEmpty {
            var json = JSONWriter()
            json.words(event.words)
            sealed = try key.seal(json.bytes)
            digest = key.digest(json.bytes)
        }
        return SealedEvent(event: event, body: body(of: event, wordsDigest: digest), words: sealed)
    }

    private static func body(of event: CaseEvent, wordsDigest: String?) -> String {
        var json = JSONWriter(sparseReserving: 2048)
        json.object { json in
            if !event.fields.isEmpty {
                json.object("fields") { json in
                    for (field, value) in event.fields.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
                        json.name(field.rawValue)
                        value.write(to: &json)
                    }
                }
            }
            json.list("facts") { json in for fact in event.facts { fact.write(to: &json) } }
            json.member("words", wordsDigest)
        }
        return json.text
    }

    /// Links an event to the one before it.
    static func chain(_ sealed: SealedEvent, of caseID: Int64, after previous: String?) -> StoredEvent {
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

    /// The event of a row; without the key, without its words.
    static func read(_ stored: StoredEvent, key: CaseKey?) throws -> CaseEvent {
        guard let name = EventName(rawValue: stored.kind) else {
            throw StorageError.unreadable("event kind \(stored.kind)")
        }
        let body = try CompactJSON.read(Body.self, from: stored.body)
        var words: [String: String] = [:]
        if let sealed = stored.sealed, let key {
            words = try CompactJSON.read([String: String].self, from: Array(try key.open(sealed)))
        }
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

    /// Whether the words beside the body are the ones it was written with; true where they have been forgotten.
    static func wordsAreGenuine(_ stored: StoredEvent, key: CaseKey?) throws -> Bool {
        guard let key else { return true }
        let body = try CompactJSON.read(Body.self, from: stored.body)
        guard let sealed = stored.sealed else { return body.words == nil }
        // Whatever is wrong with it, it is not genuine.
        guard let data = try? key.open(sealed) else { return false }
        return body.words == key.digest(data)
    }

    /// Base64 of SHA-256 over the length-prefixed previous hash, case, sequence, instant, person, kind and body bytes.
    static func hash(
        after previous: String?,
        caseID: Int64,
        sequence: Int,
        at: Timestamp,
        person: Person.ID,
        kind: String,
        body: String
    ) -> String {
        var hasher = SHA256()
        for part in [
            previous ?? "", String(caseID), String(sequence), String(at.milliseconds), String(person), kind,
            body,
        ] {
            hasher.updateLengthPrefixed(part)
        }
        return Data(hasher.finalize()).base64EncodedString()
    }
}

extension SHA256 {
    /// The length first, so that no two lists of parts give the same bytes.
    mutating func updateLengthPrefixed(_ part: String) {
        var part = part
        part.withUTF8 { bytes in
            withUnsafeBytes(of: UInt32(bytes.count).bigEndian) { update(bufferPointer: $0) }
            update(bufferPointer: UnsafeRawBufferPointer(bytes))
        }
    }
}
