import CLibGD
import Foundation
import NIOPosix

/// A photograph, decoded and written anew: what else was in the file (a script, a position) is gone.
struct Photo: Sendable {
    let full: Data
    let small: Data
    let width: Int
    let height: Int

    static let mostBytes = 12_000_000
    static let mostPixels = 40_000_000
    private static let longestSide = 2048
    private static let smallSide = 320
}

/// Works on photographs two at a time, away from Swift's own threads.
final class PhotoLab: Sendable {
    private let threads = NIOThreadPool(numberOfThreads: 2)

    init() {
        threads.start()
        // What is wrong with a photograph is told to whoever sent it, not to the log.
        gdSetErrorMethod { _, _, _ in }
    }

    /// - Throws: `Problem` 422 if it is no JPEG or PNG, is damaged, or is too large to decode.
    func develop(_ data: Data) async throws -> Photo {
        try await threads.runIfActive { try Photo(decoding: Array(data)) }
    }
}

extension Photo {
    fileprivate init(decoding bytes: [UInt8]) throws {
        guard let header = PhotoHeader(bytes) else {
            throw Problem.invalid("file", "只能上传 JPEG 或 PNG 照片。")
        }
        guard header.pixels > 0, header.pixels <= Self.mostPixels else {
            throw Problem.invalid("file", "照片像素太多：最多 \(Self.mostPixels / 1_000_000) 百万像素。")
        }
        var bytes = bytes
        let count = Int32(bytes.count)
        let decoded = bytes.withUnsafeMutableBytes { raw in
            header.kind == .png
                ? gdImageCreateFromPngPtr(count, raw.baseAddress)
                : gdImageCreateFromJpegPtr(count, raw.baseAddress)
        }
        guard let decoded else { throw Problem.invalid("file", "照片文件已损坏，请重新拍摄或导出。") }
        let upright = Picture(decoded).turned(header.orientation)
        let full = upright.scaled(toSide: Self.longestSide)
        width = full.width
        height = full.height
        self.full = try full.jpeg(quality: 85)
        small = try full.scaled(toSide: Self.smallSide).jpeg(quality: 78)
    }
}

/// One of libgd's images, freed when nobody needs it.
private final class Picture {
    private let image: gdImagePtr

    init(_ image: gdImagePtr) { self.image = image }

    deinit { gdImageDestroy(image) }

    var width: Int { Int(image.pointee.sx) }
    var height: Int { Int(image.pointee.sy) }

    /// The right way up for an EXIF orientation.
    func turned(_ orientation: Int) -> Picture {
        let angle: Float? =
            switch orientation {
            case 3, 4: 180
            case 5, 6: 270
            case 7, 8: 90
            default: nil
            }
        var picture = self
        if let angle, let rotated = gdImageRotateInterpolated(image, angle, 0) { picture = Picture(rotated) }
        if [2, 4, 5, 7].contains(orientation) { gdImageFlipHorizontal(picture.image) }
        return picture
    }

    func scaled(toSide side: Int) -> Picture {
        let longest = max(width, height)
        guard longest > side else { return self }
        gdImageSetInterpolationMethod(image, GD_BICUBIC_FIXED)
        let newWidth = UInt32(max(1, width * side / longest))
        let newHeight = UInt32(max(1, height * side / longest))
        guard let scaled = gdImageScale(image, newWidth, newHeight) else { return self }
        return Picture(scaled)
    }

    func jpeg(quality: Int32) throws -> Data {
        // JPEG has no see-through: what shows through is white.
        guard let flat = gdImageCreateTrueColor(Int32(width), Int32(height)) else {
            throw Problem.invalid("file", "照片无法处理。")
        }
        let page = Picture(flat)
        gdImageFilledRectangle(flat, 0, 0, Int32(width), Int32(height), 0xffffff)
        gdImageCopy(flat, image, 0, 0, 0, 0, Int32(width), Int32(height))
        var size: Int32 = 0
        guard let bytes = gdImageJpegPtr(page.image, &size, quality) else {
            throw Problem.invalid("file", "照片无法处理。")
        }
        defer { gdFree(bytes) }
        return Data(bytes: bytes, count: Int(size))
    }
}
