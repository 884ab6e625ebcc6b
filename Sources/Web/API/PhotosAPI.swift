import Casework
import Foundation
import Hummingbird
import NIOCore
import NIOFoundationCompat
import Storage

/// `/api/v1/attachments`: photographs in, photographs out.
struct PhotosAPI {
    let hotline: Hotline
    let lab: PhotoLab

    func add(to group: RouterGroup<APIContext>) {
        group.post("attachments") { request, context in
            let id = try await keep(request, of: context.person)
            return Response.json(.object([("id", .text(id))]), status: .created)
        }
        group.get("attachments/:id") { _, context in
            try await show(context.parameters.require("id"), small: false, to: context.person)
        }
        group.get("attachments/:id/small") { _, context in
            try await show(context.parameters.require("id"), small: true, to: context.person)
        }
    }

    func keep(_ request: Request, of person: Person) async throws -> String {
        guard let type = request.headers[.contentType], type.lowercased().hasPrefix("multipart/form-data")
        else {
            throw Problem.unreadable("请用 multipart/form-data 上传，字段名 file。")
        }
        let buffer = try await request.body.collect(upTo: Photo.mostBytes)
        guard let parts = Multipart.parts(in: Data(buffer: buffer), contentType: type),
            let file = parts.first(where: { $0.name == "file" })?.content
        else {
            throw Problem.unreadable("没有找到名为 file 的文件。")
        }
        let shows = parts.first { $0.name == "shows" && !$0.isFile }?.content
        return try await keep(file, shows: shows.map { String(decoding: $0, as: UTF8.self) }, of: person)
    }

    /// Develops a photograph and keeps it; gives its id.
    ///
    /// `shows` is `before` or `after` the work; nil or empty if nobody has said.
    func keep(_ file: Data, shows: String?, of person: Person) async throws -> String {
        let side = shows.flatMap(PhotoFacts.Side.init(rawValue:))
        if let shows, !shows.isEmpty, side == nil {
            throw Problem.invalid("shows", "shows 须为 before（处置前）或 after（处置后）。")
        }
        let photo = try await lab.develop(file)
        let taken = photo.camera.instant(in: hotline.rules.time)
        return try await hotline.attachments.keep(
            photo.full,
            small: photo.small,
            width: photo.width,
            height: photo.height,
            facts: PhotoFacts(takenAt: taken, lon: photo.camera.lon, lat: photo.camera.lat, side: side),
            of: person,
            at: hotline.clock.now
        )
    }

    /// A photograph, for its owner until a case has it, and then for those who may see the case.
    func show(_ id: String, small: Bool, to person: Person) async throws -> Response {
        guard let attachment = try await hotline.attachments.find(id) else { throw Problem.notFound }
        if let number = attachment.number {
            guard try await hotline.cases.find(number)?.file.isVisible(to: person) == true else {
                throw Problem.notFound
            }
        } else if attachment.person != person.id {
            throw Problem.notFound
        }
        let data = try hotline.attachments.data(id, small: small)
        return Response(
            status: .ok,
            headers: [
                .contentType: "image/jpeg", .cacheControl: "private, max-age=3600",
                .contentDisposition: "inline",
                // A browser that shows it alone lays it out with a style of its own.
                .contentSecurityPolicy:
                    "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
            ],
            body: .init(byteBuffer: ByteBuffer(data: data))
        )
    }
}
