import Casework
import HTTPTypes
import Hummingbird
import Storage

/// `/unit`: what a unit has to do, on a desk and on a telephone in the street.
struct UnitPages {
    let hotline: Hotline
    let pages: Pages
    let lab: PhotoLab

    func add(to group: RouterGroup<StaffContext>) {
        group.get("unit") { request, context in try await respond(request.query, context) }
        group.get("unit/work") { request, context in
            pages.fragment(try await page(request.query, context), template: "UnitWork")
        }
        group.post("unit/sign", use: signMany)
        group.get("unit/worker.js") { _, _ in
            var script = try pages.library.files.respond("unit-worker.js")
            script.headers[.cacheControl] = "no-cache"
            // It lies below what it is for.
            if let name = HTTPField.Name("Service-Worker-Allowed") { script.headers[name] = "/unit" }
            return script
        }
    }

    private func respond(_ query: FormFields, _ context: StaffContext, said: PageNote? = nil) async throws
        -> Response
    {
        var page = try await page(query, context)
        page.said = said
        return try await pages.respond(page, to: context.session, at: "/unit", bodyClass: "body-phone")
    }

    private func page(_ query: FormFields, _ context: StaffContext) async throws -> UnitPage {
        let person = context.person
        let unit = try person.ownUnit
        let offered = UnitView.Tab.allCases.filter { !$0.isOfManager || person.may(.manageUnit, in: unit) }
        let view = UnitView(query, tabs: offered)
        let work = try await UnitWork.read(hotline, view, unit: unit, person: person)
        let wording = Wording(rules: hotline.rules, now: hotline.clock.now)
        let maker = UnitRowMaker(
            context: context,
            wording: wording,
            unit: unit,
            view: view,
            crews: try await hotline.cases.latest(.assignCrew, in: work.files)
        )
        let tabs = offered.map { tab in
            let count = work.count(tab)
            return PageTab(
                path: "/unit?tab=\(tab.rawValue)",
                words: tab.words,
                isHere: tab == view.tab,
                count: count == 0 || tab == .crew ? "" : String(count)
            )
        }
        let jobs = work.files.map { maker.job($0.file) }
        return UnitPage(
            unit: wording.unit(unit),
            topic: "unit/" + unit,
            today:
                "\(person.name) · \(wording.day(hotline.rules.time.day(of: wording.now))) \(wording.clock(wording.now))",
            now: String(wording.now.milliseconds),
            person: String(person.id),
            token: context.session.formToken,
            query: view.query(),
            tab: view.tab.rawValue,
            tabs: zip(offered, tabs).filter { $0.0.isUsual }.map { $0.1 },
            others: zip(offered, tabs).filter { !$0.0.isUsual }.map { $0.1 },
            stages: [FormOption(value: "", words: "全部阶段")]
                + view.tab.stages.map {
                    FormOption(value: $0.rawValue, words: $0.chinese, isChosen: $0 == view.stage)
                },
            deadlines: UnitView.Deadline.allCases.map {
                FormOption(value: $0.rawValue, words: $0.words, isChosen: $0 == view.deadline)
            },
            isByStreet: view.isByStreet,
            otherOrder: "/unit?" + view.query(byStreet: !view.isByStreet),
            rows: pages.library.rows(jobs),
            isPickable: jobs.contains(where: \.row.isPickable),
            emptyWords: view.deadline == .any ? view.tab.emptyWords : "这样筛选没有案件。",
            more: work.isCut ? "只列最急的 \(UnitWork.most) 件，其余请筛选" : ""
        )
    }

    /// Signs for each of the cases that were chosen; one that cannot be signed keeps no other from it.
    @Sendable private func signMany(_ request: Request, _ context: StaffContext) async throws -> Response {
        _ = try context.person.ownUnit
        let numbers = Array(context.form.all("number").prefix(UnitWork.most))
        let (done, refused) = await hotline.give(.sign, [:], toEach: numbers, by: context.person)
        let refusals = refused.map { "…\($0.number.suffix(5))：\($0.why)" }
        let words =
            numbers.isEmpty ? "没有选案件。" : "已签收 \(done.count) 件。" + refusals.joined(separator: "；")
        let query = FormFields(pairs: [("tab", context.form.first("tab") ?? "")])
        return try await respond(
            query,
            context,
            said: PageNote(done.count == numbers.count ? .plain : .over, words)
        )
    }
}

extension Person {
    /// The unit whose cases the person handles.
    ///
    /// - Throws: not found, for whoever is of no unit: the page is not theirs.
    var ownUnit: Casework.Unit.ID {
        get throws {
            guard let unit, may(.handle, in: unit) else { throw Problem.notFound }
            return unit
        }
    }
}
