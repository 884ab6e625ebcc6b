import Logging

/// Logs to the standard error as `StreamLogHandler` does, but makes words of the metadata only where a line is written.
///
/// Every request carries a logger with its own number, and hardly any writes a line.
struct PlainLog: LogHandler {
    let label: String
    var logLevel = Logger.Level.info
    var metadata: Logger.Metadata = [:]

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        var stream = StreamLogHandler.standardError(label: label)
        stream.metadata = metadata
        stream.log(event: event)
    }
}
