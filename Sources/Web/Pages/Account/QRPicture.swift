import CLibQREncode
import Mustache

/// A text as a QR picture, drawn as one path of an SVG: modules are squares of one unit.
struct QRPicture: Sendable, MustacheParent {
    /// With the quiet border that readers need.
    let side: Int
    let path: String
    private static let border = 4

    /// Nil if the text is too long for one.
    init?(_ text: String) {
        guard let code = QRcode_encodeString(text, 0, QR_ECLEVEL_M, QR_MODE_8, 1) else { return nil }
        defer { QRcode_free(code) }
        let width = Int(code.pointee.width)
        guard let data = code.pointee.data else { return nil }
        let modules = UnsafeBufferPointer(start: data, count: width * width)
        side = width + 2 * Self.border
        path = (0..<width).map { Self.row($0, modules[$0 * width..<($0 + 1) * width]) }.joined()
    }

    /// Runs of dark modules.
    private static func row(_ y: Int, _ modules: Slice<UnsafeBufferPointer<UInt8>>) -> String {
        var path = ""
        var start: Int?
        for (x, module) in modules.enumerated() {
            // The lowest bit is the colour; the others say what part of the code it is.
            let isDark = module & 1 == 1
            if isDark, start == nil { start = x }
            guard let from = start, !isDark || x == modules.count - 1 else { continue }
            let length = isDark ? x + 1 - from : x - from
            path += "M\(from + border) \(y + border)h\(length)v1h-\(length)z"
            start = nil
        }
        return path
    }

    func child(named name: String) -> Any? {
        switch name {
        case "side": String(side)
        case "path": path
        default: nil
        }
    }
}
