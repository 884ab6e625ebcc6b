package import Hummingbird
import Storage

/// All doors, in one place: first what every request passes, then the API, then the pages.
package func routes(_ hotline: Hotline, pages: PageLibrary) -> Router<VisitorContext> {
    let router = Router(context: VisitorContext.self)
    router.addMiddleware {
        MeasureRequestsMiddleware(measures: hotline.requests)
        SafetyHeadersMiddleware()
        LogRequestsMiddleware(logger: hotline.logger)
        AppearanceMiddleware()
        ExplainErrorsMiddleware(logger: hotline.logger) { problem, request, context in
            Pages(hotline: hotline, library: pages).problem(problem, request, id: context.number)
        }
        RecogniseMiddleware(hotline: hotline)
    }
    let lab = PhotoLab()
    let live = LiveStream(hotline: hotline)

    let open = router.group("api/v1")
    SeeingDoors(hotline: hotline).add(to: router, open)
    open.get("openapi.json") { _, _ in Response.json(OpenAPI.document(hotline.rules)) }
    let api = open.group(context: APIContext.self)
    CasesAPI(hotline: hotline).add(to: api)
    PhotosAPI(hotline: hotline, lab: lab).add(to: api)
    PlainAPI(hotline: hotline).add(to: api)
    api.get("live") { request, context in
        try await live.respond(request, to: context.person, by: .token(context.holder))
    }

    OtherMethods(of: router, below: "/api/").add(to: router)

    addPages(to: router, hotline, pages: pages, photos: PhotosAPI(hotline: hotline, lab: lab), live: live)
    return router
}
