extension PhotoHeader {
    /// The largest of the sizes that a WebP file speaks of: the canvas, and the picture on it.
    static func webp(_ bytes: PhotoBytes) -> PhotoHeader? {
        guard let chunks = WebPChunk.all(in: bytes) else { return nil }
        var camera: CameraNotes?
        var sizes: [(Int, Int)] = []
        for chunk in chunks {
            if chunk.has("VP8X"), let width = chunk.body.little(4, 3), let height = chunk.body.little(7, 3) {
                sizes.append((width + 1, height + 1))
            } else if chunk.has("ANMF") {
                sizes += chunk.frame.compactMap(\.size)
            } else if chunk.has("EXIF") {
                let tiff = chunk.body.has("Exif\0\0", at: 0) ? chunk.body.from(6) : chunk.body
                camera = tiff.flatMap(CameraNotes.init(tiff:))
            } else if let size = chunk.size {
                sizes.append(size)
            }
        }
        guard let largest = sizes.max(by: { $0.0 * $0.1 < $1.0 * $1.1 }) else { return nil }
        return PhotoHeader(.webp, largest.0, largest.1, camera)
    }
}

/// A part of a WebP file: four letters and what they announce.
struct WebPChunk {
    private let whole: PhotoBytes
    let body: PhotoBytes

    func has(_ name: StaticString) -> Bool { whole.has(name, at: 0) }

    /// nil if the bytes are no WebP file.
    static func all(in bytes: PhotoBytes) -> [WebPChunk]? {
        guard bytes.has("RIFF", at: 0), bytes.has("WEBP", at: 8), let rest = bytes.from(12) else {
            return nil
        }
        return sequence(rest)
    }

    private static func sequence(_ bytes: PhotoBytes) -> [WebPChunk] {
        var chunks: [WebPChunk] = []
        var position = 0
        while let length = bytes.little(position + 4, 4) {
            let padded = length + length % 2
            // The last one of a file that was cut off still tells its size.
            guard let body = bytes.part(position + 8, length) ?? bytes.from(position + 8),
                let whole = bytes.part(position, min(8 + padded, bytes.count - position))
            else { break }
            chunks.append(WebPChunk(whole: whole, body: body))
            position += 8 + padded
        }
        return chunks
    }

    /// What an animation's frame is made of.
    var frame: [WebPChunk] { body.from(16).map(Self.sequence) ?? [] }

    /// The sides of the picture, if the chunk is one.
    var size: (Int, Int)? {
        if has("VP8 "), body.big(3, 3) == 0x9d012a, let width = body.little(6, 2),
            let height = body.little(8, 2)
        {
            return (width & 0x3fff, height & 0x3fff)
        }
        if has("VP8L"), body[0] == 0x2f, let bits = body.little(1, 4) {
            return ((bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1)
        }
        return nil
    }

    /// An animation's first frame as a file of its own; nil if the file is no animation.
    static func firstFrame(of bytes: PhotoBytes) -> [UInt8]? {
        guard let frame = all(in: bytes)?.first(where: { $0.has("ANMF") })?.frame,
            let size = frame.compactMap(\.size).first
        else { return nil }
        let pictures = frame.filter { $0.has("ALPH") || $0.size != nil }
        var content: [UInt8] = Array("WEBP".utf8)
        if pictures.contains(where: { $0.has("ALPH") }) {
            content += Array("VP8X".utf8) + little(10, 4) + [0x10, 0, 0, 0]
            content += little(size.0 - 1, 3) + little(size.1 - 1, 3)
        }
        for picture in pictures { content += picture.whole.array }
        return Array("RIFF".utf8) + little(content.count, 4) + content
    }

    private static func little(_ value: Int, _ size: Int) -> [UInt8] {
        (0..<size).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }
}
