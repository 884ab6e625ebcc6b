package import Casework
import HTTPTypes
private import Synchronization

/// So many within a minute from one place: for sign-in, guests and public intake, never for staff's tokens.
package final class RateLimit: Sendable {
    private struct Window {
        var minute: Int64
        var count: Int
    }

    private let most: Int
    private let windows = Mutex<[String: Window]>([:])

    package init(perMinute most: Int) { self.most = most }

    /// Counts one; throws when there have been too many.
    package func count(_ place: String, at now: Timestamp) throws(Problem) {
        let minute = now.milliseconds / 60_000
        let count = windows.withLock { windows in
            if windows.count > 50_000 { windows = windows.filter { $0.value.minute == minute } }
            var window = windows[place] ?? Window(minute: minute, count: 0)
            if window.minute != minute { window = Window(minute: minute, count: 0) }
            window.count += 1
            windows[place] = window
            return window.count
        }
        if count > most { throw Problem(.tooManyRequests, "too_many", "请求太频繁，请一分钟后再试。") }
    }
}
