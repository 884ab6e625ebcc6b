import Casework
import Testing

@testable import Storage

@Suite("What of the city's tables cases go by")
struct CaseCodeTests {
    @Test(
        "a code that a case goes by is in use, another is not, nor is a part of one",
        arguments: [
            (CaseCode.topic, "LD01", "LD02"), (.area, "370705", "370702"), (.unit, "U060", "U010"),
            (.category, "component:0101", "component:01"),
            (.standard, "component:0101/1", "component:0101/"), (.standard, "component:0101/1", "0101/1"),
        ]
    )
    func use(_ kind: CaseCode, _ used: String, _ unused: String) async throws {
        let test = try TestBooks()
        var (content, personal) = lamp(phone: "05360000001")
        (content.category, content.standard) = ("component:0101", "component:0101/1")
        _ = try await test.cases.record(
            content,
            urgency: .normal,
            personal: personal,
            giving: [CaseCommand(.quickDispatch)],
            by: agent,
            at: morning,
            under: rules
        )
        #expect(try await test.cases.isUsed(used, as: kind))
        #expect(try await !test.cases.isUsed(unused, as: kind))
    }
}
