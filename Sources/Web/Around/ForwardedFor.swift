import Casework
import HTTPTypes

/// For whom proxies say that they speak.
struct ForwardedFor {
    /// The nearest last.
    private let said: [String]
    private static let name = HTTPField.Name("X-Forwarded-For")

    init(_ headers: HTTPFields) {
        said =
            Self.name.map { headers[values: $0] }?
            .flatMap { $0.split(separator: ",") }.map { String($0).trimmed } ?? []
    }

    /// Whom a request is for that came from `address`; nil if that is none of our proxies.
    ///
    /// Without an address it came through a socket of this machine. What stands before the first that is not ours,
    /// anybody may have written.
    func spokenFor(by address: String, among proxies: [Network]) -> String? {
        func isOurs(_ address: String) -> Bool { proxies.contains { $0.contains(address) } }
        guard !proxies.isEmpty, address.isEmpty || isOurs(address) else { return nil }
        return said.last { !isOurs($0) }
    }
}
