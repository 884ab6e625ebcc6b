import Casework
import CityTables
import HTTPTypes
import Hummingbird
import Mustache
import Storage

/// `/admin`: each part for the one of the three administrators whose it is; for others it does not exist.
struct AdminPages {
    let hotline: Hotline
    let pages: Pages

    func add(to group: RouterGroup<StaffContext>) {
        group.get("admin") { _, context in
            guard let first = AdminSection.all.first(where: { $0.isOpen(to: context.person) }) else {
                throw Problem.notFound
            }
            return Response.redirect(to: first.path, type: .normal)
        }
        AdminPeoplePages(admin: self).add(to: group)
        AdminSessionPages(admin: self).add(to: group)
        AdminUnitPages(admin: self).add(to: group)
        AdminResponsibilityPages(admin: self).add(to: group)
        AdminLimitPages(admin: self).add(to: group)
        AdminSettingPages(admin: self).add(to: group)
        AdminViewPages(admin: self).add(to: group)
        AdminBackupPages(admin: self).add(to: group)
        AdminPersonalPages(admin: self).add(to: group)
    }

    /// The tabs, if `section` is this person's to see; else there is no such page.
    func open(_ section: AdminSection, _ context: StaffContext) throws -> [PageTab] {
        guard section.isOpen(to: context.person) else { throw Problem.notFound }
        return AdminSection.all.filter { $0.isOpen(to: context.person) }.map {
            PageTab(path: $0.path, words: $0.words, isHere: $0.path == section.path)
        }
    }

    func respond(_ page: some Page, _ context: StaffContext, isWrong: Bool = false) async throws -> Response {
        try await pages.respond(
            page,
            to: context.session,
            at: "/admin",
            status: isWrong ? .unprocessableContent : .ok
        )
    }

    var wording: Wording { Wording(rules: hotline.rules, now: hotline.clock.now) }
}

/// One tab of `/admin`.
struct AdminSection: Sendable {
    let path: String
    let words: String
    let permissions: Set<Permission>

    func isOpen(to person: Person) -> Bool { permissions.contains(where: person.may) }

    static let people = AdminSection(path: "/admin/people", words: "人员", permissions: [.adminPeople])
    static let sessions = AdminSection(path: "/admin/sessions", words: "会话与令牌", permissions: [.adminPeople])
    static let units = AdminSection(path: "/admin/units", words: "单位", permissions: [.adminCity])
    static let responsibilities = AdminSection(
        path: "/admin/responsibilities",
        words: "责任表",
        permissions: [.adminCity]
    )
    static let limits = AdminSection(path: "/admin/limits", words: "时限", permissions: [.adminCity])
    static let settings = AdminSection(
        path: "/admin/settings",
        words: "参数",
        permissions: [.adminCity, .adminPolicy]
    )
    static let calendar = AdminSection(path: "/admin/calendar", words: "工作日历", permissions: [.adminCity])
    static let versions = AdminSection(path: "/admin/versions", words: "配置版本", permissions: [.adminCity])
    static let backups = AdminSection(path: "/admin/backups", words: "备份", permissions: [.adminCity])
    static let personal = AdminSection(
        path: "/admin/personal",
        words: "个人信息",
        permissions: [.adminPolicy]
    )
    static let roles = AdminSection(path: "/admin/roles", words: "角色与权限", permissions: [.adminRoles])
    static let audit = AdminSection(path: "/admin/audit", words: "审计", permissions: [.seeAudit])

    static let all = [
        people, sessions, units, responsibilities, limits, settings, calendar, versions, backups, personal,
        roles,
        audit,
    ]
}

extension AdminPages {
    /// Puts an edit of the city's tables in force, as a new version with the administrator's note.
    ///
    /// - Returns: what is wrong with it, each with file, line and column; nothing was changed then.
    func changeCity(
        _ context: StaffContext,
        edit: (CityFiles) throws -> CityFiles
    ) async throws -> [String] {
        let form = context.form
        guard form.first("version") == String(hotline.rules.version) else {
            return ["打开这一页之后，城市配置已被他人修改。下面是现在的内容，请重新填写。"]
        }
        let note = form.first("note") ?? ""
        guard note.count >= 4 else { return ["请填写变更说明，不少于 4 个字。"] }
        do {
            let files = try edit(hotline.cityFiles)
            try await hotline.change(files, of: hotline.rules.version, note: note, by: context.person, from: context.address)
            return []
        } catch let refusal as CityEditRefusal {
            return [Self.words(refusal)]
        } catch let errors as CityErrors {
            return Self.words(errors)
        }
    }

    /// The first of them, each with its place; a unit that is missed in many topics is not told of a hundred times.
    private static func words(_ errors: CityErrors) -> [String] {
        let shown = errors.errors.prefix(12).map(\.description)
        let rest = errors.errors.count - shown.count
        return ["城市配置检查没有通过，共 \(errors.errors.count) 处："] + shown + (rest > 0 ? ["……另有 \(rest) 处。"] : [])
    }

    private static func words(_ refusal: CityEditRefusal) -> String {
        switch refusal {
        case .noSuchFile(let file): "没有这张表：\(file)。"
        case .unreadable(let file): "\(file) 无法解读。"
        case .noSuchColumn(let column, let file): "\(file) 没有“\(column)”这一列。"
        case .noSuchRow: "没有这一行，可能刚被删除。"
        case .severalRows: "有几行相同，请用 huiyin city 命令修改。"
        }
    }

    /// The rows of a table in force.
    func rows(_ file: String) -> [[String: String]] {
        // The tables in force have been read before: nothing can be wrong in them.
        (try? hotline.cityFiles.rows(of: file)) ?? []
    }

    /// The two hidden and visible fields that every change of the city carries.
    var changeFields: [FormField] {
        [
            FormField(
                id: "version",
                name: "version",
                label: "",
                kind: .hidden,
                value: String(hotline.rules.version)
            ),
            FormField(
                id: "note",
                name: "note",
                label: "变更说明",
                kind: .line,
                isRequired: true,
                minimum: 4,
                hint: "写明依据；记入配置版本与审计"
            ),
        ]
    }
}

/// One row of a plain table: its cells, and where it leads.
struct AdminRow: Sendable, MustacheParent {
    let cells: [String]
    var link = ""
    var mark = ""
    var value = ""
    var isDim = false

    func child(named name: String) -> Any? {
        switch name {
        case "cells": cells
        case "link": link.ifAny
        case "mark": mark.ifAny
        case "value": value
        case "isDim": isDim
        default: nil
        }
    }
}
