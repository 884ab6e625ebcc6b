import Foundation

/// Lines for whoever sits at the terminal.
enum Output {
    static func line(_ words: String) { write(words, to: .standardOutput) }
    static func error(_ words: String) { write("huiyin: " + words, to: .standardError) }

    private static func write(_ words: String, to handle: FileHandle) {
        // A closed pipe is the reader's choice.
        try? handle.write(contentsOf: Data((words + "\n").utf8))
    }

    static var isTerminal: Bool { isatty(1) == 1 }
}

/// Says how far long work has come: one changing line on a terminal, plain lines elsewhere.
struct Progress {
    private let words: String
    private var total: Int
    /// What was done before this began.
    private let before: Int
    private let started = ContinuousClock.now
    private var lastSaid = ContinuousClock.now
    private var hasSpoken = false

    init(_ words: String, total: Int, from before: Int = 0) {
        self.words = words
        self.total = total
        self.before = before
    }

    /// The same, where the total is known only as the work goes on.
    ///
    /// Away from a terminal work that is soon done needs no
    /// line.
    mutating func done(_ count: Int, of total: Int) {
        self.total = total
        if hasSpoken || Output.isTerminal || count < total { done(count) }
    }

    mutating func done(_ count: Int) {
        let now = ContinuousClock.now
        guard now - lastSaid > .milliseconds(Output.isTerminal ? 200 : 5000) || count == total else { return }
        lastSaid = now
        hasSpoken = true
        let seconds = max(
            0.001,
            Double((now - started).components.seconds) + Double((now - started).components.attoseconds) / 1e18
        )
        let rate = Double(count - before) / seconds
        let left = rate > 0 ? Int(Double(total - count) / rate) : 0
        let line = "\(words): \(count) of \(total), \(Int(rate)) a second, \(left) s left"
        if Output.isTerminal {
            FileHandle.standardOutput.write(Data(("\r\u{1b}[K" + line + (count == total ? "\n" : "")).utf8))
        } else {
            Output.line(line)
        }
    }
}
