package import Casework

/// What is known of a photograph beside the picture, from whoever took it and from the camera.
package struct PhotoFacts: Sendable, Equatable {
    /// Which side of the work it shows.
    package enum Side: String, Sendable {
        case before, after
    }

    package var takenAt: Timestamp?
    package var lon: Double?
    package var lat: Double?
    package var side: Side?

    package init(takenAt: Timestamp? = nil, lon: Double? = nil, lat: Double? = nil, side: Side? = nil) {
        self.takenAt = takenAt
        self.lon = lon
        self.lat = lat
        self.side = side
    }
}

extension AttachmentStore {
    /// The facts of those of `ids` that there are.
    package func facts(of ids: [String]) async throws -> [String: PhotoFacts] {
        guard !ids.isEmpty else { return [:] }
        let rows = try await books.read {
            try $0.execute(
                "SELECT id, taken_at, lon, lat, shows FROM attachments WHERE id IN (\(SQL.list(ids)))"
            )
        }
        return try rows.reduce(into: [:]) { facts, row in
            facts[try row.text("id")] = PhotoFacts(
                takenAt: row.optionalInteger("taken_at").map { Timestamp(milliseconds: $0) },
                lon: row.optionalReal("lon"),
                lat: row.optionalReal("lat"),
                side: row.optionalText("shows").flatMap(PhotoFacts.Side.init(rawValue:))
            )
        }
    }
}
