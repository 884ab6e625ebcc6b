import Casework
import Hummingbird
import Mustache
import Storage

/// A change as it will be, shown before it is made: what is before and after, from when, and what it does to whom.
struct AdminPreview: Sendable {
    /// What is done, as a heading and on the button.
    let title: String
    /// Where the form goes a second time.
    let action: String
    /// Where somebody goes who thinks better of it.
    let back: String
    /// Each: what, before, after.
    let rows: [[String]]
    var effects: [String] = []
    /// From when, in words; nil: from the confirmation on.
    var from: String?
    /// Cases and the like that it touches, with their heads.
    var affectedHeads: [String] = []
    var affected: [AdminRow] = []
    var undo = "之后可在“配置版本”里撤销，撤销也是一个新版本。"
    var button = "确认生效"
    var isGrave = false
    /// What the change starts from, beside the rows: another state is another change.
    var basis = ""

    /// Names exactly this change: what was looked at is what is done.
    var digest: String {
        let words = [title, action, basis] + rows.flatMap { $0 }
        // As it stands in a form, whoever sends it.
        return String(
            Secret.digest(words.joined(separator: "\u{0}")).filter { $0 != "+" && $0 != "/" }.prefix(22)
        )
    }

    func isConfirmed(by form: FormFields) -> Bool { form.first("confirmed") == digest }

    /// Of what cannot be taken back.
    static func grave(
        _ title: String,
        _ row: [String],
        action: String,
        back: String,
        effects: [String] = [],
        undo: String = "不能。"
    ) -> AdminPreview {
        AdminPreview(
            title: title,
            action: action,
            back: back,
            rows: [row],
            effects: effects,
            undo: undo,
            isGrave: true
        )
    }
}

extension AdminPages {
    /// Shows what would be done; once confirmed, does it.
    func confirmed(
        _ preview: AdminPreview,
        in section: AdminSection,
        _ context: StaffContext,
        _ act: () async throws -> Response
    ) async throws -> Response {
        guard preview.isConfirmed(by: context.form) else {
            return try await show(preview, in: section, context)
        }
        return try await act()
    }

    /// The page of the preview; its form sends the same fields once more.
    private func show(_ preview: AdminPreview, in section: AdminSection, _ context: StaffContext) async throws
        -> Response
    {
        let form = context.form.without(["confirmed"])
        let wasShown = context.form.first("confirmed") != nil
        let page = AdminPreviewPage(
            frame: AdminFrame(
                tabs: try open(section, context),
                problems: wasShown ? ["核对之后内容又有变化，请重新核对。"] : []
            ),
            preview: preview,
            from: preview.from ?? "从确认的那一刻起（现在是 \(wording.exact(hotline.clock.now))）",
            note: form.first("note") ?? "",
            hidden: form.pairs.enumerated().map { index, pair in
                FormField(id: "h\(index)", name: pair.0, label: "", kind: .hidden, value: pair.1)
            }
        )
        return try await respond(page, context)
    }
}

/// What is about to be changed.
struct AdminPreviewPage: AdminPage {
    let title = "核对改动"
    let frame: AdminFrame
    let preview: AdminPreview
    let from: String
    let note: String
    let hidden: [FormField]

    func part(named name: String) -> Any? {
        switch name {
        case "heading": preview.title
        case "action": preview.action
        case "back": preview.back
        case "from": from
        case "note": note.ifAny
        case "rows": preview.rows.map { AdminRow(cells: $0) }
        case "effects": preview.effects
        case "hasAffected": !preview.affected.isEmpty
        case "affectedHeads": preview.affectedHeads
        case "affected": preview.affected
        case "undo": preview.undo
        case "button": preview.button
        case "isGrave": preview.isGrave
        case "hidden": hidden
        case "digest": preview.digest
        default: nil
        }
    }
}
