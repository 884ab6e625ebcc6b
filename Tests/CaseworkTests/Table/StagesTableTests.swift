import Testing

@testable import Casework

@Suite("The table of stages")
struct StagesTableTests {
    @Test("the code knows the stages of the table, and no others")
    func sameStages() {
        #expect(Tables.stages.count == 20)
        #expect(Set(Tables.stages.map { $0[cell: "state"] }) == Set(CaseStage.allCases.map(\.rawValue)))
    }

    @Test("a stage has the name, the phase and the end of its row", arguments: Tables.stages)
    func sameWords(_ row: Tables.Row) throws {
        let stage = try #require(CaseStage(rawValue: row[cell: "state"]))
        #expect(stage.chinese == row["chinese"])
        #expect(stage.phase == row["stage"])
        #expect(stage.isFinal == (row["terminal"] == "Y"))
    }

    @Test("whoever has the case works against the first clock of its row", arguments: Tables.stages)
    func waitingClock(_ row: Tables.Row) throws {
        let stage = try #require(CaseStage(rawValue: row[cell: "state"]))
        let story = try Story.fit(for: stage)
        #expect(story.file.stage == stage)
        #expect((story.file.waitingClock?.kind.rawValue ?? "") == row["primary_clock"])
    }

    @Test("live is neither final nor a draft")
    func live() {
        for stage in CaseStage.allCases { #expect(stage.isLive == (!stage.isFinal && stage != .draft)) }
    }
}
