import Casework
import Storage

extension [CaseFile] {
    /// The first of those at `places`, by a key that is worked out once for each, then by number.
    ///
    /// Places are sorted, and not the cases: each of these is some fifty members to copy.
    func first(_ most: Int, at places: [Int], by key: (Case) -> (Int, Timestamp)) -> [CaseFile] {
        let keys = places.map { place in
            let (first, second) = key(self[place].file)
            return (first, second, self[place].file.number)
        }
        return keys.indices.sorted { keys[$0] < keys[$1] }.prefix(most).map { self[places[$0]] }
    }
}
