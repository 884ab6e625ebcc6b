/// A condition of the table of moves.
///
/// Those over the state are asked before a button is shown, those over fields when it is pressed.
package enum Guard: String, Sendable, CaseIterable {
    case answerableAtOnce
    case callerOrSourceKnown, described, topicChosen, placeOrReason
    case notByTelephone
    case unitByRuleOrReason, unitReceives, standardOrFallback
    case trueFindingNeedsPhoto
    case verifyRanOut, signRanOut, checkRanOut
    case topicOrCategory
    case unitInScopeOrReason, fewerReturnsThanCoordination
    case notTheRecorderOfAComplaint
    case mayReturn, withinReturnWindow, nonePending
    case returnPending, extensionPending, suspensionPending, appealPending, appealReviewed
    case namedRequestPending
    case notYetArrived
    case beforeDeadline, extensionsLeft, withinOriginalLimit, within12345Limit
    case suspensionsLeft, withinAYear
    case externalBody
    case photosOrReason, noSuspensionPending
    case wantsCallback, noCallbackWanted
    case fromInspectorOrNote, notFromInspector
    case hasUnit, hasNoUnit
    case photo, callbackDue, noCallbackDue
    case judgedWell, threeAttempts
    case badVerdict, redosLeft, redosUsedUp
    case answeredOrReason
    case withinReopenDays
    case sampled, withinConvertHours, withinConvertDays
    case reasonIfDispatched, answerUnlessVain
    case notLinkedOrForwarded, parentLive
    case parentDone, parentGone, callbackWantedByLinked, noCallbackWantedByLinked
    case somebodyWaits
    case orderOpen
    case cardDue
    case urgencyHigher, urgencyLower
    case overdueOrReworked, noAppealYet, withinAppealDays
    case suspensionEnded
}
