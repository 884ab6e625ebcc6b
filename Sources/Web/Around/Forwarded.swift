import Casework
import HTTPTypes

/// For whom proxies say that they speak, and how it came to them.
struct Forwarded {
    /// For whom: the nearest last.
    private let said: [String]
    /// `https` or `http`, as the nearest has it.
    private let scheme: String?
    private static let forName = HTTPField.Name("X-Forwarded-For")
    private static let schemeName = HTTPField.Name("X-Forwarded-Proto")

    init(_ headers: HTTPFields) {
        func values(_ name: HTTPField.Name?) -> [String] {
            name.map { headers[values: $0] }?.flatMap { $0.split(separator: ",") }.map { String($0).trimmed }
                ?? []
        }
        said = values(Self.forName)
        scheme = values(Self.schemeName).last?.lowercased()
    }

    /// Whom a request is for that came from `address`; nil if that is none of our proxies.
    ///
    /// What stands before the first that is not ours, anybody may have written.
    func spokenFor(by address: String, among proxies: [Network]) -> String? {
        Self.isOurs(address, proxies)
            ? said.last { address in !proxies.contains { $0.contains(address) } } : nil
    }

    /// Whether the browser's line to a proxy of ours was by TLS; anybody else is not believed.
    func isSecure(by address: String, among proxies: [Network]) -> Bool {
        Self.isOurs(address, proxies) && scheme == "https"
    }

    /// Without an address it came through a socket of this machine.
    private static func isOurs(_ address: String, _ proxies: [Network]) -> Bool {
        !proxies.isEmpty && (address.isEmpty || proxies.contains { $0.contains(address) })
    }
}
