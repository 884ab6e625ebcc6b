/// A closed list of codes that is hashed by the place of a case in it, not by its word.
///
/// Rules are asked for by such codes some hundred times for a case; Swift hashes an enumeration with raw values by them.
protocol HashedByPlace: Hashable, RawRepresentable where RawValue == String {}

extension HashedByPlace {
    package func hash(into hasher: inout Hasher) {
        // An enumeration without associated values is its place, and nothing else.
        withUnsafeBytes(of: self) { hasher.combine(bytes: $0) }
    }
}
