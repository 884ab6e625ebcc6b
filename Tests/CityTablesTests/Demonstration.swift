import Foundation

@testable import CityTables

/// The demonstration city's folder, as it lies in the repository.
let weifang: CityFiles = {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("Cities/weifang")
    var texts: [String: String] = [:]
    for name in CityFiles.names {
        // A file that cannot be read is left out: the reader of the tables says that it is missing.
        texts[name] = try? String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
    }
    return CityFiles(texts: texts)
}()
