/// What the first bytes of a photograph say: its kind, its size, which way up it is, when and where it was taken.
///
/// Read before anything is decoded.
struct PhotoHeader: Equatable {
    enum Kind {
        case jpeg, png, webp, heif
    }

    let kind: Kind
    let width: Int
    let height: Int
    let camera: CameraNotes
    /// Where a JPEG's picture begins; what is missing at its end its decoder would paint grey.
    var pictureStart: Int?

    /// nil if the bytes are none of the four kinds, whatever their name says.
    init?(_ bytes: [UInt8]) {
        let bytes = PhotoBytes(bytes)
        guard let found = Self.jpeg(bytes) ?? Self.png(bytes) ?? Self.webp(bytes) ?? Self.heif(bytes) else {
            return nil
        }
        self = found
    }

    init(_ kind: Kind, _ width: Int, _ height: Int, _ camera: CameraNotes?) {
        self.kind = kind
        self.width = width
        self.height = height
        self.camera = camera ?? CameraNotes()
    }

    /// As many as there can be, where a header claims more: two sides of four thousand million each are a trap.
    var pixels: Int {
        let (product, isTooLarge) = width.multipliedReportingOverflow(by: height)
        return isTooLarge ? .max : product
    }

    /// EXIF's orientation, 1 (upright) to 8; HEIC says it in another way, which its decoder heeds.
    var orientation: Int { kind == .heif ? 1 : camera.orientation }

    private static func png(_ bytes: PhotoBytes) -> PhotoHeader? {
        guard bytes.big(0, 4) == 0x8950_4e47, bytes.big(4, 4) == 0x0d0a_1a0a,
            let width = bytes.big(16, 4), let height = bytes.big(20, 4)
        else { return nil }
        var camera: CameraNotes?
        var position = 8
        while let length = bytes.big(position, 4), let chunk = bytes.part(position + 8, length) {
            if bytes.has("eXIf", at: position + 4) { camera = CameraNotes(tiff: chunk) }
            position += 12 + length
        }
        return PhotoHeader(.png, width, height, camera)
    }

    private static func jpeg(_ bytes: PhotoBytes) -> PhotoHeader? {
        guard bytes.big(0, 3) == 0xffd8ff else { return nil }
        var position = 2
        var camera: CameraNotes?
        var size: (Int, Int)?
        while bytes[position] == 0xff, let marker = bytes[position + 1] {
            if marker == 0xff {
                position += 1
                continue
            }
            guard let length = bytes.big(position + 2, 2), length >= 2 else { break }
            switch marker {
            case 0xc0, 0xc1, 0xc2, 0xc3, 0xc5, 0xc6, 0xc7, 0xc9, 0xca, 0xcb, 0xcd, 0xce, 0xcf:
                guard let height = bytes.big(position + 5, 2), let width = bytes.big(position + 7, 2) else {
                    return nil
                }
                size = size ?? (width, height)
            case 0xe1 where bytes.has("Exif\0\0", at: position + 4):
                camera = camera ?? bytes.part(position + 10, length - 8).flatMap(CameraNotes.init(tiff:))
            default: break
            }
            position += 2 + length
            if marker == 0xda { break }
        }
        guard let size else { return nil }
        var header = PhotoHeader(.jpeg, size.0, size.1, camera)
        header.pictureStart = position
        return header
    }
}
