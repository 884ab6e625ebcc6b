import Casework
import HTTPTypes
import Hummingbird
import Storage
import Testing

@testable import Web

@Suite("doors")
struct DoorTests {
    static let pages = [
        "/desk", "/queue", "/queue?view=all", "/following", "/inbox", "/live?topics=queue", "/desk/rail",
    ]

    @Test("no two handlers stand at one door")
    func routerIsValid() async throws {
        _ = try await House()
    }

    @Test("a guest who asks for a page of staff is sent to sign in", arguments: pages)
    func guest(path: String) async throws {
        let answer = try await House().guest.get(path)
        #expect(answer.status == .seeOther)
        #expect(answer.location == "/login")
    }

    @Test("a guest learns nothing of a case, and not even whether it is there")
    func guestAndCase() async throws {
        let house = try await House()
        let number = try await house.browser("agent01", [.agent]).record()
        for path in ["/cases/\(number)", "/cases/3707002019040399999"] {
            let answer = try await house.guest.get(path)
            #expect(answer.status == .seeOther)
            #expect(answer.location == "/login")
        }
    }

    @Test("a part of a page does not hold the sign-in form: the whole page goes there")
    func guestAndFragment() async throws {
        let header = try #require(HTTPField.Name("HX-Request"))
        let away = try #require(HTTPField.Name("HX-Redirect"))
        let answer = try await House().guest.get("/queue/table", headers: [header: "true"])
        #expect(answer.status == .unauthorized)
        #expect(answer.headers[away] == "/login")
    }

    @Test("a form without the session's token is refused and changes nothing", arguments: ["", "wrong"])
    func formToken(token: String) async throws {
        let house = try await House()
        let agent = try await house.browser("agent01", [.agent])
        let number = try await agent.record()
        let before = try await house.file(number)
        let answer = try await agent.post(
            "/cases/\(number)/events/comment",
            [("words", "不该记下"), ("version", "1")],
            token: token
        )
        #expect(answer.status == .forbidden)
        #expect(try await house.file(number) == before)
    }

    @Test("another's token does not do")
    func anothersToken() async throws {
        let house = try await House()
        let agent = try await house.browser("agent01", [.agent])
        let other = try await house.browser("agent02", [.agent])
        let answer = try await agent.post("/desk", drain(), token: other.session?.formToken)
        #expect(answer.status == .forbidden)
    }

    @Test("who must change the password sees no other page first")
    func passwordFirst() async throws {
        let house = try await House()
        let agent = try await house.browser("agent01", [.agent], mustChange: true)
        for path in ["/desk", "/queue", "/inbox"] {
            let answer = try await agent.get(path)
            #expect(answer.status == .seeOther)
            #expect(answer.location == "/password")
        }
    }

    @Test("another unit's person gets 404 for a case, and no word of it")
    func otherUnit() async throws {
        let house = try await House()
        let agent = try await house.browser("agent01", [.agent])
        let number = try await agent.record(["description": "只有经办单位能看到的这一段话"])
        let unit = try await house.unit(of: number)
        let other = try await house.browser("u1op", [.unitOperator], unit: unit == "U010" ? "U020" : "U010")
        for path in ["/cases/\(number)", "/cases/\(number)/sheet", "/cases/\(number)/actions"] {
            let answer = try await other.get(path)
            #expect(answer.status == .notFound)
            #expect(!answer.shows("只有经办单位"))
            #expect(!answer.shows("文化路"))
        }
        let given = try await other.give(.sign, to: number, [("version", "1")])
        #expect(given.status == .notFound)
        #expect(!given.shows("文化路"))
        let own = try await house.browser("u2op", [.unitOperator], unit: unit)
        #expect(try await own.get("/cases/\(number)").shows("只有经办单位"))
    }

    @Test("who may not record has no desk")
    func noDesk() async throws {
        let house = try await House()
        let dispatcher = try await house.browser("dispatcher1", [.dispatcher])
        #expect(try await dispatcher.get("/desk").status == .forbidden)
        #expect(try await dispatcher.post("/desk", drain()).status == .forbidden)
    }
}
