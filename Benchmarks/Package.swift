// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that nobody who builds the program builds this: it needs SQLite and nothing else.
let package = Package(
    name: "huiyin-benchmarks",
    targets: [
        .systemLibrary(
            name: "CSQLite",
            pkgConfig: "sqlite3",
            providers: [.apt(["libsqlite3-dev"])]
        ),
        .executableTarget(
            name: "huiyin-bench",
            dependencies: ["CSQLite"],
            swiftSettings: [.treatAllWarnings(as: .error), .enableUpcomingFeature("ExistentialAny")]
        ),
    ]
)
