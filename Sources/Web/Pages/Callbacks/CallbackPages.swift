import Casework
import HTTPTypes
import Hummingbird
import Storage

/// `/callbacks`: whom to call now, what to ask, and what came of it.
struct CallbackPages {
    let hotline: Hotline
    let pages: Pages
    private let desk = CallbackDesk()

    init(hotline: Hotline, pages: Pages) {
        self.hotline = hotline
        self.pages = pages
    }

    func add(to group: RouterGroup<StaffContext>) {
        group.get("callbacks") { request, context in
            let asked = try request.query.first("case")
            return try await show(context, chosen: asked)
        }
        group.get("callbacks/list") { request, context in
            let asked = try request.query.first("case")
            let queue = try await queue(context)
            return pages.fragment(
                CallbackList(
                    queue,
                    chosen: asked ?? "",
                    for: context.person,
                    CallbackWords(wording: wording),
                    open: desk.others(than: context.person, at: wording.now),
                    in: pages.library
                ),
                template: "CallbackList"
            )
        }
        group.post("callbacks/:number") { _, context in try await judge(context) }
    }

    private var wording: Wording { Wording(rules: hotline.rules, now: hotline.clock.now) }

    private func queue(_ context: StaffContext) async throws -> CallbackQueue {
        guard context.person.may(.callback) else { throw Problem.notFound }
        let queue = CallbackQueue(
            try await hotline.callbacks(),
            judgedCount: try await hotline.judgedCount(for: context.person),
            for: context.person,
            at: hotline.clock.now,
            under: hotline.rules
        )
        return try await queue.opened(in: hotline.cases)
    }

    func show(
        _ context: StaffContext,
        chosen: String?,
        problem: Problem? = nil,
        typed: FormFields? = nil
    ) async throws -> Response {
        let queue = try await queue(context)
        let others = desk.others(than: context.person, at: hotline.clock.now)
        let number = chosen ?? queue.toCall.first { others[$0.file.number] == nil }?.file.number
        var sheet: CallbackSheet?
        if let number, let (entry, events) = try await hotline.cases.open(number),
            entry.file.stage == .callingBack, entry.file.isVisible(to: context.person)
        {
            let sight = try await hotline.sight(of: context, on: entry.file, at: hotline.clock.now)
            sheet = CallbackSheet(
                entry.file,
                events,
                context.session,
                sight: sight,
                CallbackWords(wording: wording),
                problem: problem,
                typed: typed,
                alsoOpen: others[number]
            )
        }
        desk.take(sheet?.number, by: context.person, at: hotline.clock.now)
        let figures = try await WallFigures.read(hotline).city
        let rules = hotline.rules
        let page = CallbackPage(
            list: CallbackList(
                queue,
                chosen: sheet?.number ?? "",
                for: context.person,
                CallbackWords(wording: wording),
                open: others,
                in: pages.library
            ),
            listPath: "/callbacks/list?case=\(sheet?.number ?? "")",
            sheet: sheet.map { [$0] } ?? [],
            quiet: rules.hall.isQuiet(hotline.clock.now)
                ? "现在是静默时段（\(rules.quietHours)），不要拨打回访电话；除非来电人约了这个时间。" : "",
            foot: rules.lastCall,
            today: "今日已回访 \(figures[.callbacks])"
                + (figures.satisfaction.map {
                    " · 满意率 \(Int(($0 * 1000).rounded()) / 10).\(Int(($0 * 1000).rounded()) % 10)%"
                } ?? ""),
            script: pages.library.files.path("callbacks.js")
        )
        return try await pages.respond(
            page,
            to: context.session,
            at: "/callbacks",
            bodyClass: "screen screen-queue",
            status: problem?.status ?? .ok
        )
    }
}

extension Rulebook {
    fileprivate var quietHours: String { "\(hour(hall.waking.end))—\(hour(hall.waking.start))" }

    fileprivate var lastCall: String {
        "\(hour(hall.waking.end - GoodHour.lastMinutes * 60)) 后不再拨出；\(quietHours) 停钟"
    }

    private func hour(_ second: Int) -> String {
        "\(padded(second / 3600, 2)):\(padded(second / 60 % 60, 2))"
    }
}
