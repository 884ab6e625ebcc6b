import Casework

extension [Case] {
    /// By a key that is worked out once for each, then by number.
    ///
    /// Places are sorted, and not the cases: each of these is some fifty members to copy.
    func inOrder(of key: (Case) -> (Int, Timestamp)) -> [Case] {
        let keys = map { file in
            let (first, second) = key(file)
            return (first, second, file.number)
        }
        return indices.sorted { keys[$0] < keys[$1] }.map { self[$0] }
    }
}
