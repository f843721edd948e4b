// swift-tools-version: 6.1
import PackageDescription

/// Every module is one verb around the nouns of `ReparteeGraph`; the arrows are drawn in the architecture guide
/// (`Sources/Repartee/Repartee.docc/Architecture.md`).
let package = Package(
  name: "repartee",
  platforms: [.macOS(.v15)],
  products: [
    // The whole; the core alone, which needs no system library; and the core with files and store, without pictures.
    .library(name: "Repartee", targets: ["Repartee"]),
    .library(name: "ReparteeCore", targets: ["ReparteeCore"]),
    .library(name: "ReparteeData", targets: ["ReparteeData"]),
    // Everything behind a C interface, which the Python package loads.
    .library(name: "ReparteeC", type: .dynamic, targets: ["ReparteeC"]),
    .executable(name: "repartee", targets: ["ReparteeCLI"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    // The core: no input or output, no Foundation.
    .target(name: "ReparteeText"),
    .target(name: "ReparteeGraph"),
    .target(name: "ReparteeMeasures", dependencies: ["ReparteeGraph", "CReparteePrefetch"]),
    .target(
      name: "ReparteeAnalysis",
      dependencies: [
        "ReparteeMeasures", "ReparteeGraph", "ReparteeText", .product(name: "HeapModule", package: "swift-collections"),
      ]),

    // The edges: files in, store, pictures out.
    .target(
      name: "ReparteeFormats",
      dependencies: [
        "ReparteeText", "ReparteeGraph", "CReparteeArchive", "CReparteeCrypto", "CReparteeExpat", "CReparteeSimdJSON",
        "CReparteeSnappy", "CReparteeZlib", "CReparteeZstd",
      ]),
    .target(
      name: "ReparteeStore",
      dependencies: [
        "ReparteeFormats", "ReparteeGraph", "CReparteeChecksums",
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "GRDBSQLite", package: "GRDB.swift"),
      ]),
    .target(
      name: "ReparteeFigures",
      dependencies: [
        "ReparteeGraph", "ReparteeText", "CReparteeGraphviz", "CReparteePango", "CReparteeSVG", "CReparteeZlib",
      ]),
    .target(name: "ReparteeGenerator", dependencies: ["ReparteeGraph"]),
    .target(
      name: "ReparteeBriefings",
      dependencies: [
        "ReparteeAnalysis", "ReparteeFigures", "ReparteeFormats", "ReparteeMeasures", "ReparteeGraph", "ReparteeText",
        .product(name: "Mustache", package: "swift-mustache"),
      ],
      resources: [
        .embedInCode("Page/Resources/page.html"), .embedInCode("Page/Resources/section.html"),
        .embedInCode("Page/Resources/table.html"), .embedInCode("Page/Resources/style.css"),
        .embedInCode("Page/Resources/page.js"),
      ]),
    .target(
      name: "ReparteeJobs",
      dependencies: [
        "ReparteeAnalysis", "ReparteeBriefings", "ReparteeFigures", "ReparteeFormats", "ReparteeMeasures",
        "ReparteeGraph", "ReparteeText", "ReparteeStore", "CReparteeFiles",
        .product(name: "Yams", package: "Yams"),
      ],
      resources: [.embedInCode("Mapping/Shipped")]),

    // The faces: an import for each product, and the command.
    .target(name: "ReparteeCore", dependencies: ["ReparteeAnalysis", "ReparteeGraph", "ReparteeMeasures"]),
    .target(name: "ReparteeData", dependencies: ["ReparteeCore", "ReparteeFormats", "ReparteeStore"]),
    .target(
      name: "Repartee",
      dependencies: [
        "ReparteeBriefings", "ReparteeCore", "ReparteeData", "ReparteeFigures", "ReparteeGenerator", "ReparteeJobs",
      ]),
    .target(
      name: "ReparteeC",
      dependencies: [
        "ReparteeAnalysis", "ReparteeBriefings", "ReparteeFigures", "ReparteeFormats", "ReparteeJobs",
        "ReparteeMeasures", "ReparteeGraph", "ReparteeText", "ReparteeStore", "CReparteeArrow",
      ]),
    .executableTarget(
      name: "ReparteeCLI",
      dependencies: [
        "ReparteeAnalysis", "ReparteeBriefings", "ReparteeFigures", "ReparteeFormats", "ReparteeGenerator",
        "ReparteeJobs", "ReparteeMeasures", "ReparteeGraph", "ReparteeText", "ReparteeStore",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      // The command's tables of addresses are read-only once it runs. No library depends on this target.
      linkerSettings: [.unsafeFlags(["-Xlinker", "-z", "-Xlinker", "now"], .when(platforms: [.linux]))]),

    // Built from C: one instruction of the processor, one step of the file system, the structs by which tables are handed
    // over, and checksums of a database's pages.
    .target(name: "CReparteePrefetch", path: "Sources/System/CReparteePrefetch"),
    .target(name: "CReparteeFiles", path: "Sources/System/CReparteeFiles"),
    .target(name: "CReparteeArrow", path: "Sources/System/CReparteeArrow"),
    .target(
      name: "CReparteeChecksums", path: "Sources/System/CReparteeChecksums", linkerSettings: [.linkedLibrary("sqlite3")]
    ),

    // The system's libraries.
    .target(
      name: "CReparteeSimdJSON", path: "Sources/System/CReparteeSimdJSON", linkerSettings: [.linkedLibrary("simdjson")]),
    .systemLibrary(
      name: "CReparteeArchive", path: "Sources/System/CReparteeArchive", pkgConfig: "libarchive",
      providers: [.apt(["libarchive-dev"]), .brew(["libarchive"])]),
    .systemLibrary(
      name: "CReparteeExpat", path: "Sources/System/CReparteeExpat", pkgConfig: "expat",
      providers: [.apt(["libexpat1-dev"]), .brew(["expat"])]),
    .systemLibrary(
      name: "CReparteeGraphviz", path: "Sources/System/CReparteeGraphviz", pkgConfig: "libgvc",
      providers: [.apt(["libgraphviz-dev"]), .brew(["graphviz"])]),
    .systemLibrary(
      name: "CReparteePango", path: "Sources/System/CReparteePango", pkgConfig: "cairo",
      providers: [.apt(["libpango1.0-dev"]), .brew(["pango"])]),
    .systemLibrary(
      name: "CReparteeSVG", path: "Sources/System/CReparteeSVG", pkgConfig: "cairo",
      providers: [.apt(["librsvg2-dev"]), .brew(["librsvg"])]),
    .systemLibrary(
      name: "CReparteeCrypto", path: "Sources/System/CReparteeCrypto", pkgConfig: "libcrypto",
      providers: [.apt(["libssl-dev"]), .brew(["openssl@3"])]),
    .systemLibrary(
      name: "CReparteeSnappy", path: "Sources/System/CReparteeSnappy", pkgConfig: "snappy",
      providers: [.apt(["libsnappy-dev"]), .brew(["snappy"])]),
    .systemLibrary(
      name: "CReparteeZlib", path: "Sources/System/CReparteeZlib", pkgConfig: "zlib",
      providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
    .systemLibrary(
      name: "CReparteeZstd", path: "Sources/System/CReparteeZstd", pkgConfig: "libzstd",
      providers: [.apt(["libzstd-dev"]), .brew(["zstd"])]),

    .testTarget(name: "ReparteeGraphTests", dependencies: ["ReparteeGraph", "ReparteeTestNetworks"]),
    .testTarget(name: "ReparteeCoreTests", dependencies: ["ReparteeCore"]),
    .testTarget(name: "ReparteeDataTests", dependencies: ["ReparteeData"]),
    .testTarget(
      name: "ReparteeFormatsTests",
      dependencies: ["ReparteeFormats", "ReparteeTestArchives", "ReparteeTestNetworks", "CReparteeZstd"]),
    .testTarget(
      name: "ReparteeStoreTests",
      dependencies: [
        "ReparteeStore", "ReparteeFormats", "ReparteeGraph", "ReparteeMeasures", "ReparteeTestNetworks",
        .product(name: "GRDB", package: "GRDB.swift"),
      ]),
    .target(
      name: "ReparteeTestArchives", dependencies: ["CReparteeArchive"], path: "Tests/ReparteeTestArchives"),
    .target(name: "ReparteeTestNetworks", dependencies: ["ReparteeGraph"], path: "Tests/ReparteeTestNetworks"),
    .testTarget(
      name: "ReparteeMeasuresTests", dependencies: ["ReparteeMeasures", "ReparteeGraph", "ReparteeTestNetworks"]),
    .testTarget(
      name: "ReparteeAnalysisTests",
      dependencies: [
        "ReparteeAnalysis", "ReparteeFormats", "ReparteeMeasures", "ReparteeGraph", "ReparteeStore", "ReparteeText",
        "ReparteeTestNetworks",
      ]),
    .testTarget(
      name: "ReparteeFiguresTests",
      dependencies: [
        "ReparteeAnalysis", "ReparteeBriefings", "ReparteeFigures", "ReparteeFormats", "ReparteeJobs",
        "ReparteeMeasures", "ReparteeGraph", "ReparteeStore", "ReparteeText",
        "ReparteeTestNetworks",
      ]),
    .testTarget(
      name: "ReparteeGeneratorTests",
      dependencies: [
        "ReparteeAnalysis", "ReparteeFormats", "ReparteeGenerator", "ReparteeJobs", "ReparteeGraph", "ReparteeStore",
      ]),
    .testTarget(name: "ReparteeBriefingsTests", dependencies: ["ReparteeBriefings", "ReparteeTestArchives"]),
    .testTarget(
      name: "ReparteeCLITests",
      dependencies: [
        "ReparteeFormats", "ReparteeJobs", "ReparteeCLI", "ReparteeTestArchives", "ReparteeTestNetworks",
      ]),
  ],
  swiftLanguageModes: [.v6],
  cxxLanguageStandard: .cxx17
)
