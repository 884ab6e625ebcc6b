import Mustache

/// A sheet of paper: 处置工单 or 督办单.
struct OrderPage: Page, MustacheParent {
    /// 处置工单, 督办单.
    let title: String
    let city: String
    let number: String
    let caseNumber: String
    let issued: String
    let printed: String
    /// Of a supervision order: its head is red, as offices know it.
    let isSupervision: Bool
    let isDemonstration: Bool
    let rows: [OrderRow]
    let requirements: [String]
    /// Who signs where, from the first to the last.
    let boxes: [OrderBox]
    let foot: String
    let script: String

    func child(named name: String) -> Any? {
        switch name {
        case "title": title
        case "city": city
        case "number": number
        case "caseNumber": caseNumber
        case "issued": issued
        case "printed": printed
        case "isSupervision": isSupervision
        case "isDemonstration": isDemonstration
        case "rows": rows
        case "requirements": requirements
        case "boxes": boxes
        case "foot": foot
        case "script": script
        default: nil
        }
    }
}

/// One or two facts side by side.
struct OrderRow: Sendable, MustacheParent {
    let name: String
    let value: String
    var second: (name: String, value: String)?

    func child(named name: String) -> Any? {
        switch name {
        case "name": self.name
        case "value": value
        case "isWide": second == nil
        case "isPair": second != nil
        case "secondName": second?.name ?? ""
        case "secondValue": second?.value ?? ""
        default: nil
        }
    }
}

/// A box to be written in by hand; what is known already is printed.
struct OrderBox: Sendable, MustacheParent {
    let name: String
    let words: String
    /// Who signs: 经办人, 签发人.
    let signer: String
    var hasSeal = false

    func child(named name: String) -> Any? {
        switch name {
        case "name": self.name
        case "words": words
        case "signer": signer
        case "hasSeal": hasSeal
        default: nil
        }
    }
}
