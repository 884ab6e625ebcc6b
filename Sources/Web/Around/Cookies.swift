import Hummingbird

/// What browsers keep for us; no script sees it, and a browser that comes by TLS sends it no other way.
enum Cookies {
    static let session = "huiyin"
    /// Between the password and the code.
    static let half = "huiyin-half"
    static let wall = "huiyin-wall"
    /// 大字版 or the usual size.
    static let large = "huiyin-large"

    /// Without a number of seconds the browser forgets it when it is closed.
    static func cookie(
        _ name: String,
        _ value: String,
        for seconds: Int? = nil,
        path: String = "/",
        isSecure: Bool
    ) -> Cookie {
        Cookie(
            name: name,
            value: value,
            maxAge: seconds,
            path: path,
            secure: isSecure,
            httpOnly: true,
            sameSite: .lax
        )
    }
}
