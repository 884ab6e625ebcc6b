/// Documents that stand in the code read like the JSON they become.
extension JSON: ExpressibleByStringInterpolation, ExpressibleByBooleanLiteral, ExpressibleByNilLiteral,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    package init(stringLiteral text: String) { self = .text(text) }
    package init(booleanLiteral flag: Bool) { self = .bool(flag) }
    package init(nilLiteral: ()) { self = .null }
    package init(arrayLiteral values: JSON...) { self = .list(values) }
    package init(dictionaryLiteral pairs: (String, JSON)...) { self = .object(pairs) }
}
