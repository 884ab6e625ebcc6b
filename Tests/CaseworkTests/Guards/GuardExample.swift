import Testing

@testable import Casework

/// One example of one clause: a story, and whether its next step is taken.
struct GuardExample: Sendable, CustomTestStringConvertible {
    struct Expected: Equatable, Sendable {
        let code: CaseRefusal.Code
        let field: String?
    }

    let clause: Guard
    let words: String
    /// nil: the step is taken.
    let expected: Expected?
    let tell: @Sendable () throws -> CaseRefusal?

    var testDescription: String { "\(clause.rawValue): \(words)" }

    static func passes(
        _ clause: Guard,
        _ words: String,
        _ tell: @escaping @Sendable () throws -> CaseRefusal?
    ) -> Self {
        Self(clause: clause, words: words, expected: nil, tell: tell)
    }

    static func refuses(
        _ clause: Guard,
        _ words: String,
        _ field: Field,
        _ tell: @escaping @Sendable () throws -> CaseRefusal?
    ) -> Self {
        refuses(clause, words, .invalid, field.rawValue, tell)
    }

    static func refuses(
        _ clause: Guard,
        _ words: String,
        _ code: CaseRefusal.Code = .invalid,
        _ field: String? = nil,
        _ tell: @escaping @Sendable () throws -> CaseRefusal?
    ) -> Self {
        Self(clause: clause, words: words, expected: Expected(code: code, field: field), tell: tell)
    }
}

@Suite("Every clause of every guard")
struct GuardExampleTests {
    static let all: [GuardExample] =
        GuardExample.recording + GuardExample.dispatching + GuardExample.requests + GuardExample.extensions
        + GuardExample.reviewing + GuardExample.callingBack + GuardExample.ending + GuardExample.appeals
        + GuardExample.anytime + GuardExample.linking + GuardExample.clocks

    @Test("lets pass what it should, and names what is wrong with the rest", arguments: all)
    func example(_ example: GuardExample) throws {
        let refusal = try example.tell()
        #expect(refusal?.code == example.expected?.code, "\(String(describing: refusal))")
        if let field = example.expected?.field {
            #expect(refusal?.fields.keys.sorted() == [field])
        } else {
            #expect(refusal?.fields ?? [:] == [:])
        }
    }

    /// A limit is always there to fall back on, so this one refuses nobody.
    private static let neverRefuses: Set<Guard> = [.standardOrFallback]

    @Test("has an example that passes and one that is refused", arguments: Guard.allCases)
    func both(_ clause: Guard) {
        let examples = Self.all.filter { $0.clause == clause }
        #expect(examples.contains { $0.expected == nil })
        #expect(examples.contains { $0.expected != nil } != Self.neverRefuses.contains(clause))
    }
}
