import Casework
import CityTables
import HTTPTypes
import Hummingbird
import NIOCore
import Storage

/// `/wall`: for staff who may see cases, and for the browser of the wall itself, which has a key and no person.
struct WallPages {
    let hotline: Hotline
    let library: PageLibrary
    let live: LiveStream

    func add(to router: Router<VisitorContext>) {
        router.get("wall", use: wall)
        router.get("wall/open", use: open)
        router.get("wall/board", use: board)
        router.get("wall/live") { request, context in
            try admit(request, context)
            return try live.stream(request, ["wall"])
        }
    }

    @Sendable func wall(_ request: Request, _ context: VisitorContext) async throws -> Response {
        try admit(request, context)
        let files = library.files
        let page = WallPage(
            hotline: hotline.rules.hotline,
            css: [files.path("bootstrap.min.css"), files.path("huiyin.css")],
            script: files.path("wall.js"),
            now: hotline.clock.now.milliseconds,
            speed: hotline.clock.speed,
            offset: hotline.rules.time.offset,
            board: try await read().board
        )
        return .page(library.text(page, template: "WallPage"))
    }

    /// The wall's inside, fetched again whenever something has changed.
    @Sendable func board(_ request: Request, _ context: VisitorContext) async throws -> Response {
        try admit(request, context)
        return .page(try await read().page)
    }

    /// The link with the key: it leaves a cookie, and the key leaves the address bar.
    @Sendable func open(_ request: Request, _ context: VisitorContext) async throws -> Response {
        let key = try request.query.first("key") ?? ""
        guard hotline.wallKey.opens(with: key) else { throw Problem.notFound }
        var response = Response.redirect(to: "/wall", type: .normal)
        response.setCookie(
            Cookies.cookie(
                Cookies.wall,
                hotline.wallKey.cookie,
                for: 400 * 86_400,
                path: "/wall",
                isSecure: context.isSecure
            )
        )
        return response
    }

    private func admit(_ request: Request, _ context: VisitorContext) throws {
        if let cookie = request.cookies[Cookies.wall]?.value, hotline.wallKey.isKnown(cookie) { return }
        guard let session = context.session else { throw Problem.unauthorized }
        if session.mustChangePassword { throw Problem.unauthorized }  // by way of the sign-in to the password
        if session.person.anywhere.isDisjoint(with: [.see, .seeReports]) { throw Problem.notFound }
    }

    private func read() async throws -> (board: WallBoard, page: String) {
        try await hotline.wallBoard.value(at: hotline.stand) { [hotline, library] in
            let board = try await Self.read(hotline)
            return (board, library.text(board, template: "WallBoard"))
        }
    }

    private static func read(_ hotline: Hotline) async throws -> WallBoard {
        async let figures = WallFigures.read(hotline)
        async let today = hotline.tallies.today(
            hotline.rules.time.day(of: hotline.clock.now),
            under: hotline.rules
        )
        return WallBoard(try await figures, try await today, hotline.rules, shortNames(hotline))
    }

    /// What people call the areas: their first other name.
    private static func shortNames(_ hotline: Hotline) -> [Area.Code: String] {
        // The tables in force have been read before: nothing can be wrong in them.
        let rows = (try? hotline.cityFiles.rows(of: "areas.csv")) ?? []
        return rows.reduce(into: [:]) { names, row in
            guard let code = row["code"], let first = row["aliases"]?.split(separator: ";").first else {
                return
            }
            names[code] = String(first)
        }
    }
}

extension Response {
    static func page(_ text: String, status: HTTPResponse.Status = .ok) -> Response {
        Response(
            status: status,
            headers: [.contentType: "text/html; charset=utf-8"],
            body: .init(byteBuffer: ByteBuffer(string: text))
        )
    }
}
