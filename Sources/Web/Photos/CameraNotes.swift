import Casework

/// What a camera wrote beside the picture (EXIF): which way up it was held, when, and where.
struct CameraNotes: Equatable {
    var orientation = 1
    /// `2019-04-03T14:26:05`, as the camera's clock showed it.
    var taken = ""
    /// `+08:00`, if the camera knew.
    var zone = ""
    var lon: Double?
    var lat: Double?

    init() {}

    /// nil if the bytes are no TIFF directory, in which EXIF is kept.
    init?(tiff bytes: PhotoBytes) {
        guard let directory = TIFF(bytes) else { return nil }
        let main = directory.entries(at: directory.first)
        if let value = main[0x0112]?.number, (1...8).contains(value) { orientation = value }
        if let place = main[0x8769]?.number {
            let camera = directory.entries(at: place)
            taken = camera[0x9003]?.text.flatMap(Self.isoInstant) ?? ""
            zone = camera[0x9011]?.text ?? ""
        }
        guard let place = main[0x8825]?.number else { return }
        let position = directory.entries(at: place)
        guard let lat = Self.degrees(position[2], position[1], negative: "S", most: 90),
            let lon = Self.degrees(position[4], position[3], negative: "W", most: 180),
            lat != 0 || lon != 0  // what cameras write that have found no satellite
        else { return }
        (self.lat, self.lon) = (lat, lon)
    }

    /// When it was taken; a clock without a zone is one of the city's.
    func instant(in time: CivilTime) -> Timestamp? {
        guard !taken.isEmpty else { return nil }
        let own = time.iso8601(Timestamp(milliseconds: 0)).suffix(6)
        return time.instant(taken + zone) ?? time.instant(taken + own)
    }

    /// `2019:04:03 14:26:05` the way others write it.
    private static func isoInstant(_ text: String) -> String? {
        let parts = text.split(separator: " ")
        guard parts.count == 2, parts[0].utf8.count == 10 else { return nil }
        return parts[0].split(separator: ":").joined(separator: "-") + "T" + parts[1]
    }

    /// Degrees, minutes and seconds; south and west are less than nothing.
    private static func degrees(_ value: TIFF.Entry?, _ side: TIFF.Entry?, negative: String, most: Double)
        -> Double?
    {
        guard let parts = value?.fractions, parts.count == 3, let side = side?.text else { return nil }
        let degrees = parts[0] + parts[1] / 60 + parts[2] / 3600
        guard degrees.isFinite, degrees >= 0, degrees <= most else { return nil }
        let rounded = (degrees * 1_000_000).rounded() / 1_000_000
        return side == negative ? -rounded : rounded
    }
}

/// A TIFF directory, in either order of bytes.
private struct TIFF {
    struct Entry {
        let number: Int?
        let text: String?
        let fractions: [Double]
    }

    /// Where the first directory lies.
    let first: Int
    private let bytes: PhotoBytes
    private let isLittle: Bool

    init?(_ bytes: PhotoBytes) {
        guard bytes.has("II", at: 0) || bytes.has("MM", at: 0) else { return nil }
        isLittle = bytes.has("II", at: 0)
        self.bytes = bytes
        guard let first = isLittle ? bytes.little(4, 4) : bytes.big(4, 4) else { return nil }
        self.first = first
    }

    func entries(at place: Int) -> [Int: Entry] {
        guard let count = read(place, 2), count < 500 else { return [:] }
        var entries: [Int: Entry] = [:]
        for index in 0..<count {
            let position = place + 2 + index * 12
            guard let tag = read(position, 2), let type = read(position + 2, 2),
                let length = read(position + 4, 4)
            else { break }
            entries[tag] = entry(position + 8, type, length)
        }
        return entries
    }

    private func entry(_ position: Int, _ type: Int, _ length: Int) -> Entry {
        switch type {
        case 3: return Entry(number: read(position, 2), text: nil, fractions: [])
        case 4: return Entry(number: read(position, 4), text: nil, fractions: [])
        case 2:
            let place = length <= 4 ? position : read(position, 4) ?? -1
            let text =
                length < 100
                ? bytes.part(place, length).map { String(decoding: $0.array, as: UTF8.self) } : nil
            let words = text?.split(separator: "\0").first.map(String.init)
            return Entry(number: nil, text: words, fractions: [])
        case 5 where length <= 3:
            let place = read(position, 4) ?? -1
            let fractions = (0..<length).compactMap { index -> Double? in
                guard let above = read(place + index * 8, 4), let below = read(place + index * 8 + 4, 4),
                    below > 0
                else { return nil }
                return Double(above) / Double(below)
            }
            return Entry(number: nil, text: nil, fractions: fractions)
        default: return Entry(number: nil, text: nil, fractions: [])
        }
    }

    private func read(_ position: Int, _ size: Int) -> Int? {
        isLittle ? bytes.little(position, size) : bytes.big(position, size)
    }
}
