import CLibGD
import Foundation
import NIOPosix

/// A photograph, decoded, turned upright and written anew: what else was in the file (a script, a position) is gone from
/// the picture.
struct Photo: Sendable {
    let full: Data
    let small: Data
    let width: Int
    let height: Int
    /// What the camera said about it.
    let camera: CameraNotes

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

    /// - Throws: `Problem` 422 if it is no JPEG, PNG, WebP or HEIC, is damaged, or is too large to decode.
    func develop(_ data: Data) async throws -> Photo {
        try await threads.runIfActive { try Photo(decoding: Array(data)) }
    }
}

extension Photo {
    fileprivate init(decoding bytes: [UInt8]) throws {
        guard let header = PhotoHeader(bytes) else {
            throw Problem.invalid("file", "这不是照片：只能上传 JPEG、PNG、WebP 或 HEIC 照片。")
        }
        guard header.pixels <= Self.mostPixels else {
            let most = Self.mostPixels / 1_000_000
            let has = header.pixels / 1_000_000
            let words = has < 1000 ? "照片有 \(has + 1) 百万像素，最多 \(most) 百万" : "照片像素太多：最多 \(most) 百万像素"
            throw Problem.invalid("file", words + "。请在相机设置里调低像素后重拍。")
        }
        guard header.pixels > 0, let decoded = Self.decoded(bytes, header) else {
            throw Problem.invalid("file", "照片文件已损坏或没有传完整，请重新拍摄或导出。")
        }
        // Smaller first: turning forty million pixels takes its time.
        let full = Picture(decoded).scaled(toSide: Self.longestSide).turned(header.orientation)
        width = full.width
        height = full.height
        camera = header.camera
        self.full = try full.jpeg(quality: 85)
        small = try full.scaled(toSide: Self.smallSide).jpeg(quality: 78)
    }

    /// The first picture in the file; nil if there is none that can be read to its end.
    private static func decoded(_ bytes: [UInt8], _ header: PhotoHeader) -> gdImagePtr? {
        if let start = header.pictureStart {
            let data = Data(bytes)
            guard start < data.count, data.range(of: Data([0xff, 0xd9]), in: start..<data.count) != nil else {
                return nil
            }
        }
        var bytes = header.kind == .webp ? WebPChunk.firstFrame(of: PhotoBytes(bytes)) ?? bytes : bytes
        let count = Int32(bytes.count)
        return bytes.withUnsafeMutableBytes { raw in
            switch header.kind {
            case .jpeg: gdImageCreateFromJpegPtr(count, raw.baseAddress)
            case .png: gdImageCreateFromPngPtr(count, raw.baseAddress)
            case .webp: gdImageCreateFromWebpPtr(count, raw.baseAddress)
            case .heif: gdImageCreateFromHeifPtr(count, raw.baseAddress)
            }
        }
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
