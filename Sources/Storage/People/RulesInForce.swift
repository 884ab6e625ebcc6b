package import Casework
private import Synchronization

/// The rulebook that registers of people ask: swapped whole when the city's tables change.
package final class RulesInForce: Sendable {
    private let rules = Mutex<Rulebook?>(nil)

    /// The standard, until a rulebook is taken: for commands that do without a city.
    package init() {}

    package func take(_ new: Rulebook) { rules.withLock { $0 = new } }

    package var grants: Grants { rules.withLock { $0?.grants } ?? .standard }
    package var identity: IdentityPolicy { rules.withLock { $0?.identity } ?? IdentityPolicy() }
}
