/// The first byte of a packed value, which says what it is: docs/decisions/packed-rows.md.
enum PackedTag {
    /// 0 to 63, by themselves.
    static let lastSmallNumber: UInt8 = 0x3f
    static let no: UInt8 = 0x40
    static let yes: UInt8 = 0x41
    /// Eight bytes.
    static let real: UInt8 = 0x42
    /// A number times a hundred.
    static let hundredths: UInt8 = 0x43
    static let number: UInt8 = 0x44
    static let text: UInt8 = 0x45
    static let list: UInt8 = 0x46
    static let object: UInt8 = 0x47
    static let end: UInt8 = 0x48
    /// A word of the list's second part.
    static let farWord: UInt8 = 0x49
    /// Milliseconds after the instant from which all are told; the first one after 1970, if none was agreed upon.
    static let milliseconds: UInt8 = 0x4a
    static let seconds: UInt8 = 0x4b
    /// A name with nothing, with one value, or with members: values of an enumeration.
    static let bare: UInt8 = 0x4c
    static let single: UInt8 = 0x4d
    static let coded: UInt8 = 0x4e

    /// Texts of less than 32 bytes, their length in the tag.
    static let shortText: UInt8 = 0x50
    static let longestShortText = 31
    /// Words of the list's first part.
    static let nearWord: UInt8 = 0x70
    static let nearWords = 144
}
