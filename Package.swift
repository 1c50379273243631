// swift-tools-version: 6.1
// SPDX-License-Identifier: Apache-2.0

import PackageDescription

let package = Package(
  name: "guidelight",
  products: [
    .executable(name: "guidelight", targets: ["guidelight"]),
    .executable(name: "LiveCheck", targets: ["LiveCheck"]),
    .executable(name: "NetworkProbe", targets: ["NetworkProbe"]),
    .executable(name: "LiveProbe", targets: ["LiveProbe"]),
    .executable(name: "RehearsalProbe", targets: ["RehearsalProbe"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/swhitty/FlyingFox", from: "0.27.1"),
  ],
  targets: core + site + commands + tests
)

/// Tests run the networks a few hundred times: without optimisation that takes minutes.
var optimised: SwiftSetting { .unsafeFlags(["-O"], .when(configuration: .debug)) }

/// The verification core: standard library only, natively and for wasm32-unknown-none-wasm in Embedded mode.
var core: [Target] {
  [
    // In a debug build a square root is a call into libm; otherwise, and in wasm, it is one instruction.
    .target(
      name: "RealMath", swiftSettings: [optimised],
      linkerSettings: [.linkedLibrary("m", .when(configuration: .debug))]),
    .target(name: "Raster", dependencies: ["RealMath"], swiftSettings: [optimised]),
    .target(name: "NetworkSteps", swiftSettings: [optimised]),
    .target(name: "NetworkKernels", dependencies: ["NetworkSteps", "RealMath"], swiftSettings: [optimised]),
    .target(
      name: "FaceModels", dependencies: ["NetworkKernels", "NetworkSteps", "Raster", "RealMath"],
      swiftSettings: [optimised]),
    .target(
      name: "CaptureQuality", dependencies: ["FaceModels", "Raster", "RealMath"], swiftSettings: [optimised]),
    .target(name: "IdentityDocuments", dependencies: ["Raster"], exclude: ["Tables"], swiftSettings: [optimised]),
    .target(
      name: "Verification", dependencies: ["CaptureQuality", "FaceModels", "IdentityDocuments", "Raster"],
      swiftSettings: [optimised]),
    .target(name: "CWasmRuntime"),
    .executableTarget(name: "LiveCheck", dependencies: ["Verification", "Raster", "CWasmRuntime"]),
  ]
}

/// The generator: it never imports the core.
var site: [Target] {
  [
    .systemLibrary(name: "CYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
    .systemLibrary(name: "CCMark", pkgConfig: "libcmark", providers: [.apt(["libcmark-dev"])]),
    .target(name: "Diagnostics"),
    .target(name: "SiteModel", dependencies: ["Diagnostics"]),
    .target(name: "YAML", dependencies: ["CYAML", "Diagnostics"]),
    .target(name: "Markdown", dependencies: ["CCMark", "SiteModel", "Diagnostics"]),
    .target(name: "Templating", dependencies: ["SiteModel", "Diagnostics"]),
    .target(name: "Editorial", dependencies: ["Digests", "SiteModel", "Diagnostics"]),
    .target(name: "Routing", dependencies: ["SiteModel", "Diagnostics"]),
    .systemLibrary(name: "CExchange"),
    .systemLibrary(name: "CXXHash", pkgConfig: "libxxhash", providers: [.apt(["libxxhash-dev"])]),
    .systemLibrary(name: "CLibcrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CBrotli", pkgConfig: "libbrotlienc", providers: [.apt(["libbrotli-dev"])]),
    .target(name: "Digests", dependencies: ["CXXHash", "CLibcrypto"]),
    .target(
      name: "SiteBuild",
      dependencies: [
        "CBrotli", "CExchange", "CZlib", "Digests", "YAML", "Markdown", "Templating", "Editorial", "Routing",
        "SiteModel", "Diagnostics",
      ]),
    .target(
      name: "DevServer", dependencies: ["SiteModel", "Diagnostics", .product(name: "FlyingFox", package: "FlyingFox")]),
  ]
}

/// How the kernels are compiled once more, for wider vectors; no other code may be compiled with it.
var wideVectors: [String] {
  #if arch(x86_64)
    ["-Xcc", "-mavx2"]
  #else
    []
  #endif
}

/// The command line: where the two wings meet.
var commands: [Target] {
  [
    .systemLibrary(name: "CVips", pkgConfig: "vips", providers: [.apt(["libvips-dev"])]),
    .target(name: "CPictureDecoder", dependencies: ["CVips"]),
    .target(name: "NetworkImport", dependencies: ["FaceModels"]),
    .systemLibrary(name: "CProcessor"),
    .target(
      name: "WideNetworkKernels", dependencies: ["NetworkSteps", "RealMath"],
      swiftSettings: [optimised, .unsafeFlags(wideVectors)]),
    .target(name: "HostKernels", dependencies: ["WideNetworkKernels", "CProcessor", "FaceModels"]),
    .target(name: "ImageInput", dependencies: ["CPictureDecoder"]),
    .executableTarget(name: "EmbedSiteWords", dependencies: ["SiteBuild", "Diagnostics"]),
    .plugin(
      name: "EmbedSiteWordsPlugin", capability: .buildTool(), dependencies: ["EmbedSiteWords"],
      path: "Sources/EmbedSiteWordsPlugin"),
    .target(
      name: "GuidelightCommands",
      dependencies: [
        "SiteBuild", "Editorial", "DevServer", "HostKernels", "ImageInput", "NetworkImport", "FaceModels",
        "Verification", "CaptureQuality", "IdentityDocuments", "Raster", "Routing", "SiteModel", "Diagnostics",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      plugins: ["EmbedSiteWordsPlugin"]),
    .executableTarget(name: "guidelight", dependencies: ["GuidelightCommands"]),
  ]
}

var tests: [Target] {
  func suite(_ name: String, _ dependencies: [Target.Dependency], excluding: [String] = []) -> Target {
    .testTarget(
      name: name, dependencies: dependencies + ["TestSupport"], exclude: excluding)
  }
  return [
    .target(name: "TestSupport", dependencies: ["Raster"], path: "Tests/TestSupport", swiftSettings: [optimised]),
    .executableTarget(
      name: "PageBenchmarks",
      dependencies: ["SiteBuild", "YAML", "Markdown", "SiteModel", "Diagnostics"],
      path: "Tests/Benchmarks/PageBenchmarks"),
    .executableTarget(
      name: "HostNetworks", dependencies: ["FaceModels", "HostKernels", "Raster"],
      path: "Tests/Benchmarks/HostNetworks"),
    .executableTarget(
      name: "AccuracyProbe", dependencies: ["FaceModels", "HostKernels", "NetworkImport", "ImageInput", "Raster"],
      path: "Tests/AccuracyProbe"),
    .executableTarget(
      name: "IdentityBenchmarks", dependencies: ["Verification"], path: "Tests/Benchmarks/IdentityBenchmarks",
      exclude: ["identity.mjs"]),
    suite("ArchitectureTests", []),
    suite("RealMathTests", ["RealMath"]),
    suite("RasterTests", ["Raster"]),
    suite("CaptureQualityTests", ["CaptureQuality", "FaceModels", "Raster"]),
    suite(
      "FaceModelsTests", ["FaceModels", "NetworkImport", "Raster", "ImageInput"], excluding: ["litert.py", "Fixtures"]),
    suite("NetworkImportTests", ["NetworkImport", "FaceModels"]),
    suite("IdentityDocumentsTests", ["IdentityDocuments", "Raster"], excluding: ["Fixtures"]),
    suite("VerificationTests", ["Verification", "CaptureQuality", "IdentityDocuments"]),
    suite("DiagnosticsTests", ["Diagnostics"]),
    suite("SiteModelTests", ["SiteModel"]),
    suite("YAMLTests", ["YAML", "Diagnostics"]),
    suite("MarkdownTests", ["Markdown", "SiteModel", "Diagnostics"]),
    suite("RoutingTests", ["Routing", "SiteModel", "Diagnostics"]),
    suite("TemplatingTests", ["Templating", "SiteModel", "Diagnostics"]),
    suite("ImageInputTests", ["ImageInput"]),
    suite("DevServerTests", ["DevServer", "SiteModel", "Diagnostics"]),
    suite("CommandTests", ["guidelight", "ImageInput"]),
    .executableTarget(
      name: "NetworkProbe", dependencies: ["FaceModels", "Raster", "CWasmRuntime"], path: "Tests/NetworkProbe"),
    .executableTarget(
      name: "LiveProbe", dependencies: ["Verification", "CaptureQuality", "FaceModels", "Raster", "CWasmRuntime"],
      path: "Tests/Benchmarks/LiveProbe"),
    .executableTarget(
      name: "RehearsalProbe", dependencies: ["Verification", "Raster", "CWasmRuntime"], path: "Tests/RehearsalProbe"),
    suite(
      "ParityTests", ["Verification", "FaceModels", "HostKernels", "NetworkImport", "Raster", "ImageInput"],
      excluding: ["run-module.mjs", "run-networks.mjs"]),
    suite(
      "ClipTests",
      ["Verification", "CaptureQuality", "FaceModels", "HostKernels", "NetworkImport", "Raster", "ImageInput"]),
    suite("EditorialTests", ["Editorial", "SiteModel", "Diagnostics", "Markdown", "YAML"]),
    suite("SiteTests", ["SiteBuild", "SiteModel", "Diagnostics"], excluding: ["Fixtures"]),
  ]
}
