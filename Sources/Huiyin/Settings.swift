import Casework
import Configuration
import Foundation
import Hummingbird
import HummingbirdCore
import HummingbirdTLS
import Logging
import NIOSSL
import SystemPackage
import Web

/// What the server runs with: command line, else environment, else file, else default.
struct Settings {
    let data: URL
    /// A PostgreSQL database for the books; nil for the embedded one.
    let database: String?
    let host: String
    let port: Int
    let certificate: String?
    let key: String?
    let logLevel: Logger.Level
    let isLogJSON: Bool
    /// What is slow enough to be logged; nil for nothing.
    let slow: Duration?
    let metrics: MetricsReaders
    let proxies: [Network]
    let patience: Duration
    /// Nil where nobody copies the books by itself.
    let backup: BackupPlan?

    static func read(_ command: Serve) async throws -> Settings {
        var given: [AbsoluteConfigKey: ConfigValue] = [:]
        func give(_ name: String, _ value: String?) {
            // Part by part: a key is not split at its dots when it is made of an array.
            let key = AbsoluteConfigKey(["huiyin"] + name.split(separator: ".").map(String.init))
            if let value { given[key] = ConfigValue(.string(value), isSecret: false) }
        }
        give("data", command.place.data)
        give("database", command.place.database)
        give("host", command.host)
        give("port", command.port.map(String.init))
        give("tls.certificate", command.certificate)
        give("tls.key", command.key)
        give("log.format", command.log)
        give("slow", command.slow)
        give("metrics", command.metrics)
        give("proxies", command.proxies)
        give("patience", command.patience)
        give("backup.to", command.backupTo)
        give("backup.at", command.backupAt)
        give("backup.keep", command.keep)
        var providers: [any ConfigProvider] = [
            InMemoryProvider(values: given), EnvironmentVariablesProvider(),
        ]
        if let file = command.config ?? ProcessInfo.processInfo.environment["HUIYIN_CONFIG"] {
            do {
                providers.append(try await FileProvider<JSONSnapshot>(filePath: FilePath(file)))
            } catch {
                throw Failure("cannot read the settings in \(file): \(error)")
            }
        }
        let reader = ConfigReader(providers: providers).scoped(to: "huiyin")
        let level = reader.string(forKey: "log.level", default: "info")
        guard let logLevel = Logger.Level(rawValue: level) else {
            throw Failure(
                "log.level is one of \(Logger.Level.allCases.map(\.rawValue).joined(separator: " ")), not “\(level)”"
            )
        }
        let port = reader.string(forKey: "port", default: "12319")
        guard let number = Int(port), (0...65_535).contains(number) else {
            throw Failure("the port is a number up to 65535, not “\(port)”")
        }
        let format = reader.string(forKey: "log.format", default: "plain")
        guard ["plain", "json"].contains(format) else {
            throw Failure("the log is written plain or json, not “\(format)”")
        }
        let readers = reader.string(forKey: "metrics", default: MetricsReaders.loopback.rawValue)
        guard let metrics = MetricsReaders(rawValue: readers) else {
            throw Failure("metrics are for loopback or token, not for “\(readers)”")
        }
        let slow = try whole(reader, "slow", default: 500)
        let settings = Settings(
            data: URL(filePath: reader.string(forKey: "data", default: "data")),
            database: reader.string(forKey: "database", isSecret: true),
            host: reader.string(forKey: "host", default: "127.0.0.1"),
            port: number,
            certificate: reader.string(forKey: "tls.certificate"),
            key: reader.string(forKey: "tls.key"),
            logLevel: logLevel,
            isLogJSON: format == "json",
            slow: slow == 0 ? nil : .milliseconds(slow),
            metrics: metrics,
            proxies: try proxies(reader),
            patience: .seconds(try whole(reader, "patience", default: 40)),
            backup: try backupPlan(reader)
        )
        guard (settings.certificate == nil) == (settings.key == nil) else {
            throw Failure("TLS takes both, --tls-certificate and --tls-key")
        }
        return settings
    }

    private static func proxies(_ reader: ConfigReader) throws -> [Network] {
        try reader.string(forKey: "proxies", default: "").split(separator: ",").map { part in
            let text = part.trimmingCharacters(in: .whitespaces)
            guard let network = Network(text) else {
                throw Failure("--proxies takes addresses or networks like 10.0.0.0/8, not “\(text)”")
            }
            return network
        }
    }

    private static func backupPlan(_ reader: ConfigReader) throws -> BackupPlan? {
        guard let folder = reader.string(forKey: "backup.to") else { return nil }
        let at = reader.string(forKey: "backup.at", default: "02:30")
        guard let second = BackupPlan.second(at) else {
            throw Failure("--backup-at is a time of day like 02:30, not “\(at)”")
        }
        let kept = try whole(reader, "backup.keep", default: 14)
        guard kept > 0 else { throw Failure("--keep is a number from 1: the newest copy stays") }
        return BackupPlan(folder: URL(filePath: folder), second: second, kept: kept)
    }

    private static func whole(_ reader: ConfigReader, _ key: String, default usual: Int) throws -> Int {
        let text = reader.string(forKey: ConfigKey(key), default: String(usual))
        guard let number = Int(text), (0...1_000_000).contains(number) else {
            throw Failure("\(key) is a number from 0, not “\(text)”")
        }
        return number
    }

    func logger() -> Logger {
        var logger = Logger(label: "huiyin") { [isLogJSON] label -> any LogHandler in
            if isLogJSON { JSONLog(label: label) } else { PlainLog(label: label) }
        }
        logger.logLevel = logLevel
        return logger
    }

    /// Where it is reached; `port` is the one that port 0 came to.
    func address(port: Int?) -> String {
        "\(certificate == nil ? "http" : "https")://\(host):\(port ?? self.port)"
    }

    /// HTTP, or TLS where a certificate is given.
    func server() throws -> HTTPServerBuilder {
        let plain = HTTPServerBuilder.http1(configuration: .init(idleTimeout: .seconds(60)))
        guard let certificate, let key else { return plain }
        do {
            let chain = try NIOSSLCertificate.fromPEMFile(certificate).map {
                NIOSSLCertificateSource.certificate($0)
            }
            let configuration = TLSConfiguration.makeServerConfiguration(
                certificateChain: chain,
                privateKey: .privateKey(try NIOSSLPrivateKey(file: key, format: .pem))
            )
            return try .tls(plain, tlsConfiguration: configuration)
        } catch {
            throw Failure("TLS: \(certificate) and \(key) do not serve: \(error)")
        }
    }
}
