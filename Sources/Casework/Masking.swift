/// How much of a caller's words somebody may see.
///
/// Source: docs/domain.md, “Privacy”.
package enum Sight: Sendable, Equatable {
    /// As written.
    case clear
    /// Enough to work with, not enough to find somebody.
    case masked
}

extension Case {
    /// Whether `person` sees the caller in clear without asking: the case's own unit until it is closed and a month
    /// after, who calls back while that is due, and the recording agent and her shift.
    package func sight(of person: Person, at now: Timestamp, under rules: Rulebook) -> Sight {
        if isAbout(person) { return .masked }
        if person.id == state.recordedBy, person.may(.record) { return .clear }
        if let team = person.team, team == state.recordedTeam, person.may(.record) { return .clear }
        if stage == .callingBack, person.may(.callback) { return .clear }
        if let unit = person.unit, unit == state.unit {
            guard !state.content.isConfidential else { return .masked }
            guard let closedAt = state.closedAt else { return .clear }
            return now <= closedAt + rules.policy.clearDaysAfterClosing * 86_400 ? .clear : .masked
        }
        return .masked
    }
}

extension Personal {
    /// The words as `sight` allows them.
    package func seen(_ sight: Sight) -> Personal {
        guard sight == .masked else { return self }
        var masked = self
        masked.phone = phone.map(maskedPhone)
        masked.name = name.map(maskedName)
        masked.houseNumber = houseNumber.map { _ in "***" }
        masked.address = address.map(maskedAddress)
        return masked
    }
}

/// `138****1234` for a mobile number, `0536-****678` for one with an area code.
package func maskedPhone(_ phone: String) -> String {
    let digits = Array(phone.unicodeScalars.filter { ("0"..."9").contains($0) }.map(Character.init))
    if digits.count == 11, digits[0] == "1" { return String(digits[0..<3]) + "****" + String(digits[7...]) }
    if digits.count >= 10, digits[0] == "0" {
        return String(digits[0..<4]) + "-****" + String(digits.suffix(3))
    }
    return "****" + String(digits.suffix(min(3, digits.count / 2)))
}

/// `许**`.
package func maskedName(_ name: String) -> String { name.isEmpty ? "" : String(name.prefix(1)) + "**" }

/// Road and estate stay, building and door go.
package func maskedAddress(_ address: String) -> String {
    let scalars = address.unicodeScalars
    guard let digit = scalars.firstIndex(where: { ("0"..."9").contains($0) }) else { return address }
    return String(address.unicodeScalars[..<digit]) + "***"
}
