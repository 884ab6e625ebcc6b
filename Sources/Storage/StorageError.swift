/// What can go wrong in the books.
package enum StorageError: Error, Equatable {
    case alreadyExists(String)
    /// The file is locked by another process for longer than we wait.
    case busy(String)
    case unreadable(String)
    /// The database server cannot be reached; nothing is known to have been written.
    case lost(String)
    case failed(code: Int32, String)
}

extension StorageError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .alreadyExists(let detail): "it is there already: \(detail)"
        case .busy(let detail): "the books are busy: \(detail)"
        case .unreadable(let what): "the books cannot be read: \(what)"
        case .lost(let detail): "the database cannot be reached: \(detail)"
        case .failed(let code, let detail): code == 0 ? detail : "\(detail) (\(code))"
        }
    }
}
