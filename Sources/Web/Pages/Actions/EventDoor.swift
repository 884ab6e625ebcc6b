import Casework
import Crypto
import Foundation
import HTTPTypes
import Hummingbird
import Storage

/// How a page's form gives an event: its photographs are kept with it, and it happens once however often it is sent.
struct EventDoor {
    let hotline: Hotline
    let lab: PhotoLab

    /// Why a form was not taken, with what it held: nothing typed is lost.
    struct Refused: Error {
        let event: EventName
        let problem: Problem
        let form: FormFields
        /// Of the case as the form was made for it.
        let version: Int?

        /// The form as it is shown again.
        var typed: TypedForm { TypedForm(event: event, form: form, problem: problem, version: version) }
    }

    /// Gives the event with the fields that `reading` finds in the form.
    ///
    /// `errand` is what the form is for, where that is not the event itself.
    ///
    /// - Throws: `Refused` if the case, or the person's rights, or the fields forbid it.
    func give(
        _ event: EventName,
        to number: Case.Number,
        _ context: StaffContext,
        errand: String? = nil,
        reading: (FormFields) async throws -> [String: RawValue] = { $0.eventFields }
    ) async throws {
        let version = context.form.first("version").flatMap { Int($0) }
        var form = context.form.without(["version", "next", "once"])
        do {
            var once = form.idempotency(errand ?? event.rawValue, number, context)
            do {
                if let once, try await hotline.cases.remembers(once, at: hotline.clock.now) { return }
            } catch is IdempotencyConflict {
                // Sent once more from a page that is still open, with other words: a new errand.
                once = nil
            }
            form = try await keepingPhotos(of: form, context)
            let fields = try await reading(form)
            _ = try await hotline.give(
                event,
                fields,
                to: number,
                by: context.person,
                ifVersion: version,
                once: once
            )
        } catch let refusal as CaseRefusal {
            throw Refused(event: event, problem: Problem(refusal), form: form, version: version)
        } catch let problem as Problem {
            throw Refused(event: event, problem: problem, form: form, version: version)
        }
    }

    /// Files that came with the form itself, from a browser without script, become photographs like the others.
    private func keepingPhotos(of form: FormFields, _ context: StaffContext) async throws -> FormFields {
        var pairs = form.pairs
        for file in form.files where ["file", "before", "after"].contains(file.name) {
            let id = try await PhotosAPI(hotline: hotline, lab: lab).keep(
                file.content,
                shows: file.name == "file" ? nil : file.name,
                of: context.person
            )
            pairs.append(("photos", id))
        }
        return FormFields(pairs: pairs)
    }
}

extension FormFields {
    /// The fields of an event, with what was measured under one name.
    var eventFields: [String: RawValue] {
        var fields = without(["measuredName", "measuredValue"]).raw
        if let name = first("measuredName"), let value = first("measuredValue"), !name.isEmpty, !value.isEmpty
        {
            fields["measured"] = .object([name: .text(value)])
        }
        return fields
    }

    /// The key that the form carries, with what tells the same sending from another; nil for a form without one.
    ///
    /// It holds for the person, not for the session: a form that waited for the line may go out after a new sign-in.
    fileprivate func idempotency(_ errand: String, _ number: Case.Number, _ context: StaffContext)
        -> Idempotency?
    {
        guard let key = context.form.first("once"), !key.isEmpty else { return nil }
        var hash = SHA256()
        hash.update(data: Data("\(number) \(errand)".utf8))
        for (name, value) in pairs { hash.update(data: Data("\n\(name.utf8.count) \(name)=\(value)".utf8)) }
        for file in files { hash.update(data: file.content) }
        return Idempotency(
            token: "page/\(context.person.id)",
            key: String(key.prefix(100)),
            digest: Data(hash.finalize()).base64EncodedString()
        )
    }
}

extension Request {
    /// Whether a script asks that tells people itself how it went.
    var wantsJSON: Bool { headers[.accept] == "application/json" }
}

extension Response {
    /// A form was taken: on to the next page, or to the script where that is.
    static func done(_ next: String, _ request: Request) -> Response {
        request.wantsJSON ? .json(.object([("next", .text(next))])) : .redirect(to: next, type: .normal)
    }
}
