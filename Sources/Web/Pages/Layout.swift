import Casework
import Foundation
import HTTPTypes
import Hummingbird
import Mustache
import NIOCore
import Storage

/// What stands around every page.
struct Layout: Sendable, MustacheParent {
    struct Link: Sendable, MustacheParent {
        let path: String
        let words: String
        let isHere: Bool

        func child(named name: String) -> Any? {
            switch name {
            case "path": path
            case "words": words
            case "isHere": isHere
            default: nil
            }
        }
    }

    /// What the pages of those who go out do by themselves.
    static let fieldScripts = ["outbox.js", "offline.js", "near.js"]

    let title: String
    let bodyClass: String
    let hotline: String
    let isDemonstration: Bool
    /// 大字版, where the browser keeps that choice.
    let isLarge: Bool
    let assets: [String: String]
    let links: [Link]
    let who: String
    let isSignedIn: Bool
    let canSearch: Bool
    let unread: String
    let formToken: String
    let warning: String
    /// How many reminders should have come to mind by now.
    var due = ""
    /// Whose page it is; empty for a guest's.
    let account: String

    func child(named name: String) -> Any? {
        switch name {
        case "title": title
        case "bodyClass": bodyClass
        case "hotline": hotline
        case "isDemonstration": isDemonstration
        case "isLarge": isLarge
        case "bootstrap": assets["bootstrap.min.css"]
        case "css": assets["huiyin.css"]
        case "icon": assets["icon.svg"]
        case "htmx": assets["htmx.min.js"]
        case "script": assets["huiyin.js"]
        case "line": assets["live.js"]
        case "liveWorker": assets["live-worker.js"]
        case "newsPosition": NewsPosition.current.map { String($0) } ?? ""
        case "photoScript": assets["photos.js"]
        case "fieldScripts": Self.fieldScripts.compactMap { assets[$0] }
        case "matches": assets["matches.js"]
        case "palette": assets["palette.js"]
        case "sessionScript": assets["session.js"]
        case "account": account.ifAny
        case "links": links
        case "who": who
        case "isSignedIn": isSignedIn
        case "canSearch": canSearch
        case "unread": unread.ifAny
        case "due": due.ifAny
        case "formToken": formToken
        case "warning": warning.ifAny
        default: nil
        }
    }
}

extension String {
    /// For a section of a template: nothing if empty, else once, with the text as `{{.}}`.
    ///
    /// An empty text is a value like another to mustache, and a missing one is looked for further out.
    var ifAny: [String] { isEmpty ? [] : [self] }
}

/// A page within its layout.
struct Framed<Content: Page>: Sendable, MustacheParent {
    let layout: Layout
    let page: Content

    func child(named name: String) -> Any? {
        switch name {
        case "layout": layout
        case "page": page
        case "formToken": layout.formToken
        default: nil
        }
    }
}

/// Renders pages for people.
struct Pages: Sendable {
    let hotline: Hotline
    let library: PageLibrary

    private static let assetNames =
        [
            "bootstrap.min.css", "huiyin.css", "htmx.min.js", "huiyin.js", "photos.js", "matches.js",
            "palette.js", "session.js", "live.js", "live-worker.js", "icon.svg",
        ] + Layout.fieldScripts

    /// A whole page, template named as its type.
    func respond(
        _ page: some Page,
        to session: Session?,
        at path: String = "",
        bodyClass: String = "",
        status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        var unread = 0
        var due = 0
        if let session {
            unread = try await hotline.outbox.unread(of: session.person)
            due = try await hotline.reminders.countDue(of: session.person, at: hotline.clock.now)
        }
        var layout = layout(page.title, session: session, path: path, bodyClass: bodyClass, unread: unread)
        layout.due = due == 0 ? "" : String(due)
        let template = String(describing: type(of: page))
        return html(library.text(Framed(layout: layout, page: page), template: template), status: status)
    }

    /// A page for whoever asks: what can be shown without knowing who that is.
    func plain(_ page: some Page, status: HTTPResponse.Status) -> Response {
        let layout = layout(page.title, session: nil, path: "", bodyClass: "", unread: 0)
        let template = String(describing: type(of: page))
        return html(library.text(Framed(layout: layout, page: page), template: template), status: status)
    }

    /// A part of a page, for a browser that already has the rest.
    func fragment(_ value: some Sendable, template: String) -> Response {
        html(library.text(value, template: template))
    }

    func html(_ text: String, status: HTTPResponse.Status = .ok) -> Response {
        Response(
            status: status,
            headers: [.contentType: "text/html; charset=utf-8"],
            body: .init(byteBuffer: ByteBuffer(string: text))
        )
    }

    private func layout(
        _ title: String,
        session: Session?,
        path: String,
        bodyClass: String,
        unread: Int
    ) -> Layout {
        let person = session?.person
        return Layout(
            title: "\(title) · 回音",
            bodyClass: bodyClass,
            hotline: hotline.rules.hotline,
            isDemonstration: hotline.rules.isDemonstration,
            isLarge: Appearance.isLarge,
            assets: Dictionary(uniqueKeysWithValues: Self.assetNames.map { ($0, library.files.path($0)) }),
            links: person.map { Menu.links(for: $0, at: path) } ?? [],
            who: person.map {
                [$0.name, $0.roles.first?.chinese, $0.team].compactMap { $0 }.joined(separator: " · ")
            } ?? "",
            isSignedIn: person != nil,
            canSearch: person?.anywhere.contains(.see) == true,
            unread: unread == 0 ? "" : unread == 99 ? "99+" : String(unread),
            formToken: session?.formToken ?? "",
            warning: warning(person),
            account: person?.account ?? ""
        )
    }

    /// What an administrator must not overlook.
    private func warning(_ person: Person?) -> String {
        if person?.may(.adminCity) == true, let backup = hotline.pulse.figures.lastBackup,
            backup.problem != nil
        {
            return "\(backup.day) 的自动备份失败，请到“管理 · 备份”查看原因。"
        }
        let working = hotline.rules.hall.working
        guard person?.may(.adminCity) == true,
            hotline.rules.time.day(of: hotline.clock.now).year > working.knownUntil
        else {
            return ""
        }
        return "节假日表只到 \(working.knownUntil) 年，之后按周一至周五计算工作日；请在城市配置中补充。"
    }
}

/// Which pages somebody is offered.
enum Menu {
    private static let all: [(path: String, words: String, permissions: [Permission])] = [
        ("/desk", "受理台", [.record]), ("/queue", "队列", [.see]), ("/unit", "本单位", [.handle]),
        ("/callbacks", "回访", [.callback]), ("/checks", "核查", [.check]),
        ("/approvals", "审批", [.approveReturn]),
        ("/following", "跟踪", [.record]), ("/wall", "大屏", [.see, .seeReports]),
        ("/figures", "统计", [.seeReports, .leadHall, .manageUnit]),
        ("/admin", "管理", [.adminCity, .adminPeople, .adminRoles, .seeAudit]),
    ]

    static func links(for person: Person, at path: String) -> [Layout.Link] {
        all.filter { entry in
            let permissions = person.anywhere
            if entry.path == "/approvals" {
                return !permissions.isDisjoint(with: [
                    .approveReturn, .approveExtension, .approveSuspension, .approveAppeal, .decide,
                ])
            }
            if entry.path == "/queue", person.unit != nil { return false }
            return !permissions.isDisjoint(with: entry.permissions)
        }
        .map { Layout.Link(path: $0.path, words: $0.words, isHere: $0.path == path) }
    }

    /// Where somebody begins.
    static func home(of person: Person) -> String { links(for: person, at: "").first?.path ?? "/inbox" }
}
