/// What can go wrong in the books.
package enum StorageError: Error, Equatable {
    case alreadyExists(String)
    /// The file is locked by another process for longer than we wait, or a statement took longer than it may.
    case busy(String)
    case unreadable(String)
    /// The database server cannot be reached; nothing is known to have been written.
    case lost(String)
    /// The disk has no room left; nothing was written.
    case full(String)
    /// The file, its folder or the whole disk cannot be written to; nothing was written.
    case unwritable(String)
    /// What stands in the file is not what was written there.
    case damaged(String)
    case failed(code: Int32, String)
}

extension StorageError {
    /// Whether whatever is written next will meet the same.
    package var concernsAll: Bool {
        switch self {
        case .full, .unwritable, .damaged, .lost: true
        case .alreadyExists, .busy, .unreadable, .failed: false
        }
    }

    /// Whether the same may succeed in a while, unchanged.
    package var passes: Bool { if case .busy = self { true } else { concernsAll } }

    var isLoss: Bool { if case .lost = self { true } else { false } }
    var isDamage: Bool { if case .damaged = self { true } else { false } }

    /// A word for machines.
    package var code: String {
        switch self {
        case .alreadyExists: "already_exists"
        case .busy: "busy"
        case .unreadable: "unreadable"
        case .lost: "database_unreachable"
        case .full: "disk_full"
        case .unwritable: "disk_unwritable"
        case .damaged: "books_damaged"
        case .failed: "failed"
        }
    }
}

extension StorageError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .alreadyExists(let detail): "it is there already: \(detail)"
        case .busy(let detail): "the books are busy: \(detail)"
        case .unreadable(let what): "the books cannot be read: \(what)"
        case .lost(let detail): "the database cannot be reached: \(detail)"
        case .full(let detail):
            "the disk of the books is full: make room, and writing goes on by itself (\(detail))"
        case .unwritable(let detail):
            "the disk of the books cannot be written to: look why it has become read-only, make it writable, and start again (\(detail))"
        case .damaged(let detail):
            "the books are damaged: stop the server, keep the file as it is, and restore the latest backup into an empty folder with `huiyin restore` (\(detail))"
        case .failed(let code, let detail): code == 0 ? detail : "\(detail) (\(code))"
        }
    }
}
