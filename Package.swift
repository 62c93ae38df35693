// swift-tools-version: 6.2
import PackageDescription

/// What every target of ours is compiled with.
let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .strictMemorySafety(),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

/// As `strict`; an import is also internal unless it says `public`.
let library = strict + [.enableUpcomingFeature("InternalImportsByDefault")]

/// The Swift library is linked in, so that a hook that was built by `swift build` alone starts in half the time;
/// the rest are parts of it that its dynamic form does not name to the linker.
let start: [LinkerSetting] = [
  .unsafeFlags(
    [
      "-static-stdlib", "-lswiftSynchronization", "-l_FoundationCShims", "-l_FoundationCollections",
    ],
    .when(platforms: [.linux], configuration: .release))
]

let package = Package(
  name: "pleolint",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "pleolint", targets: ["pleolint"])
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
    .package(url: "https://github.com/LebJe/TOMLKit", exact: "0.6.0"),
  ],
  targets: [
    .executableTarget(
      name: "pleolint",
      dependencies: [
        "Artifacts", "CProcess", "Findings", "Git", "Patterns", "Reporting", "Rules", "Scanning",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Crypto", package: "swift-crypto"),
      ],
      swiftSettings: library, linkerSettings: start),
    // Writes Sources/Rules/BuiltInRules.swift and docs/rules from rules/*.toml: see `make rules`.
    .executableTarget(
      name: "generate-rules",
      dependencies: ["Findings", "Rules", .product(name: "Crypto", package: "swift-crypto")],
      swiftSettings: library),
    .target(
      name: "Reporting",
      dependencies: [
        "Findings", "Rules",
        .product(name: "Crypto", package: "swift-crypto"),
      ],
      swiftSettings: library),
    .target(
      name: "Scanning", dependencies: ["Findings", "Patterns", "PrecompiledPatterns", "Rules"],
      swiftSettings: library),
    .target(
      name: "PrecompiledPatterns", exclude: ["expressions.json"], swiftSettings: library,
      plugins: ["CompileExpressions"]),
    // Depends on little, since it is built before all else; linked as the program is, whose flags reach it too.
    .executableTarget(
      name: "compile-expressions", dependencies: ["Patterns"], swiftSettings: library,
      linkerSettings: start),
    .plugin(
      name: "CompileExpressions", capability: .buildTool(), dependencies: ["compile-expressions"]),
    .target(
      name: "Git", dependencies: ["CDeflate", "CProcess", "Findings"], swiftSettings: library),
    .target(name: "Artifacts", dependencies: ["CMapping", "Findings"], swiftSettings: library),
    .target(
      name: "Rules", dependencies: ["Findings", .product(name: "TOMLKit", package: "TOMLKit")],
      swiftSettings: library),
    .target(
      name: "Patterns", dependencies: ["CBytes", "CKeywords", "CPCRE2"], swiftSettings: library),
    .target(name: "Findings", swiftSettings: library),
    .target(name: "CBytes"),
    .target(name: "CKeywords"),
    .target(name: "CMapping"),
    .target(name: "CProcess"),
    .testTarget(
      name: "ReportingTests", dependencies: ["Findings", "Reporting", "Rules"],
      exclude: ["Expected"], swiftSettings: strict),
    .systemLibrary(
      name: "CPCRE2", pkgConfig: "libpcre2-8",
      providers: [.apt(["libpcre2-dev", "pkg-config"]), .brew(["pcre2", "pkg-config"])]),
    .systemLibrary(
      name: "CDeflate", pkgConfig: "libdeflate",
      providers: [.apt(["libdeflate-dev", "pkg-config"]), .brew(["libdeflate", "pkg-config"])]),
    // What tests of several targets need.
    .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: library),
    .testTarget(
      name: "FixtureTests", dependencies: ["TestSupport", "pleolint"], swiftSettings: strict),
    .testTarget(
      name: "ArtifactsTests", dependencies: ["Artifacts", "Findings", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "GitTests", dependencies: ["Findings", "Git", "TestSupport", "pleolint"],
      swiftSettings: strict),
    .testTarget(
      name: "PatternsTests", dependencies: ["Patterns", "TestSupport"], swiftSettings: strict),
    .testTarget(
      name: "PrecompiledPatternsTests", dependencies: ["Patterns", "PrecompiledPatterns"],
      swiftSettings: strict),
    .testTarget(
      name: "RulesTests", dependencies: ["Findings", "Patterns", "Rules", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "RuleTests", dependencies: ["Findings", "Rules", "Scanning", "generate-rules"],
      swiftSettings: strict),
    .testTarget(
      name: "ScanningTests", dependencies: ["Findings", "Rules", "Scanning", "TestSupport"],
      swiftSettings: strict),
  ]
)
