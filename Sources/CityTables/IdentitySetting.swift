package import Casework

/// One demand of `IdentityPolicy`, under the name that it has in `settings.csv`; a city may leave it out.
package struct IdentitySetting: Sendable {
    enum Value: Sendable {
        case whole(any WritableKeyPath<IdentityPolicy, Int> & Sendable, ClosedRange<Int>)
        case flag(any WritableKeyPath<IdentityPolicy, Bool> & Sendable)
        case networks(any WritableKeyPath<IdentityPolicy, [Network]> & Sendable)
    }

    package let name: String
    package let note: String
    let value: Value

    /// Whether it is a number.
    package var isNumber: Bool { if case .networks = value { false } else { true } }

    /// What the table would say of it.
    package func written(in policy: IdentityPolicy) -> String {
        switch value {
        case .whole(let path, _): String(policy[keyPath: path])
        case .flag(let path): policy[keyPath: path] ? "1" : "0"
        case .networks(let path): policy[keyPath: path].map(\.description).joined(separator: ";")
        }
    }

    package static let all: [IdentitySetting] = [
        IdentitySetting(name: "idleMinutes", note: "多少分钟没有操作就退出", value: .whole(\.idleMinutes, 1...1440)),
        IdentitySetting(
            name: "idleMinutesAtDesk",
            note: "受理员、值班长多少分钟没有操作就退出",
            value: .whole(\.idleMinutesAtDesk, 1...1440)
        ),
        IdentitySetting(
            name: "oneSession",
            note: "一个账号只能在一处登录（1 是，0 否；演示账号不限）",
            value: .flag(\.oneSession)
        ),
        IdentitySetting(
            name: "administratorsNeedCode",
            note: "管理员必须启用两步验证（1 是，0 否；演示账号不限）",
            value: .flag(\.administratorsNeedCode)
        ),
        IdentitySetting(
            name: "failuresUntilLock",
            note: "连续输错几次就锁定账号",
            value: .whole(\.failuresUntilLock, 3...20)
        ),
        IdentitySetting(name: "lockMinutes", note: "锁定多少分钟", value: .whole(\.lockMinutes, 1...1440)),
        IdentitySetting(name: "passwordDays", note: "密码多少天后必须更换", value: .whole(\.passwordDays, 1...365)),
        IdentitySetting(
            name: "hallNetworks",
            note: "大厅的网段（分号隔开，如 10.1.0.0/16）；从别处登录须两步验证；空即不限，演示账号不限",
            value: .networks(\.hallNetworks)
        ),
    ]
}
