import Testing

@testable import Casework

@Suite("networks")
struct NetworkTests {
    @Test(
        "an address lies in a network or does not",
        arguments: [
            ("10.1.0.0/16", "10.1.255.3", true), ("10.1.0.0/16", "10.2.0.1", false),
            ("192.168.8.128/25", "192.168.8.127", false), ("192.168.8.128/25", "192.168.8.129", true),
            ("10.0.0.7", "10.0.0.7", true), ("10.0.0.7", "10.0.0.8", false),
            ("0.0.0.0/0", "203.0.113.9", true),
            ("10.0.0.7", "::ffff:10.0.0.7", true), ("2001:db8::/32", "2001:db8:1::5", true),
            ("2001:db8::/32", "2001:db9::5", false), ("fe80::/10", "fe80::1%eth0", true),
            ("::1", "0:0:0:0:0:0:0:1", true),
            ("0.0.0.0/0", "2001:db8::1", false), ("10.0.0.7", "", false), ("10.0.0.0/8", "10.0.0", false),
        ] as [(String, String, Bool)]
    )
    func contains(_ network: String, _ address: String, _ isIn: Bool) throws {
        #expect(try #require(Network(network)).contains(address) == isIn)
    }

    @Test(
        "what is none is not read",
        arguments: [
            "", "10.0.0", "10.0.0.256", "10.0.0.1/33", "10.0.0.1/", "10.0.0.1/-1", "10.0.0.1/8/8", "1:2:3",
            "::1::",
            "2001:db8::/129", "g::1", "hall", "10.0.0.٣", "1:2:3:4:5:6:7:8:9", "+1.0.0.1",
        ]
    )
    func wrong(_ text: String) { #expect(Network(text) == nil) }
}
