import CLibGD
import Foundation
import Testing

@testable import Web

/// A picture of six by four fields of ten pixels with a colour of its own in every corner, as each kind of file.
struct Specimen {
    static let width = 60
    static let height = 40
    /// Top left, top right, bottom left, bottom right.
    static let corners = [0xd01010, 0x10b010, 0x1010d0, 0xd0d010]

    /// Which colour lies at a point of the upright picture.
    static func colour(_ x: Int, _ y: Int) -> Int {
        corners[(x < width / 2 ? 0 : 1) + (y < height / 2 ? 0 : 2)]
    }

    /// The picture as a camera stores it that was held so.
    static func stored(_ orientation: Int) throws -> gdImagePtr {
        let isTurned = orientation > 4
        let (w, h) = isTurned ? (height, width) : (width, height)
        let image = try #require(gdImageCreateTrueColor(Int32(w), Int32(h)))
        for y in 0..<h {
            for x in 0..<w {
                let colour =
                    switch orientation {
                    case 2: colour(width - 1 - x, y)
                    case 3: colour(width - 1 - x, height - 1 - y)
                    case 4: colour(x, height - 1 - y)
                    case 5: colour(y, x)
                    case 6: colour(width - 1 - y, x)
                    case 7: colour(width - 1 - y, height - 1 - x)
                    case 8: colour(y, height - 1 - x)
                    default: colour(x, y)
                    }
                gdImageSetPixel(image, Int32(x), Int32(y), Int32(colour))
            }
        }
        return image
    }

    private static func bytes(
        _ image: gdImagePtr,
        _ write: (gdImagePtr, inout Int32) -> UnsafeMutableRawPointer?
    )
        throws -> [UInt8]
    {
        defer { gdImageDestroy(image) }
        var size: Int32 = 0
        let raw = try #require(write(image, &size))
        defer { gdFree(raw) }
        return Array(UnsafeRawBufferPointer(start: raw, count: Int(size)))
    }

    static func jpeg(_ orientation: Int = 1, exif: Exif? = nil) throws -> [UInt8] {
        let plain = try bytes(try stored(orientation)) { gdImageJpegPtr($0, &$1, 95) }
        let tiff = (exif ?? Exif(orientation: orientation)).tiff
        let content = Array("Exif\0\0".utf8) + tiff
        return [0xff, 0xd8, 0xff, 0xe1] + big(content.count + 2, 2) + content + plain.dropFirst(2)
    }

    static func png(exif: Exif? = nil, _ orientation: Int = 1) throws -> [UInt8] {
        let plain = try bytes(try stored(orientation)) { gdImagePngPtr($0, &$1) }
        guard let exif else { return plain }
        // Behind the header.
        return plain[..<33] + big(exif.tiff.count, 4) + Array("eXIf".utf8) + exif.tiff + [0, 0, 0, 0]
            + plain[33...]
    }

    private static func checksum(_ bytes: [UInt8]) -> [UInt8] {
        let sum = bytes.reduce(UInt32.max) { sum, byte in
            (0..<8).reduce(sum ^ UInt32(byte)) { sum, _ in sum >> 1 ^ (sum & 1 == 1 ? 0xedb8_8320 : 0) }
        }
        return big(Int(~sum), 4)
    }

    static func webp(exif: Exif? = nil, _ orientation: Int = 1) throws -> [UInt8] {
        let plain = try bytes(try stored(orientation)) { gdImageWebpPtrEx($0, &$1, gdWebpLossless) }
        guard let exif else { return plain }
        let chunk =
            Array("EXIF".utf8) + little(exif.tiff.count, 4) + exif.tiff
            + (exif.tiff.count % 2 == 1 ? [0] : [])
        let content = plain[8...] + chunk
        return Array("RIFF".utf8) + little(content.count, 4) + content
    }

    /// Two frames, the second of them black.
    static func animatedWebP() throws -> [UInt8] {
        let black = try #require(gdImageCreateTrueColor(Int32(width), Int32(height)))
        let frames = [try webp(), try bytes(black) { gdImageWebpPtrEx($0, &$1, gdWebpLossless) }]
        var content = Array("WEBPVP8X".utf8) + little(10, 4) + [0x02, 0, 0, 0]
        content += little(width - 1, 3) + little(height - 1, 3)
        content += Array("ANIM".utf8) + little(6, 4) + [0, 0, 0, 0, 0, 0]
        for frame in frames {
            let picture = frame[12...]
            let head =
                little(0, 3) + little(0, 3) + little(width - 1, 3) + little(height - 1, 3) + [100, 0, 0, 0]
            content += Array("ANMF".utf8) + little(head.count + picture.count, 4) + head + picture
        }
        return Array("RIFF".utf8) + little(content.count, 4) + content
    }

    static func heic() throws -> [UInt8] {
        try bytes(try stored(1)) {
            gdImageHeifPtrEx($0, &$1, 95, GD_HEIF_CODEC_HEVC, "444")
        }
    }

    static func big(_ value: Int, _ size: Int) -> [UInt8] {
        (0..<size).reversed().map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }

    static func little(_ value: Int, _ size: Int) -> [UInt8] { big(value, size).reversed() }
}

/// The few bytes that a camera writes beside its picture.
struct Exif {
    var orientation = 1
    var taken = ""
    var zone = ""
    /// Degrees, minutes, hundredths of seconds, and the side.
    var lat: (Int, Int, Int, String)?
    var lon: (Int, Int, Int, String)?
    var isLittle = true

    private func number(_ value: Int, _ size: Int) -> [UInt8] {
        isLittle ? Specimen.little(value, size) : Specimen.big(value, size)
    }

    private typealias Entry = (tag: Int, type: Int, count: Int, value: [UInt8])

    private func text(_ tag: Int, _ words: String) -> Entry {
        (tag, 2, words.utf8.count + 1, Array(words.utf8) + [0])
    }

    private func degrees(_ tag: Int, _ value: (Int, Int, Int, String)) -> Entry {
        let parts = [(value.0, 1), (value.1, 1), (value.2, 100)]
        return (tag, 5, 3, parts.flatMap { number($0.0, 4) + number($0.1, 4) })
    }

    /// A directory that begins at `start`, with what does not fit into its entries behind it.
    private func directory(_ entries: [Entry], at start: Int) -> [UInt8] {
        var head = number(entries.count, 2)
        var rest: [UInt8] = []
        let end = start + 2 + entries.count * 12 + 4
        for entry in entries {
            head += number(entry.tag, 2) + number(entry.type, 2) + number(entry.count, 4)
            if entry.value.count <= 4 {
                head += entry.value + Array(repeating: 0, count: 4 - entry.value.count)
            } else {
                head += number(end + rest.count, 4)
                rest += entry.value
            }
        }
        return head + number(0, 4) + rest
    }

    var tiff: [UInt8] {
        var camera: [Entry] = []
        if !taken.isEmpty { camera.append(text(0x9003, taken)) }
        if !zone.isEmpty { camera.append(text(0x9011, zone)) }
        var position: [Entry] = []
        if let lat { position += [text(1, lat.3), degrees(2, lat)] }
        if let lon { position += [text(3, lon.3), degrees(4, lon)] }
        let start = 8 + 2 + 3 * 12 + 4
        let cameraBytes = directory(camera, at: start)
        let main: [Entry] = [
            (0x0112, 3, 1, number(orientation, 2)), (0x8769, 4, 1, number(start, 4)),
            (0x8825, 4, 1, number(start + cameraBytes.count, 4)),
        ]
        return Array((isLittle ? "II" : "MM").utf8) + number(42, 2) + number(8, 4) + directory(main, at: 8)
            + cameraBytes + directory(position, at: start + cameraBytes.count)
    }
}

/// The boxes of a HEIF file that says these things about itself, without any picture.
func heifBoxes(sides: (Int, Int), grid: (Int, Int)? = nil, exif: [UInt8]? = nil) -> [UInt8] {
    func box(_ name: String, _ content: [UInt8]) -> [UInt8] {
        Specimen.big(content.count + 8, 4) + Array(name.utf8) + content
    }
    let property = box("ispe", [0, 0, 0, 0] + Specimen.big(sides.0, 4) + Specimen.big(sides.1, 4))
    var items: [(type: String, data: [UInt8])] = []
    if let grid { items.append(("grid", [0, 1, 0, 0] + Specimen.big(grid.0, 4) + Specimen.big(grid.1, 4))) }
    if let exif { items.append(("Exif", [0, 0, 0, 0] + exif)) }
    var names: [UInt8] = [0, 0, 0, 0] + Specimen.big(items.count, 2)
    var places: [UInt8] = [1, 0, 0, 0, 0x44, 0] + Specimen.big(items.count, 2)
    var inside: [UInt8] = []
    for (index, item) in items.enumerated() {
        names += box(
            "infe",
            [2, 0, 0, 0] + Specimen.big(index + 1, 2) + [0, 0] + Array(item.type.utf8) + [0]
        )
        places += Specimen.big(index + 1, 2) + [0, 1, 0, 0, 0, 1] + Specimen.big(inside.count, 4)
        places += Specimen.big(item.data.count, 4)
        inside += item.data
    }
    let meta =
        [0, 0, 0, 0] + box("iinf", names) + box("iloc", places) + box("iprp", box("ipco", property))
        + box("idat", inside)
    return box("ftyp", Array("mif1".utf8) + [0, 0, 0, 0] + Array("heic".utf8)) + box("meta", meta)
}
