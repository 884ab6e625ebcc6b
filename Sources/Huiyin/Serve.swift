import ArgumentParser
import Casework
import CityTables
import Configuration
import Foundation
import Hummingbird
import HummingbirdTLS
import Logging
import NIOCore
import NIOPosix
import NIOSSL
import ServiceLifecycle
import Storage
import UnixSignals
import Web

struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Serves the hotline until it is stopped.")

    @OptionGroup var place: PlaceOptions
    @Option(help: "The address to listen on (HUIYIN_HOST; default: 127.0.0.1).") var host: String?
    @Option(help: "The port to listen on; 0 takes a free one (HUIYIN_PORT; default: 12319).") var port: Int?
    @Flag(help: "Makes an account for every role of the demonstration city.") var demo = false
    @Option(help: "With --demo: start the clock at INSTANT, or INSTANTxSPEED.") var clock: String?
    @Option(
        name: .customLong("tls-certificate"),
        help: "A certificate chain in PEM (HUIYIN_TLS_CERTIFICATE)."
    )
    var certificate: String?
    @Option(name: .customLong("tls-key"), help: "Its private key in PEM (HUIYIN_TLS_KEY).") var key: String?
    @Option(help: "A file of settings, in JSON (HUIYIN_CONFIG).") var config: String?
    @Option(help: "The telephone exchange.") var exchange: String?
    @Option(help: "How the log is written: plain or json (HUIYIN_LOG_FORMAT; default: plain).")
    var log: String?
    @Option(
        help:
            "Logs statements that take so many milliseconds, with their plan; 0 logs none (HUIYIN_SLOW; default: 500)."
    )
    var slow: String?
    @Option(
        help:
            "Who may read /metrics: loopback (this machine, or a system administrator's token) or token (HUIYIN_METRICS; default: loopback)."
    )
    var metrics: String?
    @Option(
        help:
            "The proxies in front, addresses or networks separated by commas: from them X-Forwarded-For and X-Forwarded-Proto are believed (HUIYIN_PROXIES; default: none)."
    )
    var proxies: String?
    @Option(
        help:
            "For how many seconds a PostgreSQL server that is away is waited for (HUIYIN_PATIENCE; default: 40)."
    )
    var patience: String?
    @Option(help: "Copies the books into this folder every night (HUIYIN_BACKUP_TO; default: no copies).")
    var backupTo: String?
    @Option(help: "At which time of the hall's day (HUIYIN_BACKUP_AT; default: 02:30).")
    var backupAt: String?
    @Option(help: "How many copies are kept (HUIYIN_BACKUP_KEEP; default: 14).")
    var keep: String?

    func run() async throws {
        if exchange != nil {
            throw Failure("this version is not yet connected to an exchange; leave --exchange away")
        }
        let settings = try await Settings.read(self)
        let logger = settings.logger()
        let clock = try demonstrationClock()
        let home = try Home.find()
        let folder = settings.data
        let keys = try KeyRing(folder: folder)
        let books = try Books(
            folder: folder,
            database: settings.database,
            exclusively: true,
            patience: settings.patience,
            measures: BookMeasures(logger: logger, slow: settings.slow)
        )
        try await keys.belong(to: books)

        if demo { try await Demonstration.prepare(books, home: home, folder: folder, clock: clock) }
        let hotline = try await Hotline(
            books: books,
            keys: keys,
            clock: clock,
            passwords: Passwords(demonstration: demo),
            logger: logger,
            isSecure: settings.certificate != nil,
            metricsReaders: settings.metrics,
            proxies: settings.proxies
        )
        // Rules are worked out and the books are written on the same cores: half of them serve the sockets in time.
        NIOSingletons.groupLoopCountSuggestion = max(1, System.coreCount / 2)
        var server = Application(
            router: routes(hotline, pages: try PageLibrary(home: home)),
            server: try settings.server(),
            configuration: .init(
                address: .hostname(settings.host, port: settings.port),
                serverName: "huiyin",
                backlog: 1024
            ),
            onServerRunning: { channel in
                let address = settings.address(port: channel.localAddress?.port)
                Output.line("huiyin serves \(address) from \(folder.path)")
                if demo { Demonstration.welcome(address, folder: folder) }
            },
            logger: logger
        )
        server.beforeServerStarts { try await hotline.catchUpOnPlans() }
        var configuration = ServiceGroupConfiguration(
            services: (services(hotline, settings) + [server]).map { .init(service: $0) },
            gracefulShutdownSignals: [.sigterm, .sigint],
            logger: logger
        )
        configuration.maximumGracefulShutdownDuration = .seconds(15)
        configuration.maximumCancellationDuration = .seconds(60)
        do {
            try await ServiceGroup(configuration: configuration).run()
        } catch let error as IOError where [EADDRINUSE, EADDRNOTAVAIL, EACCES].contains(error.errnoCode) {
            throw Failure(
                "cannot listen on \(settings.host):\(settings.port) (\(String(cString: strerror(error.errnoCode)))); "
                    + "stop what listens there, or name others with --host and --port"
            )
        }
        try books.close()
    }

    /// Services stop in reverse: first no more requests, last the Scribe, who finishes what was taken in.
    private func services(_ hotline: Hotline, _ settings: Settings) -> [any Service] {
        let all: [any Service] = [
            hotline.scribe, hotline.journal, ViewersWatch(hotline: hotline),
            Heartbeat(journal: hotline.journal), Checkpoints(books: hotline.books),
            Round.sweep(hotline), Round.tidying(hotline), ChangesWatch(hotline: hotline),
            Round.indexing(hotline), Beat(pulse: hotline.pulse),
        ]
        return all + (settings.backup.map { [NightlyBackup(hotline: hotline, plan: $0)] } ?? [])
    }

    private func demonstrationClock() throws -> HotlineClock {
        guard let clock else { return HotlineClock(realNow: Timestamp.realNow) }
        guard demo else {
            throw Failure("--clock goes with --demo only: a hotline that serves people keeps real time")
        }
        let parts = clock.split(separator: "x", maxSplits: 1)
        let time = CivilTime(offset: 8 * 3600)
        guard let start = parts.first.flatMap({ time.instant(String($0)) }), String(parts[0]).utf8.count > 10,
            let speed = parts.count == 1 ? 1 : Double(parts[1]), speed > 0, speed <= 100_000
        else {
            throw Failure(
                "--clock takes an instant with its zone, like 2019-01-16T17:40:00+08:00x60, not “\(clock)”"
            )
        }
        return HotlineClock(start: start, speed: speed, realNow: Timestamp.realNow)
    }
}
