/// The word of a leader for which a case waits, whatever its stage: a unit's request, or a judgement that the caller was not
/// satisfied.
///
/// Whose turn it is a stage tells, but for these.
package enum AwaitedWord: String, Sendable, CaseIterable {
    case `return`, `extension`, suspension, appeal
    case secondExtension = "second_extension"
    /// An appeal that its first reviewer has looked at.
    case reviewedAppeal = "reviewed_appeal"
    case judgement

    /// What it takes to give it.
    package var permission: Permission {
        switch self {
        case .return: .approveReturn
        case .extension: .approveExtension
        case .secondExtension: .approveSecondExtension
        case .suspension: .approveSuspension
        case .appeal: .reviewAppeal
        case .reviewedAppeal: .approveAppeal
        case .judgement: .redo
        }
    }
}

extension Case {
    package var awaitedWord: AwaitedWord? {
        guard let pending = state.pending else {
            return stage == .callingBack && state.verdict?.isBad == true ? .judgement : nil
        }
        return switch pending.kind {
        case .return: .return
        case .extension: state.extensions == 0 ? .extension : .secondExtension
        case .suspension: .suspension
        case .appeal: pending.opinion == nil ? .appeal : .reviewedAppeal
        }
    }
}
