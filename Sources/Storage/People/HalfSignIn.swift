package import Casework
private import Foundation

/// Somebody who gave the right password and still owes the code: kept by the browser, sealed.
package struct HalfSignIn: Sendable, Equatable {
    package let person: Person.ID
    let password: String
    let until: Timestamp

    /// Good for five minutes, and only as long as the password stays.
    package init(_ account: Account, at now: Timestamp) {
        person = account.person.id
        password = Secret.digest(account.storedPassword ?? "")
        until = now + 300
    }

    fileprivate init(person: Person.ID, password: String, until: Timestamp) {
        self.person = person
        self.password = password
        self.until = until
    }

    package func belongs(to account: Account, at now: Timestamp) -> Bool {
        account.person.id == person && now <= until
            && password == Secret.digest(account.storedPassword ?? "")
    }
}

extension KeyRing {
    /// As a cookie's value.
    package func seal(_ half: HalfSignIn) throws -> String {
        let words = ["half sign-in", String(half.person), half.password, String(half.until.milliseconds)]
        return Data(try seal(Data(words.joined(separator: "\n").utf8)).utf8).base64EncodedString()
            .replacingOccurrences(of: "+", with: "-").replacingOccurrences(of: "/", with: "_")
            .replacingOccurrences(of: "=", with: "")
    }

    /// Nil for anything that we have not sealed ourselves.
    package func halfSignIn(_ cookie: String) -> HalfSignIn? {
        var text = cookie.replacingOccurrences(of: "-", with: "+").replacingOccurrences(of: "_", with: "/")
        while text.utf8.count % 4 != 0 { text += "=" }
        // Somebody else's words cannot be opened, and mean nothing.
        guard let sealed = Data(base64Encoded: text),
            let opened = try? open(String(decoding: sealed, as: UTF8.self))
        else { return nil }
        let words = String(decoding: opened, as: UTF8.self).split(separator: "\n").map(String.init)
        guard words.count == 4, words[0] == "half sign-in", let person = Int64(words[1]),
            let until = Int64(words[3])
        else { return nil }
        return HalfSignIn(person: person, password: words[2], until: Timestamp(milliseconds: until))
    }
}
