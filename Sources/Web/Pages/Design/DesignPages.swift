import Casework
import Hummingbird
import Storage

/// `/design`: for whoever is signed in; nothing on it is of the books.
struct DesignPages {
    let hotline: Hotline
    let pages: Pages

    func add(to group: RouterGroup<StaffContext>) {
        group.get("design") { _, context in
            let maker = DesignMaker(
                invented: InventedCase(under: hotline.rules, at: hotline.clock.now),
                session: context.session,
                library: pages.library
            )
            return try await pages.respond(maker.page, to: context.session, at: "/design")
        }
    }
}

/// Makes the parts for `/design` from an invented case, the way the pages make theirs.
struct DesignMaker {
    let invented: InventedCase
    let session: Session
    let library: PageLibrary

    private var wording: Wording { Wording(rules: invented.rules, now: invented.now) }

    var page: DesignPage {
        DesignPage(
            dues: dues,
            tags: [
                PageTag(.stage, "处置中"), PageTag(.urgent, "紧急"), PageTag(.critical, "特急"),
                PageTag(.line, "催办 2 次"),
                PageTag(.plain, "保密"),
            ],
            notes: [
                PageNote(.plain, "示例：已并入另一件，随它办理。"), PageNote(.soon, "示例：待批的延期申请，请在 15:00 前批复。"),
                PageNote(.over, "示例：来电人不满意，等值班长决定重办。"),
            ],
            fields: DesignFields.all,
            actions: actions,
            sheet: sheet,
            company: CaseCompany(
                viewers: ["示例丁", "示例戊"].map {
                    CaseCompany.Viewer(
                        name: $0,
                        since: wording.clock(wording.now),
                        exact: wording.exact(wording.now)
                    )
                }
            ),
            reminders: reminders,
            tabs: Tabs(tabs: [
                QueuePage.Tab(path: "#lists", words: "等我的", count: "12", isHere: true),
                QueuePage.Tab(path: "#lists", words: "超期", count: "3", isHere: false, isAlarming: true),
                QueuePage.Tab(path: "#lists", words: "全部在办", isHere: false),
            ]),
            queue: QueueTable(rows: library.rows(rows), empty: "", note: "示例：只列出最急的 200 件。", next: ""),
            emptyQueue: QueueTable(
                rows: [],
                empty: "没有在办的案件。",
                advice: "接到来电，在受理台登记。",
                note: "",
                next: ""
            ),
            jobs: jobs,
            outcome: ChosenOutcome(
                deed: "催办",
                done: [invented.number],
                refused: [
                    ChosenOutcome.Refused(
                        number: invented.number,
                        short: wording.short(invented.number),
                        why: "示例：半小时内已催过。"
                    )
                ],
                path: "/design#lists"
            ),
            lists: WordLists(invented.rules),
            paper: paper,
            wall: .invented(invented.rules, wording)
        )
    }

    private var dues: [Due] {
        [
            Due(kind: .ok, words: "剩 2 时 35 分", exact: "示例"), Due(kind: .soon, words: "剩 18 分", exact: "示例"),
            Due(kind: .over, words: "超 1 时 5 分", exact: "示例"), Due(kind: .hold, words: "停钟", exact: "示例"),
            Due(kind: .done, words: "按时 · 余 40 分", exact: "示例"),
        ]
    }

    /// As it comes back when somebody else was faster, and a field is wrong.
    private var actions: ActionForms {
        var typed = TypedForm(
            event: .comment,
            form: FormFields(pairs: [("words", "示例：写了一半的话还在")]),
            problem: .invalid("words", "示例：这里说哪里不对，怎么改。")
        )
        typed.meanwhile = Meanwhile(
            story: Array(story.suffix(1)),
            differences: [Meanwhile.Difference(field: "紧急程度", before: "一般", after: "紧急")]
        )
        return ActionForms(
            invented.file,
            session,
            sight: .masked,
            at: invented.now,
            under: invented.rules,
            only: [.comment, .urge, .addCallerWords, .extendApproved, .void, .amend],
            typed: typed
        )
    }

    private var story: [EventSentence] {
        StoryTeller(wording: wording, names: invented.names).story(of: invented.number, invented.history)
    }

    private var sheet: CaseSheet {
        let maker = CaseSheetMaker(
            file: invented.file,
            history: invented.history,
            isForgotten: false,
            session: session,
            sight: .masked,
            names: invented.names,
            wording: wording
        )
        var sheet = maker.sheet()
        sheet.before = [photo("design-before.svg", "处置前")]
        sheet.after = [photo("design-after.svg", "处置后")]
        return sheet
    }

    private func photo(_ file: String, _ label: String) -> CaseSheet.Photo {
        var photo = CaseSheet.Photo(
            id: "",
            label: label,
            when: "拍于 \(wording.clock(wording.now))",
            place: "离案件地点 20 米"
        )
        photo.address = library.files.path(file)
        return photo
    }

    private var reminders: CaseReminders {
        let reminder = Reminders.Reminder(
            id: 0,
            number: invented.number,
            text: "示例：给来电人回话",
            due: invented.now + -60
        )
        return CaseReminders(
            number: invented.number,
            lines: ReminderList([reminder], token: session.formToken, wording).lines,
            token: session.formToken,
            due: wording.local(wording.now + 3600)
        )
    }

    private var rows: [QueueRow] {
        let now = [invented.now, invented.now + 3 * 3600, invented.now + 30 * 86_400]
        return now.map {
            QueueRow(invented.file, for: session.person, Wording(rules: invented.rules, now: $0))
        }
    }

    private var jobs: DesignJobs {
        var row = JobRow(
            invented.file,
            at: "/unit/cases/\(invented.number)",
            wording,
            tags: JobRow.urgency(of: invented.file) + [PageTag(.critical, "督办待回复")],
            meta: ["派 示例班组", "1 张照片"],
            due: [dues[1]]
        )
        row.link = "反馈"
        var calm = row
        calm.link = "查看"
        calm.isCalm = true
        return DesignJobs(rows: library.rows([Job(row: row), Job(row: calm)]))
    }

    private var paper: OrderPage? {
        OrderMaker(
            file: invented.file,
            history: invented.history,
            sight: .masked,
            names: invented.names,
            printer: session.person.name,
            script: "",
            wording: wording
        ).order
    }
}
