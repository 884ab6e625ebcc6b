import CLibGD
import Casework
import Foundation
import HTTPTypes
import Testing

@testable import Web

@Suite("photographs") struct PhotoTests {
    private let lab = PhotoLab()

    /// Holds a developed photograph against the specimen, upright.
    private func expectUpright(_ photo: Photo, _ what: Comment) throws {
        #expect((photo.width, photo.height) == (Specimen.width, Specimen.height), what)
        var jpeg = Array(photo.full)
        let count = Int32(jpeg.count)
        let image = try #require(
            jpeg.withUnsafeMutableBytes { gdImageCreateFromJpegPtr(count, $0.baseAddress) }
        )
        defer { gdImageDestroy(image) }
        for (index, expected) in Specimen.corners.enumerated() {
            let colour = Int(
                gdImageGetTrueColorPixel(image, index % 2 == 0 ? 8 : 52, index < 2 ? 8 : 32)
            )
            for shift in [0, 8, 16] {
                #expect(
                    abs((colour >> shift & 255) - (expected >> shift & 255)) < 40,
                    "\(what) corner \(index)"
                )
            }
        }
    }

    @Test("a JPEG stands upright however the camera was held", arguments: 1...8)
    func orientations(_ orientation: Int) async throws {
        let photo = try await lab.develop(Data(try Specimen.jpeg(orientation)))
        try expectUpright(photo, "orientation \(orientation)")
    }

    @Test("PNG, WebP and HEIC are read too, and turned as they say")
    func kinds() async throws {
        let turned = Exif(orientation: 6, isLittle: false)
        for (what, bytes) in [
            ("PNG", try Specimen.png()), ("turned PNG", try Specimen.png(exif: turned, 6)),
            ("WebP", try Specimen.webp()), ("turned WebP", try Specimen.webp(exif: turned, 6)),
            ("HEIC", try Specimen.heic()),
        ] {
            try expectUpright(try await lab.develop(Data(bytes)), "\(what)")
        }
    }

    @Test("of an animation the first frame is kept")
    func animation() async throws {
        try expectUpright(try await lab.develop(Data(try Specimen.animatedWebP())), "animated WebP")
    }

    @Test("the long side is 2048 at most, and nothing of the camera is left in the file")
    func strippedAndSmall() async throws {
        let image = try #require(gdImageCreateTrueColor(3000, 1500))
        defer { gdImageDestroy(image) }
        var size: Int32 = 0
        let raw = try #require(gdImageJpegPtr(image, &size, 60))
        defer { gdFree(raw) }
        let plain = Array(UnsafeRawBufferPointer(start: raw, count: Int(size)))
        let exif = Array("Exif\0\0".utf8) + Exif(orientation: 6, taken: "2019:04:03 14:26:05").tiff
        let jpeg = [0xff, 0xd8, 0xff, 0xe1] + Specimen.big(exif.count + 2, 2) + exif + plain.dropFirst(2)
        let photo = try await lab.develop(Data(jpeg))
        #expect((photo.width, photo.height) == (1024, 2048))
        #expect(photo.full.range(of: Data("Exif".utf8)) == nil)
        #expect(photo.full.range(of: Data("2019:04".utf8)) == nil)
        #expect(PhotoHeader(Array(photo.small))?.height == 320)
    }

    @Test("a file cut off half way is refused, of every kind")
    func truncated() async throws {
        for (what, bytes) in [
            ("JPEG", try Specimen.jpeg()), ("PNG", try Specimen.png()), ("WebP", try Specimen.webp()),
            ("HEIC", try Specimen.heic()),
        ] {
            for length in [bytes.count / 3, bytes.count / 2, bytes.count - 12] {
                await #expect(throws: Problem.self, "\(what) of \(length) bytes") {
                    try await lab.develop(Data(bytes.prefix(length)))
                }
            }
        }
    }

    @Test("what claims more than forty million pixels is refused by its header")
    func bombs() async throws {
        let jpeg: [UInt8] = [
            0xff, 0xd8, 0xff, 0xc0, 0, 17, 8, 0xff, 0xff, 0xff, 0xff, 3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1,
        ]
        let png =
            [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13] + Array("IHDR".utf8)
            + Specimen.big(0xffff_ffff, 4) + Specimen.big(0xffff_ffff, 4) + [8, 2, 0, 0, 0, 0, 0, 0, 0]
        let webp =
            Array("RIFF".utf8) + Specimen.little(30, 4) + Array("WEBPVP8X".utf8) + Specimen.little(10, 4)
        for (what, bytes) in [
            ("JPEG", jpeg), ("PNG", png), ("WebP", webp + [0, 0, 0, 0, 0xff, 0x3f, 0, 0xff, 0x3f, 0]),
            ("HEIC", heifBoxes(sides: (30_000, 30_000))),
            ("a grid", heifBoxes(sides: (64, 64), grid: (0xffff_ffff, 0xffff_ffff))),
        ] {
            await #expect("\(what)") { _ = try await lab.develop(Data(bytes)) } throws: { error in
                (error as? Problem)?.message.contains("40 百万") == true
            }
        }
    }

    @Test("the camera's time and place are kept as facts, south and west less than nothing")
    func facts() throws {
        let time = CivilTime(offset: 8 * 3600)
        let exif = Exif(
            taken: "2019:04:03 14:26:05",
            lat: (36, 42, 3000, "N"),
            lon: (119, 9, 4500, "E"),
            isLittle: false
        )
        for bytes in [
            try Specimen.jpeg(exif: exif), try Specimen.png(exif: exif), try Specimen.webp(exif: exif),
            heifBoxes(sides: (60, 40), exif: exif.tiff),
        ] {
            let camera = try #require(PhotoHeader(bytes)).camera
            #expect(camera.instant(in: time) == time.instant("2019-04-03T14:26:05+08:00"))
            #expect(camera.lat == 36.708333)
            #expect(camera.lon == 119.1625)
        }
        let south = Exif(
            taken: "2019:04:03 14:26:05",
            zone: "-03:00",
            lat: (33, 0, 0, "S"),
            lon: (70, 30, 0, "W")
        )
        let camera = try #require(CameraNotes(tiff: PhotoBytes(south.tiff)))
        #expect(camera.lat == -33)
        #expect(camera.lon == -70.5)
        #expect(camera.instant(in: time) == time.instant("2019-04-03T14:26:05-03:00"))
    }

    @Test("what a camera cannot mean is no fact")
    func noFacts() throws {
        for exif in [
            Exif(taken: "0000:00:00 00:00:00", lat: (0, 0, 0, "N"), lon: (0, 0, 0, "E")),
            Exif(taken: "yesterday", lat: (91, 0, 0, "N"), lon: (119, 0, 0, "E")),
            Exif(taken: "2019:13:41 25:00:00", lat: (36, 0, 0, "N")),
        ] {
            let camera = try #require(CameraNotes(tiff: PhotoBytes(exif.tiff)))
            #expect(camera.instant(in: CivilTime(offset: 0)) == nil)
            #expect(camera.lat == nil && camera.lon == nil)
        }
    }

    @Test("no bytes that somebody made up bring the readers of headers down")
    func scrambled() throws {
        let exif = Exif(taken: "2019:04:03 14:26:05", lat: (36, 42, 0, "N"), lon: (119, 9, 0, "E"))
        var random = Dice()
        for whole in [
            try Specimen.jpeg(exif: exif), try Specimen.png(exif: exif), try Specimen.animatedWebP(),
            heifBoxes(sides: (60, 40), grid: (60, 40), exif: exif.tiff), try Specimen.heic(),
        ] {
            for _ in 0..<300 {
                var bytes = Array(whole.prefix(.random(in: 0...min(whole.count, 400), using: &random)))
                for _ in 0..<4 where !bytes.isEmpty {
                    bytes[.random(in: 0..<bytes.count, using: &random)] =
                        [0, 1, 0x7f, 0x80, 0xff].randomElement(using: &random) ?? 0
                }
                _ = PhotoHeader(bytes)
                _ = WebPChunk.firstFrame(of: PhotoBytes(bytes))
            }
        }
    }
}

/// Chance that falls the same way every time.
private struct Dice: RandomNumberGenerator {
    private var state: UInt64 = 12_319

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state ^ state >> 29
    }
}
