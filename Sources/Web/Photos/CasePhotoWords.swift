import Casework
import Storage

/// A case's photographs in the words of its pages.
struct CasePhotoWords {
    private let photos: [CasePhoto]
    private let file: Case
    private let sight: Sight
    private let wording: Wording

    init(photos: [CasePhoto], _ file: Case, _ sight: Sight, _ wording: Wording) {
        (self.photos, self.file, self.sight, self.wording) = (photos, file, sight, wording)
    }

    /// Those of one side of the work.
    func of(_ side: PhotoFacts.Side) -> [CaseSheet.Photo] {
        photos.filter { $0.side == side }.map { photo in
            CaseSheet.Photo(
                id: photo.id,
                label: photo.label,
                when: photo.facts.takenAt.map { "拍于 \(wording.instant($0))" }
                    ?? "\(wording.instant(photo.at)) 上传",
                place: place(of: photo)
            )
        }
    }

    private func place(of photo: CasePhoto) -> String {
        guard let position = photo.position(sight) else {
            return photo.facts.lon == nil ? "" : "位置已隐藏"
        }
        guard let there = file.state.content.place.position else {
            return "\(degrees(position.lat))，\(degrees(position.lon))"
        }
        return "离案件地点 \(Distance(from: there, to: position).words)"
    }

    /// Five places after the point are a metre.
    private func degrees(_ value: Double) -> String { String((value * 100_000).rounded() / 100_000) }
}
