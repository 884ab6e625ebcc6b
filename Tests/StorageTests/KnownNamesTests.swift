import Testing

@testable import Storage

@Suite("Names at hand")
struct KnownNamesTests {
    private let names = KnownNames()

    @Test("are told only if all that are asked for are known")
    func all() {
        names.learn([7: "测试甲"], of: names.generation)
        #expect(names.all(of: [7])?[7] == "测试甲")
        #expect(names.all(of: [7, 8]) == nil)
    }

    @Test("a name that was read before somebody changed is not kept")
    func late() {
        let generation = names.generation
        names.forget()
        names.learn([7: "从前的名字"], of: generation)
        #expect(names.all(of: [7]) == nil)
    }
}
