import Casework
import CityTables
import Hummingbird
import Storage

/// Where a change of the city's tables comes from and leads to.
struct AdminErrand {
    let title: String
    let section: AdminSection
    let action: String
    /// Where somebody is led when it is done; the section's page, if nothing is named.
    var done = ""
    var back = ""
    /// Whether it may wait for a day to come.
    var mayWait = true

    /// `word` tells the page what to say.
    func done(_ word: String) -> String {
        let path = done.isEmpty ? section.path : done
        return path + (path.contains("?") ? "&" : "?") + "done=" + word
    }
}

extension AdminPages {
    /// Shows an edit of the city's tables before it is made; confirmed, puts it in force as a new version, or keeps it
    /// until its day.
    ///
    /// `refused` is given what is wrong with it, each with file, line and column; then nothing was changed.
    func changeCity(
        _ context: StaffContext,
        _ errand: AdminErrand,
        edit: (CityFiles) throws -> CityFiles,
        refused: ([String]) async throws -> Response
    ) async throws -> Response {
        let problems: [String]
        do {
            return try await change(context, errand, edit)
        } catch let refusal as ChangeRefused {
            problems = refusal.words
        } catch let refusal as CityEditRefusal {
            problems = [CityObjections.words(refusal)]
        } catch let errors as CityErrors {
            problems = CityObjections.words(errors.errors)
        } catch let plan as PlanInTheWay {
            problems = CityObjections.words(plan, wording)
        } catch is CityMoved {
            problems = ["正在确认时，城市配置被他人修改。下面是现在的内容，请重新填写。"]
        }
        return try await refused(problems)
    }

    private func change(
        _ context: StaffContext,
        _ errand: AdminErrand,
        _ edit: (CityFiles) throws -> CityFiles
    ) async throws -> Response {
        let form = context.form
        let inForce = hotline.cityInForce
        let version = inForce.city.rulebook.version
        guard form.first("version") == String(version) else {
            throw ChangeRefused("打开这一页之后，城市配置已被他人修改。下面是现在的内容，请重新填写。")
        }
        guard (form.first("note") ?? "").count >= 4 else { throw ChangeRefused("请填写变更说明，不少于 4 个字。") }
        let day = try errand.mayWait ? CityChange.day(form, under: hotline.rules, at: hotline.clock.now) : nil
        let change = try CityChange(of: inForce, from: day, edit: edit)
        guard change.after != change.before else {
            throw ChangeRefused(day == nil ? "内容和现在的一样。" : "到那天内容本来就是这样。")
        }
        if let refusal = CityObjections.refusal(of: change.changes, to: context.person) {
            throw ChangeRefused(refusal)
        }
        let uses = try await CityObjections(hotline: hotline).uses(ofRemoved: change.changes)
        guard uses.isEmpty else { throw ChangeRefused(words: uses) }
        let preview = try await preview(errand, change, of: inForce.city)
        return try await confirmed(preview, in: errand.section, context) {
            try await make(change, errand, version, context)
            return .redirect(to: errand.done(day == nil ? "1" : "planned"), type: .normal)
        }
    }

    private func make(_ change: CityChange, _ errand: AdminErrand, _ version: Int, _ context: StaffContext)
        async throws
    {
        let note = context.form.first("note") ?? ""
        if let day = change.holdsFrom {
            return try await hotline.plan(
                change.changes,
                from: day,
                of: version,
                title: errand.title,
                note: note,
                by: context.person,
                from: context.address
            )
        }
        try await hotline.change(
            change.after,
            of: version,
            note: note,
            by: context.person,
            from: context.address
        )
    }

    private func preview(_ errand: AdminErrand, _ change: CityChange, of now: City) async throws
        -> AdminPreview
    {
        let (before, after) = try change.read(now)
        let words = TableWords(before: before, after: after)
        var preview = AdminPreview(
            title: errand.title,
            action: errand.action,
            back: errand.back.isEmpty ? errand.section.path : errand.back,
            rows: change.changes.flatMap(words.rows),
            basis: "\(now.rulebook.version) \(change.day?.description ?? "")"
        )
        let effects = try await CityEffects(
            hotline: hotline,
            before: before.rulebook,
            after: after.rulebook,
            isPlanned: change.day != nil
        ).of(Set(change.changes.map(\.file)))
        preview.effects = effects.words
        preview.affectedHeads = effects.heads
        preview.affected = effects.cases
        if let day = change.day {
            preview.from = "从 \(wording.weekday(day)) 零时起，到时自动生效；在那之前照现在的办"
            preview.undo = "生效之前可在“配置版本”里撤回，生效之后可以撤销。"
            preview.button = "确认预定"
        }
        return preview
    }

    /// The rows of a table in force.
    func rows(_ file: String) -> [[String: String]] {
        // The tables in force have been read before: nothing can be wrong in them; one that is missing has no rows.
        (try? hotline.cityFiles.rows(of: file)) ?? []
    }

    /// What every change of the city carries: the version that it starts from, its day unless it holds at once, its note.
    func changeFields(_ prefix: String = "", mayWait: Bool = true) -> [FormField] {
        let today = hotline.rules.time.day(of: hotline.clock.now).description
        let version = FormField(
            id: prefix + "version",
            name: "version",
            label: "",
            kind: .hidden,
            value: String(hotline.rules.version)
        )
        let day = FormField(
            id: prefix + "holds-from",
            name: "holds_from",
            label: "自哪天起生效",
            kind: .day(earliest: today),
            value: today,
            hint: "今天：确认后立即生效；以后：到那天零时自动生效"
        )
        let note = FormField(
            id: prefix + "note",
            name: "note",
            label: "变更说明",
            kind: .line,
            isRequired: true,
            minimum: 4,
            hint: "写明依据；记入配置版本与审计"
        )
        return mayWait ? [version, day, note] : [version, note]
    }
}
