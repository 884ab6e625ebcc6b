import Casework
import HTTPTypes
import Storage

/// Reads a case with all that its page needs, for whoever asks.
struct CaseOpener {
    let hotline: Hotline

    func open(_ number: Case.Number, _ context: StaffContext) async throws -> OpenedCase {
        let (entry, history) = try await hotline.open(number, for: context.person)
        let now = hotline.clock.now
        return OpenedCase(
            sheet: CaseSheetMaker(
                file: entry.file,
                history: history,
                isForgotten: entry.isForgotten,
                session: context.session,
                sight: try await hotline.sight(of: context, on: entry.file, at: now),
                names: try await hotline.names(in: entry.file, history),
                wording: Wording(rules: hotline.rules, now: now),
                photoFacts: try await hotline.attachments.facts(of: history.flatMap(CasePhoto.ids))
            )
        )
    }
}

/// A case as one person sees it at one instant: its sheet, and what the person may do.
struct OpenedCase {
    let sheet: CaseSheetMaker

    var wording: Wording { sheet.wording }

    func actions(typed: TypedForm? = nil) -> ActionForms {
        ActionForms(
            sheet.file,
            sheet.session,
            sight: sheet.sight,
            at: wording.now,
            under: wording.rules,
            typed: typed
        )
    }

    func page(typed: TypedForm? = nil, reveal: (typed: String, problem: String)? = nil) -> CasePage {
        let overtaken = typed.flatMap(overtaken)
        var page = CasePage(
            sheet: sheet.sheet(reveal: reveal),
            actions: actions(typed: overtaken ?? typed),
            lists: WordLists(wording.rules)
        )
        // Over the page, where it cannot be overlooked: the form below is closed as soon as somebody reads on.
        if overtaken == nil, let typed, typed.problem.status != .unprocessableContent {
            page.banner =
                typed.problem.message.replacing("请刷新后再操作。", with: "")
                .replacing("请刷新后按现有按钮操作。", with: "") + "这一页已是最新，您填的内容还在下面，请核对后再提交。"
        }
        return page
    }

    /// The form with what happened between its making and its sending, and without what nobody typed into it.
    private func overtaken(_ typed: TypedForm) -> TypedForm? {
        let teller = MeanwhileTeller(
            file: sheet.file,
            history: sheet.history,
            person: sheet.session.person,
            sight: sheet.sight,
            names: sheet.names,
            wording: wording
        )
        guard let (before, meanwhile) = teller.meanwhile(typed) else { return nil }
        let corrected = CorrectionFields(file: before, sight: sheet.sight, wording: wording)
        var form = TypedForm(
            event: typed.event,
            form: corrected.withoutUntouched(typed.form),
            problem: typed.problem,
            next: typed.next
        )
        form.meanwhile = meanwhile
        return form
    }
}
