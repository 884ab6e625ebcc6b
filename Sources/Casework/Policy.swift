/// The numbers a city sets for itself.
///
/// Source: docs/domain.md, “Settings”; the defaults are those of `Cities/weifang/settings.csv`.
package struct Policy: Sendable, Equatable {
    package var accept = Limit(0.25, .urgentHour)
    package var dispatch = Limit(0.25, .urgentHour)
    package var verify = Limit(0.5, .urgentHour)
    package var check = Limit(0.5, .urgentHour)
    package var signUrgent = Limit(0.25, .urgentHour)
    package var signNormal = Limit(0.5, .workHour)
    package var request = Limit(1, .urgentHour)
    package var requestUrgent = Limit(0.25, .urgentHour)
    package var review = Limit(0.5, .urgentHour)
    /// Hours outside the quiet ones.
    package var callbackHours = 8.0
    package var close = Limit(0.25, .urgentHour)
    package var redo = Limit(8, .workHour)
    package var intake = Limit(0.25, .urgentHour)
    package var intakeLetter = Limit(24, .urgentHour)
    package var intakeMessage = Limit(0.05, .urgentHour)
    package var coordinate = Limit(1, .workDay)
    package var outside = Limit(5, .workDay)
    package var general = Limit(5, .workDay)
    package var returnWindow = Limit(2, .workHour)
    package var returnWindowUrgent = Limit(0.5, .urgentHour)
    package var returnWindow12345 = Limit(2, .workDay)
    package var extensionMax = 2
    package var extension12345WorkDays = 10
    package var suspensionMax = 1
    package var suspensionDays = 365
    package var returnsBeforeCoordination = 2
    package var redoMax = 2
    package var reopenDays = 15
    package var appealWorkDays = 5
    package var callbackAttempts = 3
    /// Hours between the attempts that count as three.
    package var callbackGapHours = 2.0
    /// Of a hundred directly answered cases, how many are called back.
    package var answeredSample = 5
    package var convertHours = 24
    package var warnRatio = 0.2
    package var warnMinutes = 30
    package var urgeQuietMinutes = 30
    package var ownVoidMinutes = 10
    package var descriptionLength = 8
    /// Days after closing for which the unit still sees the caller in clear.
    package var clearDaysAfterClosing = 30

    /// Months after a case has ended in which its people are known; then their words are destroyed.
    package var personalMonths = 36
    /// Months for which the audit log is kept; the law wants six.
    package var auditMonths = 36
    package var messageMonths = 12
    /// Days after which a draft that nobody touched is thrown away.
    package var draftDays = 30

    package init() {}
}
