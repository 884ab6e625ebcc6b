import Casework
import HTTPTypes
import Hummingbird
import Storage

/// The pages, each for somebody: the visitor's first, then the staff's.
func addPages(
    to router: Router<VisitorContext>,
    _ hotline: Hotline,
    pages library: PageLibrary,
    photos: PhotosAPI,
    live: LiveStream
) {
    let pages = Pages(hotline: hotline, library: library)
    router.get("assets/:hash/:name") { _, context in
        try library.files.respond(context.parameters.require("name"))
    }
    router.get("/") { _, context in
        let home = context.session.map { Menu.home(of: $0.person) } ?? ""
        return try await pages.respond(CitizenPage(hotline.rules, home: home), to: context.session)
    }
    AppearancePages().add(to: router)
    SignInPages(hotline: hotline, pages: pages).add(to: router)
    SignInCodePages(hotline: hotline, pages: pages).add(to: router)
    SessionPages(hotline: hotline).add(to: router)
    WallPages(hotline: hotline, library: library, live: live).add(to: router)

    let staff = router.group(context: StaffContext.self)
        .add(middleware: PasswordFirstMiddleware())
        .add(middleware: FormTokenMiddleware())
        .add(middleware: NewsPositionMiddleware(journal: hotline.journal))
    staff.get("live") { request, context in
        let cookie = request.cookies[Cookies.session]?.value ?? ""
        return try await live.respond(request, to: context.person, by: .cookie(cookie))
    }
    PhotoPages(photos: photos).add(to: staff)
    CasePages(hotline: hotline, pages: pages, lab: photos.lab).add(to: staff)
    let outcomes = ChosenOutcomes()
    QueuePages(hotline: hotline, pages: pages, outcomes: outcomes).add(to: staff)
    ChosenPages(hotline: hotline, outcomes: outcomes).add(to: staff)
    SavedViewPages(hotline: hotline).add(to: staff)
    FollowingPages(hotline: hotline, pages: pages, outcomes: outcomes).add(to: staff)
    ReminderPages(hotline: hotline).add(to: staff)
    InboxPages(hotline: hotline, pages: pages).add(to: staff)
    let words = CityWords(hotline)
    DeskPages(hotline: hotline, pages: pages, words: words).add(to: staff)
    FindPages(hotline: hotline, pages: pages, words: words).add(to: staff)
    PasswordPages(hotline: hotline, pages: pages).add(to: staff)
    SecondFactorPages(hotline: hotline, pages: pages).add(to: staff)
    UnitPages(hotline: hotline, pages: pages, lab: photos.lab).add(to: staff)
    UnitCasePages(hotline: hotline, pages: pages, lab: photos.lab).add(to: staff)
    CheckPages(hotline: hotline, pages: pages, lab: photos.lab).add(to: staff)
    CallbackPages(hotline: hotline, pages: pages).add(to: staff)
    ApprovalPages(hotline: hotline, pages: pages).add(to: staff)
    SupervisionPages(hotline: hotline, pages: pages).add(to: staff)
    OrderPages(hotline: hotline, pages: pages).add(to: staff)
    FiguresPages(hotline: hotline, pages: pages).add(to: staff)
    DesignPages(hotline: hotline, pages: pages).add(to: staff)
    AdminPages(hotline: hotline, pages: pages).add(to: staff)
}

extension Pages {
    /// The page for a problem; a guest who asks for a page of staff is sent to sign in.
    func problem(_ problem: Problem, _ request: Request, id: String) -> Response {
        if problem.status == .unauthorized, !request.wantsJSON {
            // A part of a page cannot hold the sign-in form: the whole page goes there.
            if request.isForFragment, let name = HTTPField.Name("HX-Redirect") {
                return Response(status: .unauthorized, headers: [name: "/login"])
            }
            return .redirect(to: "/login", type: .normal)
        }
        let page = ProblemPage(
            title: problem.message,
            message: problem.message,
            fields: problem.fields.sorted { $0.key < $1.key }.map(\.value).filter { $0 != problem.message },
            reference: id
        )
        return plain(page, status: problem.status)
    }
}

extension Request {
    /// Whether a script asks, to put the answer into a page that is already shown.
    var isForFragment: Bool {
        HTTPField.Name("HX-Request").flatMap { headers[$0] } == "true"
    }
}
