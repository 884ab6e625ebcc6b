import Casework
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
        AdminPersonPages(admin: self).add(to: group)
        AdminSessionPages(admin: self).add(to: group)
        AdminUnitPages(admin: self).add(to: group)
        AdminResponsibilityPages(admin: self).add(to: group)
        AdminLimitPages(admin: self).add(to: group)
        AdminSettingPages(admin: self).add(to: group)
        AdminBackupPages(admin: self).add(to: group)
        AdminPersonalPages(admin: self).add(to: group)
        AdminTablePages(admin: self).add(to: group)
        AdminCalendarPages(admin: self).add(to: group)
        AdminVersionPages(admin: self).add(to: group)
        AdminPlanPages(admin: self).add(to: group)
        AdminRolePages(admin: self).add(to: group)
        AdminAuditPages(admin: self).add(to: group)
    }

    /// The tabs, if `section` is this person's to see; else there is no such page.
    func open(_ section: AdminSection, _ context: StaffContext) throws -> [PageTab] {
        guard section.isOpen(to: context.person) else { throw Problem.notFound }
        return AdminSection.all.filter { $0.isOpen(to: context.person) }.map {
            PageTab(path: $0.path, words: $0.words, isHere: $0.path == section.path)
        }
    }

    /// What stands above such a page, if it is this person's to see.
    ///
    /// `done` says how the last change of the city has ended.
    func frame(
        _ section: AdminSection,
        _ context: StaffContext,
        done: String? = nil,
        notice: String = "",
        problems: [String] = []
    ) throws -> AdminFrame {
        let tabs = try open(section, context)
        let words =
            switch done {
            case nil: notice
            case "planned"?: "已预定：到那天零时自动生效，在那之前可以撤回。"
            default: "已生效，配置版本 \(hotline.rules.version)。"
            }
        let coming = hotline.cityInForce.plans.filter { !$0.files.isDisjoint(with: section.files) }
        return AdminFrame(
            tabs: tabs,
            notice: words,
            problems: problems,
            coming: coming.map { AdminPlanWords(wording: wording).row($0) }
        )
    }

    func respond(_ page: some AdminPage, _ context: StaffContext) async throws -> Response {
        try await pages.respond(
            page,
            to: context.session,
            at: "/admin",
            status: page.frame.problems.isEmpty ? .ok : .unprocessableContent
        )
    }

    var wording: Wording { Wording(rules: hotline.rules, now: hotline.clock.now) }
}

/// One tab of `/admin`.
struct AdminSection: Sendable {
    let path: String
    let words: String
    let permissions: Set<Permission>
    /// The city's tables that it shows.
    var files: Set<String> = []

    func isOpen(to person: Person) -> Bool { permissions.contains(where: person.may) }

    static let people = AdminSection(path: "/admin/people", words: "人员", permissions: [.adminPeople])
    static let sessions = AdminSection(path: "/admin/sessions", words: "会话与令牌", permissions: [.adminPeople])
    static let units = city("/admin/units", "单位", ["units.csv"])
    static let responsibilities = city("/admin/responsibilities", "责任表", ["responsibilities.csv"])
    static let limits = city("/admin/limits", "时限", ["topics.csv", "standards.csv"])
    static let settings = AdminSection(
        path: "/admin/settings",
        words: "参数",
        permissions: [.adminCity, .adminPolicy],
        files: ["settings.csv"]
    )
    static let calendar = city("/admin/calendar", "工作日历", ["holidays.csv", "work_periods.csv"])
    static let versions = AdminSection(
        path: "/admin/versions",
        words: "配置版本",
        permissions: [.adminCity, .adminRoles]
    )
    static let backups = city("/admin/backups", "备份", [])
    static let personal = AdminSection(
        path: "/admin/personal",
        words: "个人信息",
        permissions: [.adminPolicy]
    )
    static let roles = AdminSection(path: "/admin/roles", words: "角色与权限", permissions: [.adminRoles])
    static let audit = AdminSection(path: "/admin/audit", words: "审计", permissions: [.seeAudit])
    static let secondFactor = AdminSection(
        path: "/second-factor",
        words: "两步验证",
        permissions: [.adminPeople, .adminRoles, .seeAudit]
    )

    static let all =
        [people, sessions, units] + AdminTable.all.map(\.section) + [
            responsibilities, limits, calendar, settings, versions, backups, personal, roles, audit,
            secondFactor,
        ]

    static func city(_ path: String, _ words: String, _ files: Set<String>) -> AdminSection {
        AdminSection(path: path, words: words, permissions: [.adminCity], files: files)
    }
}

/// One row of a plain table: its cells, and where it leads.
struct AdminRow: Sendable, MustacheParent {
    let cells: [String]
    /// What each cell is called where the table's head has no room; empty where its words tell.
    var labels: [String] = []
    var link = ""
    var mark = ""
    var value = ""
    var isDim = false

    func child(named name: String) -> Any? {
        switch name {
        case "cells": cells
        case "facts": zip(labels, cells).map { PageFact($0, $1) }
        case "link": link.ifAny
        case "mark": mark.ifAny
        case "value": value
        case "isDim": isDim
        default: nil
        }
    }
}
