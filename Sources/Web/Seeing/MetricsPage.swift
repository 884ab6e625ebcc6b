import Casework
import Foundation
import Storage

/// All figures of this server, for Prometheus.
struct MetricsPage {
    let hotline: Hotline

    var text: String {
        var page = PrometheusText()
        requests(&page)
        writing(&page)
        work(&page)
        machine(&page)
        return page.text
    }

    private func requests(_ page: inout PrometheusText) {
        for (key, reading) in hotline.requests.readings {
            page.histogram(
                "huiyin_request_seconds",
                "Time until an answer begins, by the route's pattern.",
                reading,
                [("route", key.route), ("method", key.method), ("status", "\(key.kind)xx")]
            )
        }
        page.figure("huiyin_live_streams", "Open event streams.", Double(hotline.requests.openStreams))
    }

    private func writing(_ page: inout PrometheusText) {
        let measures = hotline.books.measures
        for (size, count) in hotline.scribe.batchSizes.sorted(by: { $0.key < $1.key }) {
            page.figure(
                "huiyin_batches_total",
                "Transactions of the writer, by how many bodies shared them.",
                Double(count),
                [("bodies", "\(size)")]
            )
        }
        page.histogram("huiyin_batch_bodies", "Bodies that shared a transaction.", measures.bodies.reading)
        page.figure(
            "huiyin_writer_queue",
            "Bodies that wait to be written.",
            Double(hotline.scribe.waiting)
        )
        for (kind, histogram) in [("read", measures.reading), ("write", measures.writing)] {
            page.histogram(
                "huiyin_database_seconds",
                "Time of a transaction, waiting for a connection included.",
                histogram.reading,
                [("kind", kind)]
            )
        }
        page.figure(
            "huiyin_slow_statements_total",
            "Statements slower than the limit set for the log.",
            Double(measures.slowStatements)
        )
        page.figure(
            "huiyin_ready",
            "Whether work may be sent here.",
            hotline.pulse.reason == nil ? 1 : 0
        )
    }

    private func work(_ page: inout PrometheusText) {
        guard let age = hotline.pulse.age else { return }
        let figures = hotline.pulse.figures
        let now = hotline.clock.now
        for (stage, count) in figures.open.sorted(by: { $0.key < $1.key }) {
            page.figure("huiyin_open_cases", "Cases under way, by stage.", Double(count), [("stage", stage)])
        }
        page.figure("huiyin_sessions", "Signed-in browsers.", Double(figures.sessions))
        page.figure(
            "huiyin_journal_lag",
            "Changes that screens have not been told of.",
            Double(figures.journalLag)
        )
        page.figure(
            "huiyin_outbox_oldest_seconds",
            "Age of the oldest message to somebody outside that has not been sent.",
            figures.outboxOldest.map { Double(max(0, now - $0)) } ?? 0
        )
        page.figure(
            "huiyin_sweep_late_seconds",
            "How long the oldest move that time makes has been due.",
            figures.nextDue.map { Double(max(0, now - $0)) } ?? 0
        )
        if let backup = figures.lastBackup {
            page.figure(
                "huiyin_backup_failed",
                "Whether the newest copy of the books failed.",
                backup.problem == nil ? 0 : 1
            )
            page.figure(
                "huiyin_backup_good_timestamp_seconds",
                "When the newest good copy of the books was finished; 0 for never.",
                Double((figures.goodBackupAt?.milliseconds ?? 0) / 1000)
            )
        }
        page.figure("huiyin_figures_age_seconds", "How old the figures of the books are.", age.seconds)
    }

    private func machine(_ page: inout PrometheusText) {
        let folder = hotline.books.folder
        if let free = DiskRoom.free(at: folder) {
            page.figure("huiyin_disk_free_bytes", "Room on the disk of the data folder.", Double(free))
        }
        for (name, help) in [("huiyin.sqlite", "file"), ("huiyin.sqlite-wal", "log")] {
            guard let bytes = DiskRoom.size(of: folder.appending(path: name)) else { continue }
            page.figure("huiyin_books_bytes", "Size of the embedded books.", Double(bytes), [("part", help)])
        }
    }
}

/// What a disk has left, and what a file takes.
enum DiskRoom {
    static func free(at folder: URL) -> UInt64? {
        var told = statvfs()
        guard statvfs(folder.path, &told) == 0 else { return nil }
        return UInt64(told.f_bavail) * UInt64(told.f_frsize)
    }

    static func size(of file: URL) -> Int64? {
        // A file that is not there has no size: its figure is left out.
        let told = try? FileManager.default.attributesOfItem(atPath: file.path)
        return (told?[.size] as? NSNumber)?.int64Value
    }
}
