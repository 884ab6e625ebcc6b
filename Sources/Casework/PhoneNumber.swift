/// A telephone number as it is compared: digits only, without the country's code, with the city's area code.
///
/// Source: docs/domain.md, “Numbers”.
package struct PhoneNumber: Sendable, Equatable {
    package let digits: String

    /// Reads what somebody typed or dialled; nil if it cannot be a number.
    package init?(_ text: String, areaCode: String = "0536") {
        var digits = String(
            String.UnicodeScalarView(text.unicodeScalars.filter { ("0"..."9").contains($0) })
        )
        let strange = text.unicodeScalars.contains { scalar in
            switch scalar {
            case "0"..."9", "+", "-", "(", ")", " ", "/": false
            default: true
            }
        }
        for prefix in ["0086", "86"] where digits.hasPrefix(prefix) && digits.utf8.count >= 12 {
            digits.removeFirst(prefix.utf8.count)
            break
        }
        if (7...8).contains(digits.utf8.count), !digits.hasPrefix("0"), !digits.hasPrefix("1") {
            digits = areaCode + digits
        }
        guard !strange, (3...15).contains(digits.utf8.count) else { return nil }
        self.digits = digits
    }
}
