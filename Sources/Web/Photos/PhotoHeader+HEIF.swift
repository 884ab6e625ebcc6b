extension PhotoHeader {
    /// The largest of the sizes that a HEIF file (`.heic`) speaks of: its pictures, tiles and grids of tiles.
    static func heif(_ bytes: PhotoBytes) -> PhotoHeader? {
        guard bytes.has("ftyp", at: 4), let length = bytes.big(0, 4), let brands = bytes.part(8, length - 8),
            stride(from: 0, to: brands.count, by: 4).contains(where: { brands.isHEIC(at: $0) }),
            let meta = HEIFBox.all(in: bytes).first(where: { $0.has("meta") }),
            let inside = meta.body.from(4)
        else { return nil }
        let boxes = HEIFBox.all(in: inside)
        let items = HEIFItems(boxes, file: bytes)
        var sizes: [(Int, Int)] = items.data(of: "grid").compactMap { grid in
            let side = (grid[1] ?? 0) & 1 == 1 ? 4 : 2
            guard let width = grid.big(4, side), let height = grid.big(4 + side, side) else { return nil }
            return (width, height)
        }
        for property in properties(boxes) where property.has("ispe") {
            if let width = property.body.big(4, 4), let height = property.body.big(8, 4) {
                sizes.append((width, height))
            }
        }
        // Four thousand million squared still is a number of 64 bits.
        guard
            let largest = sizes.max(by: {
                $0.0.multipliedFullWidth(by: $0.1) < $1.0.multipliedFullWidth(by: $1.1)
            })
        else { return nil }
        let camera = items.data(of: "Exif").first.flatMap { exif in
            exif.big(0, 4).flatMap { exif.from(4 + $0) }.flatMap(CameraNotes.init(tiff:))
        }
        return PhotoHeader(.heif, largest.0, largest.1, camera)
    }

    private static func properties(_ boxes: [HEIFBox]) -> [HEIFBox] {
        boxes.filter { $0.has("iprp") }.flatMap { HEIFBox.all(in: $0.body) }.filter { $0.has("ipco") }
            .flatMap { HEIFBox.all(in: $0.body) }
    }
}

extension PhotoBytes {
    fileprivate func isHEIC(at position: Int) -> Bool {
        has("heic", at: position) || has("heix", at: position) || has("heim", at: position)
            || has("heis", at: position) || has("hevc", at: position)
    }
}

/// A box of a file in ISO's base media format: four letters and what they announce.
struct HEIFBox {
    private let name: PhotoBytes
    let body: PhotoBytes

    func has(_ name: StaticString) -> Bool { self.name.has(name, at: 0) }

    static func all(in bytes: PhotoBytes) -> [HEIFBox] {
        var boxes: [HEIFBox] = []
        var position = 0
        while let short = bytes.big(position, 4), let name = bytes.part(position + 4, 4), boxes.count < 10_000
        {
            let head = short == 1 ? 16 : 8
            // 0 means: to the end.
            let length =
                short == 1 ? bytes.big(position + 8, 8) ?? 0 : short == 0 ? bytes.count - position : short
            guard length >= head, let body = bytes.part(position + head, length - head) else { break }
            boxes.append(HEIFBox(name: name, body: body))
            position += length
        }
        return boxes
    }
}

/// Where a HEIF file keeps what it is made of.
struct HEIFItems {
    private var names: [Int: PhotoBytes] = [:]
    private var places: [Int: PhotoBytes] = [:]

    init(_ boxes: [HEIFBox], file: PhotoBytes) {
        if let list = boxes.first(where: { $0.has("iinf") })?.body { readNames(list) }
        let inside = boxes.first { $0.has("idat") }?.body
        if let list = boxes.first(where: { $0.has("iloc") })?.body { readPlaces(list, file, inside) }
    }

    /// The bytes of the items of this type; of an item in several pieces, the first.
    func data(of type: StaticString) -> [PhotoBytes] {
        names.filter { $0.value.has(type, at: 0) }.keys.sorted().compactMap { places[$0] }
    }

    private mutating func readNames(_ list: PhotoBytes) {
        let isLong = (list[0] ?? 0) > 0
        for entry in list.from(isLong ? 8 : 6).map(HEIFBox.all) ?? [] where entry.has("infe") {
            let wide = entry.body[0] == 3 ? 4 : 2
            if let id = entry.body.big(4, wide), let type = entry.body.part(6 + wide, 4) { names[id] = type }
        }
    }

    private mutating func readPlaces(_ list: PhotoBytes, _ file: PhotoBytes, _ inside: PhotoBytes?) {
        guard let version = list[0], let sizes = list.big(4, 2) else { return }
        let (offset, length) = (sizes >> 12, sizes >> 8 & 15)
        let (base, index) = (sizes >> 4 & 15, version > 0 ? sizes & 15 : 0)
        let wide = version < 2 ? 2 : 4
        guard let count = list.big(6, wide) else { return }
        var position = 6 + wide
        for _ in 0..<min(count, 10_000) {
            guard let id = list.big(position, wide) else { return }
            position += wide
            var method = 0
            if version > 0 {
                method = (list.big(position, 2) ?? 0) & 15
                position += 2
            }
            position += 2
            guard let start = list.big(position, base), let pieces = list.big(position + base, 2) else {
                return
            }
            position += base + 2
            if pieces > 0, let from = list.big(position + index, offset),
                let size = list.big(position + index + offset, length),
                let whole = method == 1 ? inside : file,
                let place = Int(exactly: UInt64(start) + UInt64(from))
            {
                places[id] = whole.part(place, size)
            }
            position += pieces * (index + offset + length)
        }
    }
}
