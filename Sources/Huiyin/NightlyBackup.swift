import Casework
import Foundation
import Logging
import ServiceLifecycle
import Storage
import Web

/// When and where the books are copied every night.
struct BackupPlan: Sendable {
    let folder: URL
    /// Of the hall's day, in seconds.
    let second: Int
    /// How many copies stay.
    let kept: Int

    /// `02:30`.
    static func second(_ text: String) -> Int? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map { Int($0) }
        guard parts.count == 2, let hour = parts[0], let minute = parts[1], (0..<24).contains(hour),
            (0..<60).contains(minute)
        else { return nil }
        return hour * 3600 + minute * 60
    }
}

/// Copies the books once a day, reads the copy through, and keeps so many; one of several servers does it for all.
struct NightlyBackup: Service {
    let hotline: Hotline
    let plan: BackupPlan

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do { try await copyIfDue() } catch is CancellationError { return } catch {
                    hotline.logger.error(
                        "the nightly backup could not be begun, and is tried again: \(error)"
                    )
                }
                // Cancelled, the loop ends by itself.
                try? await Task.sleep(for: .seconds(10) / max(1, min(20, hotline.clock.speed)))
            }
        }
    }

    private func copyIfDue() async throws {
        let now = hotline.clock.now
        let time = hotline.rules.time
        guard time.secondOfDay(now) >= plan.second else { return }
        let day = time.day(of: now)
        let file = plan.folder.appending(path: "huiyin-\(day).db")
        let log = hotline.backups
        guard let id = try await log.begin(day, file: file.path, at: now, realNow: .realNow()) else { return }
        do {
            try await copy(to: file)
            let size = try FileManager.default.attributesOfItem(atPath: file.path)[.size] as? NSNumber
            try await log.end(id, bytes: size?.int64Value, problem: nil, at: .realNow())
            hotline.logger.info("the books were copied to \(file.path), and the copy is whole")
            dropOld()
        } catch {
            hotline.logger.error("the nightly backup failed: \(error)")
            try await log.end(id, bytes: nil, problem: "\(error)", at: .realNow())
        }
    }

    /// Under a name of its own until it has been read through: what has the day's name is whole.
    private func copy(to file: URL) async throws {
        try FileManager.default.createDirectory(at: plan.folder, withIntermediateDirectories: true)
        let partial = URL(filePath: file.path + ".partial")
        defer { for end in ["", "-wal", "-shm"] { unlink(partial.path + end) } }
        unlink(partial.path)
        try await hotline.books.backUp(to: partial)
        let report = try await Verification.ofCopy(partial, keys: hotline.keys, time: hotline.rules.time)
        guard report.findings.isEmpty else {
            let first = report.findings.prefix(3).map(\.description).joined(separator: "; ")
            throw Failure("\(report.findings.count) findings in the copy: \(first)")
        }
        guard rename(partial.path, file.path) == 0 else {
            throw Failure("cannot name the copy \(file.path): \(String(cString: strerror(errno)))")
        }
    }

    private func dropOld() {
        // A folder that cannot be read now will be tomorrow.
        let names = (try? FileManager.default.contentsOfDirectory(atPath: plan.folder.path)) ?? []
        let copies = names.filter { $0.hasPrefix("huiyin-") && $0.hasSuffix(".db") && $0.utf8.count == 20 }
            .sorted()
        for name in copies.dropLast(plan.kept) {
            unlink(plan.folder.appending(path: name).path)
        }
    }
}
