import Foundation
import Logging

/// Logs to the standard error, one JSON object a line: for a collector of logs.
struct JSONLog: LogHandler {
    let label: String
    var logLevel = Logger.Level.info
    var metadata: Logger.Metadata = [:]

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        var words: [String: String] = [:]
        for (key, value) in metadata { words[key] = "\(value)" }
        for (key, value) in event.metadata ?? [:] { words[key] = "\(value)" }
        let line = JSONLine.text(
            [
                (
                    "at",
                    Date.now.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
                ),
                ("level", event.level.rawValue), ("logger", label), ("message", "\(event.message)"),
            ] + words.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        )
        // In one call, so that lines of several threads do not mix; a closed pipe is the reader's choice.
        try? FileHandle.standardError.write(contentsOf: Data((line + "\n").utf8))
    }
}

/// An object of texts in one line.
enum JSONLine {
    static func text(_ members: [(String, String)]) -> String {
        "{" + members.map { "\(quoted($0)):\(quoted($1))" }.joined(separator: ",") + "}"
    }

    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\n": quoted += "\\n"
            case "\r": quoted += "\\r"
            case "\t": quoted += "\\t"
            case _ where scalar.value < 0x20:
                let hex = String(scalar.value, radix: 16)
                quoted += "\\u" + String(repeating: "0", count: 4 - hex.utf8.count) + hex
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}
