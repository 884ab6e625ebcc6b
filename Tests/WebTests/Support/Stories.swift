import Casework
import HTTPTypes
import Storage
import Testing

@testable import Web

/// What an agent types of a missing drain grating, with something else in a few fields.
func drain(_ changes: [String: String] = [:]) -> [(String, String)] {
    var fields = [
        "source": "phone", "caller.phone": "05360000001", "caller.name": "测试甲",
        "caller.wantsCallback": "true",
        "topic": "PS04", "place.road": "文化路", "place.area": "370705",
        "description": "文化路路东雨水井箅子没了，请尽快补上", "event": "quick_dispatch",
    ]
    fields.merge(changes) { _, new in new }
    return fields.sorted { $0.key < $1.key }.filter { !$0.value.isEmpty }.map { ($0.key, $0.value) }
}

extension Browser {
    /// Records at the desk and gives the number.
    func record(_ changes: [String: String] = [:]) async throws -> Case.Number {
        let answer = try await post("/desk", drain(changes))
        #expect(answer.status == .seeOther, "\(answer.body.suffix(2000))")
        return String(answer.location.split(separator: "=").last ?? "")
    }

    @discardableResult
    func give(_ event: EventName, to number: Case.Number, _ fields: [(String, String)] = []) async throws
        -> Got
    {
        try await post("/cases/\(number)/events/\(event.rawValue)", fields)
    }
}

extension House {
    func file(_ number: Case.Number) async throws -> Case {
        try #require(try await hotline.cases.find(number)?.file)
    }

    /// The unit that has it.
    func unit(of number: Case.Number) async throws -> Casework.Unit.ID {
        try #require(try await file(number).state.unit)
    }
}
