import Testing

@testable import Casework

@Suite("The table of codes")
struct CodeListsTableTests {
    @Test("a list has the codes of the table in its order, with the table's words", arguments: CodeList.all)
    func sameCodes(_ list: CodeList) {
        let rows = Tables.codes.filter { $0["list"] == list.name }
        #expect(list.codes == rows.map { $0[cell: "code"] })
        #expect(list.entries.map(\.chinese) == rows.map { $0[cell: "chinese"] })
    }

    @Test("the table names no other lists")
    func sameLists() {
        #expect(Tables.codes.count == 79)
        #expect(Set(Tables.codes.map { $0[cell: "list"] }) == Set(CodeList.all.map(\.name)))
    }

    @Test("an urgency is one of the list's codes")
    func urgencies() {
        #expect(Urgency.allCases.map(\.rawValue) == CodeList.urgency.codes)
        #expect(Urgency.allCases == Urgency.allCases.sorted())
    }
}
