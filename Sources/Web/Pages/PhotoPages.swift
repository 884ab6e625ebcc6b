import Casework
import HTTPTypes
import Hummingbird
import NIOCore
import Storage

/// `/photos`: the same photographs as `/api/v1/attachments`, for browsers that somebody has signed in with.
struct PhotoPages {
    let photos: PhotosAPI

    func add(to group: RouterGroup<StaffContext>) {
        group.post("photos") { _, context in
            guard let file = context.form.files.first(where: { $0.name == "file" }) else {
                throw Problem.unreadable("没有找到照片。")
            }
            let id = try await photos.keep(
                file.content,
                shows: context.form.first("shows"),
                of: context.person
            )
            return Response.json(.object([("id", .text(id))]), status: .created)
        }
        group.get("photos/:id") { _, context in
            try await photos.show(context.parameters.require("id"), small: false, to: context.person)
        }
        group.get("photos/:id/small") { _, context in
            try await photos.show(context.parameters.require("id"), small: true, to: context.person)
        }
    }
}
