package import Casework
package import Hummingbird
import Logging
package import NIOCore
package import Storage

/// Every request, before we know who sent it.
package struct VisitorContext: RequestContext, RemoteAddressRequestContext {
    package var coreContext: CoreRequestContextStorage
    package let remoteAddress: SocketAddress?
    package var session: Session?
    package var token: TokenHolder?
    /// For whom a proxy of ours speaks.
    package var spokenFor: String?
    /// Whether the browser comes by TLS, to us or to a proxy of ours.
    package var isSecure = false

    package init(source: Source) {
        coreContext = .init(source: source)
        remoteAddress = source.channel.remoteAddress
    }

    /// By what the log, the answer's header and a page of refusal name the request; empty where no log keeps it.
    package var number: String { logger[metadataKey: "hb.request.id"]?.description ?? "" }

    /// Where it came from, for the audit log and for limits.
    package var address: String { spokenFor ?? remoteAddress?.ipAddress ?? "" }
}

/// Somebody who came with an API token.
package struct TokenHolder: Sendable {
    package let person: Person
    /// Of the token: what idempotency keys belong to.
    let digest: String
    /// When it expires.
    let until: Timestamp?
}

/// Whoever asks, known by a session or a token: what they see in clear leaves a trace with their address.
protocol Asker {
    var person: Person { get }
    var address: String { get }
}

extension StaffContext: Asker {}
extension APIContext: Asker {}

/// A request from a browser that somebody has signed in with.
///
/// Handlers that take it cannot be reached otherwise.
package struct StaffContext: ChildRequestContext {
    package var coreContext: CoreRequestContextStorage
    package let session: Session
    package let address: String
    package let isSecure: Bool
    /// What the form sent, read and its token compared before any handler; empty for GET.
    var form = FormFields(pairs: [])

    package init(context: VisitorContext) throws {
        guard let session = context.session else { throw Problem.unauthorized }
        coreContext = context.coreContext
        self.session = session
        address = context.address
        isSecure = context.isSecure
    }

    package var person: Person { session.person }
}

/// A request of the API with a token.
package struct APIContext: ChildRequestContext {
    package var coreContext: CoreRequestContextStorage
    package let holder: TokenHolder
    private let remoteAddress: SocketAddress?
    private let spokenFor: String?

    package init(context: VisitorContext) throws {
        guard let holder = context.token else { throw Problem.unauthorized }
        coreContext = context.coreContext
        self.holder = holder
        remoteAddress = context.remoteAddress
        spokenFor = context.spokenFor
    }

    package var person: Person { holder.person }
    /// Where it came from; made a text only where that is told.
    package var address: String { spokenFor ?? remoteAddress?.ipAddress ?? "" }
}
