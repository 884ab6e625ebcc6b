import Casework
import Foundation
import Storage
import Testing

@testable import Web

struct WallTests {
    @Test func theKeyIsDrawnOnceAndKeptFromOthers() async throws {
        try await TestHotline.run { test in
            let file = test.folder.appending(path: "keys/wall.key")
            let words = try String(contentsOf: file, encoding: .utf8).trimmingCharacters(
                in: .whitespacesAndNewlines
            )
            #expect(words == test.hotline.wallKey.words)
            #expect(words.utf8.count == 43, "32 bytes in base64url")
            let permissions =
                try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions] as? Int
            #expect(permissions == 0o600)
            #expect(try WallKey(folder: test.folder).words == words)
            #expect(!test.hotline.wallKey.isKnown(words), "the cookie is not the key")
        }
    }

    @Test func aWeakKeyIsRefused() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "huiyin-wall-" + Secret.token())
        defer { try? FileManager.default.removeItem(at: folder) }  // a leftover folder harms nobody
        let keys = folder.appending(path: "keys")
        try FileManager.default.createDirectory(at: keys, withIntermediateDirectories: true)
        try Data("12319\n".utf8).write(to: keys.appending(path: "wall.key"))
        #expect(throws: KeyError.self) { try WallKey(folder: folder) }
    }

    @Test func theLinkOpensTheWallAndNothingElse() async throws {
        try await TestHotline.run { test in
            #expect(try await test.get("/wall/open?key=wrong").status == .notFound)
            #expect(try await test.get("/wall/open").status == .notFound)
            let opened = try await test.get("/wall/open?key=" + test.hotline.wallKey.words)
            #expect(opened.location == "/wall")
            #expect(!opened.setCookie.contains(test.hotline.wallKey.words))
            let cookie = String(opened.setCookie.prefix { $0 != ";" })
            for path in ["/wall", "/wall/board"] {
                let wall = try await test.get(path, cookie: cookie)
                #expect(wall.status == .ok)
                #expect(wall.text.contains("演示数据"))
                #expect(wall.text.contains("未定位"))
            }
            for path in ["/unit", "/admin", "/callbacks", "/live?topics=queue", "/password"] {
                #expect(try await test.get(path, cookie: cookie).status == .seeOther, "\(path)")
            }
            #expect(try await test.get("/api/v1/wall", cookie: cookie).status == .unauthorized)
            #expect(try await test.get("/wall", cookie: "huiyin-wall=wrong").status == .seeOther)
        }
    }

    @Test func staffWhoMaySeeMayLookAtTheWall() async throws {
        try await TestHotline.run { test in
            for role in Role.allCases {
                let account = "a-" + role.rawValue
                try await test.addPerson(account, [role], unit: role.isOfUnit ? "U010" : nil)
                let wall = try await test.get("/wall", try await test.session(of: account))
                let may = role.permissions.contains(.see) || role.permissions.contains(.seeReports)
                #expect(wall.status == (may ? .ok : .notFound), "\(role)")
                #expect(wall.text.contains("每半小时") == may, "\(role)")
            }
        }
    }

    @Test func districtsAddUpToTheCity() async throws {
        try await TestHotline.run { test in
            let agent = try await test.addPerson("agent01", [.agent])
            for area in ["370705001", "370702001", "370724", nil] {
                var place = Place(area: area)
                place.landmark = "测试地点"
                var content = CaseContent(source: "phone", kind: "repair", topic: "GS01", place: place)
                content.hasPhone = true
                content.district = test.hotline.rules.district(of: place)
                var personal = Personal()
                personal.phone = "05360000001"
                personal.description = "测试用的问题描述，够长"
                _ = try await test.hotline.cases.record(
                    content,
                    urgency: .normal,
                    personal: personal,
                    giving: [CaseCommand(.submit)],
                    by: agent,
                    at: test.hotline.clock.now,
                    under: test.hotline.rules
                )
            }
            let figures = try await WallFigures.read(test.hotline)
            for name in Tally.Name.allCases {
                #expect(figures.city[name] == figures.districts.reduce(0) { $0 + $1[name] }, "\(name)")
            }
            #expect(figures.city.overdue == figures.districts.reduce(0) { $0 + $1.overdue })
            #expect(figures.city[.opened] == 4)
            let today = try await test.hotline.tallies.today(figures.day, under: test.hotline.rules)
            #expect(today.halfHours[18] == 4)
            #expect(today.topics == ["GS01": 4])
            #expect(today.stages == [.registering: 4])
        }
    }
}
