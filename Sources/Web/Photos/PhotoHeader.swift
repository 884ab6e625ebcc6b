/// What the first bytes of a photograph say: its kind, its size, which way up it is.
///
/// Read before anything is decoded.
struct PhotoHeader: Equatable {
    enum Kind {
        case jpeg, png
    }

    let kind: Kind
    let width: Int
    let height: Int
    /// EXIF's orientation, 1 (upright) to 8.
    let orientation: Int

    /// nil if the bytes are neither JPEG nor PNG, whatever their name says.
    init?(_ bytes: [UInt8]) {
        if bytes.starts(with: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), bytes.count > 24 {
            kind = .png
            width = Int(bytes.bigEndian32(at: 16))
            height = Int(bytes.bigEndian32(at: 20))
            orientation = 1
        } else if bytes.starts(with: [0xff, 0xd8, 0xff]), let found = Self.jpeg(bytes) {
            kind = .jpeg
            (width, height, orientation) = found
        } else {
            return nil
        }
    }

    /// As many as there can be, where a header claims more: two sides of four thousand million each are a trap.
    var pixels: Int {
        let (product, isTooLarge) = width.multipliedReportingOverflow(by: height)
        return isTooLarge ? .max : product
    }

    private static func jpeg(_ bytes: [UInt8]) -> (Int, Int, Int)? {
        var position = 2
        var orientation = 1
        while position + 9 < bytes.count {
            guard bytes[position] == 0xff else { return nil }
            let marker = bytes[position + 1]
            if marker == 0xff {
                position += 1
                continue
            }
            let length = Int(bytes[position + 2]) << 8 | Int(bytes[position + 3])
            guard length >= 2 else { return nil }
            switch marker {
            case 0xc0, 0xc1, 0xc2, 0xc3, 0xc5, 0xc6, 0xc7, 0xc9, 0xca, 0xcb, 0xcd, 0xce, 0xcf:
                let height = Int(bytes[position + 5]) << 8 | Int(bytes[position + 6])
                let width = Int(bytes[position + 7]) << 8 | Int(bytes[position + 8])
                return (width, height, orientation)
            case 0xe1: orientation = exifOrientation(bytes, position + 4, length - 2) ?? orientation
            default: break
            }
            position += 2 + length
        }
        return nil
    }

    private static func exifOrientation(_ bytes: [UInt8], _ start: Int, _ length: Int) -> Int? {
        guard length > 20, start + length <= bytes.count,
            Array(bytes[start..<start + 6]) == [0x45, 0x78, 0x69, 0x66, 0, 0]
        else { return nil }
        let tiff = start + 6
        let end = start + length
        let isLittle = bytes[tiff] == 0x49
        func read16(_ at: Int) -> Int? {
            guard at >= tiff, at + 2 <= end else { return nil }
            return isLittle
                ? Int(bytes[at]) | Int(bytes[at + 1]) << 8 : Int(bytes[at]) << 8 | Int(bytes[at + 1])
        }
        func read32(_ at: Int) -> Int? {
            guard let first = read16(at), let second = read16(at + 2) else { return nil }
            return isLittle ? first | second << 16 : first << 16 | second
        }
        guard let directory = read32(tiff + 4), let count = read16(tiff + directory), count < 500 else {
            return nil
        }
        for index in 0..<count {
            let entry = tiff + directory + 2 + index * 12
            if read16(entry) == 0x0112, let value = read16(entry + 8), (1...8).contains(value) {
                return value
            }
        }
        return nil
    }
}

extension [UInt8] {
    fileprivate func bigEndian32(at position: Int) -> UInt32 {
        self[position..<position + 4].reduce(0) { $0 << 8 | UInt32($1) }
    }
}
