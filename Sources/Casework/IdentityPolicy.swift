/// What a city demands of whoever signs in.
///
/// Source: docs/domain.md, “Privacy”; the defaults are those of `Cities/weifang/settings.csv`.
package struct IdentityPolicy: Sendable, Equatable {
    /// Minutes without a touch after which a session ends.
    package var idleMinutes = 15
    /// The same at the desks of agents and shift leaders, who listen more than they type.
    package var idleMinutesAtDesk = 60
    /// Whether a new sign-in ends the person's older sessions.
    package var oneSession = true
    /// Whether administrators must have a second factor.
    package var administratorsNeedCode = false
    /// Wrong passwords or codes in a row until the account is locked.
    package var failuresUntilLock = 5
    package var lockMinutes = 30
    /// Days after which a password must be changed.
    package var passwordDays = 90

    /// The hall's own networks: who signs in from elsewhere needs a second factor; with none of them, nobody does.
    package var hallNetworks: [Network] = []

    package init() {}

    package func isElsewhere(_ address: String) -> Bool {
        !hallNetworks.isEmpty && !hallNetworks.contains { $0.contains(address) }
    }

    package func idleSeconds(of person: Person) -> Int {
        let isAtDesk = person.roles.contains { $0 == .agent || $0 == .shiftLeader }
        return 60 * (isAtDesk ? idleMinutesAtDesk : idleMinutes)
    }
}
