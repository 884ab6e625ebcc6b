/// The texts of a city's folder, by file name.
package struct CityFiles: Sendable, Equatable {
    package var texts: [String: String]

    package init(texts: [String: String]) { self.texts = texts }

    /// The files that a city is made of.
    package static var names: [String] { TableShape.allCases.map(\.rawValue) }

    /// Those of them that none may do without.
    package static var required: [String] { TableShape.allCases.filter { !$0.mayBeMissing }.map(\.rawValue) }
}
