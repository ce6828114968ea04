// swift-tools-version: 6.2

import PackageDescription

let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .treatAllWarnings(as: .error),
]

func module(
  _ name: String, _ dependencies: [Target.Dependency] = [], resources: [Resource] = []
) -> Target {
  .target(name: name, dependencies: dependencies, resources: resources, swiftSettings: settings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .testTarget(name: name, dependencies: dependencies, swiftSettings: settings)
}

let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let sqlite = Target.Dependency.product(name: "GRDBSQLite", package: "GRDB.swift")
let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
  name: "weir",
  products: [
    .executable(name: "weir", targets: ["weir"]),
    .library(name: "Engine", targets: ["Engine"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
    .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
  ],
  targets: [
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),
    module("Engine"),
    module("Charts"),
    module("Clusters"),
    module("Records"),
    module("Documents", [yams]),
    module("GatewayAPI", ["Documents"]),
    module("Logs", ["Engine", "Documents", "CZlib", "CZstd"]),
    module("Traffic", ["Engine", "Documents", "Logs"]),
    module(
      "Scenarios", ["Documents", "GatewayAPI", "Logs", "Traffic", "Records"],
      resources: [.embedInCode("Schemas")]),
    module("Simulator", ["Engine", "Records", "Scenarios"]),
    module("Results", ["Records", grdb, sqlite]),
    module("Experiments", ["Engine", "Simulator", "Results"]),
    module(
      "Reports", ["Results", "GatewayAPI", "Logs", "Charts"],
      resources: [.embedInCode("Schemas"), .embedInCode("HTML/Resources")]),
    .executableTarget(
      name: "weir",
      dependencies: [
        "Engine", "Records", "Documents", "GatewayAPI", "Logs", "Traffic", "Scenarios", "Simulator",
        "Results", "Experiments", "Reports", "Clusters", arguments,
      ],
      swiftSettings: settings),
    .target(
      name: "TestWorlds",
      dependencies: ["Documents", "GatewayAPI", "Records", "Scenarios", "Simulator", "Traffic"],
      path: "Tests/TestWorlds", swiftSettings: settings),
    .executableTarget(
      name: "EngineWorkload", dependencies: ["Engine"], path: "Tests/EngineWorkload", swiftSettings: settings),
    .target(
      name: "ManifestTrials", dependencies: ["Documents", "GatewayAPI", "Reports"],
      path: "Tests/ManifestTrials", exclude: ["Samples"], swiftSettings: settings),
    .executableTarget(
      name: "ManifestFuzz", dependencies: ["GatewayAPI", "ManifestTrials"], path: "Tests/ManifestFuzz",
      swiftSettings: settings),
    tests("EngineTests", ["Engine"]),
    tests("ChartsTests", ["Charts"]),
    tests("ClustersTests", ["Clusters", yams]),
    tests("RecordsTests", ["Records"]),
    tests("DocumentsTests", ["Documents"]),
    tests("GatewayAPITests", ["GatewayAPI"]),
    tests("ManifestTests", ["ManifestTrials"]),
    tests("LogsTests", ["Logs", "Engine"]),
    tests("TrafficTests", ["Traffic"]),
    tests("ScenariosTests", ["Scenarios"]),
    tests(
      "SimulatorTests",
      ["Simulator", "Documents", "Engine", "Records", "Scenarios", "TestWorlds", "Traffic"]),
    tests("ResultsTests", ["Results", sqlite]),
    tests(
      "ExperimentsTests",
      ["Experiments", "Engine", "Results", "Simulator", "Scenarios", "Records", "TestWorlds"]),
    tests("ReportsTests", ["Reports"]),
    tests("LawTests", ["Experiments", "Simulator", "Scenarios", "Records", "TestWorlds"]),
    tests("ConservationTests", ["Simulator", "Engine", "Scenarios", "Records", "TestWorlds"]),
    tests("DeterminismTests", ["Experiments", "Results", "Simulator", "Scenarios", "Records", "TestWorlds"]),
    tests("CommandLineTests", ["weir", "Records", "Logs", "Documents", "Reports", "Scenarios", yams]),
    tests("CostTests", ["weir", "EngineWorkload"]),
    .testTarget(
      name: "BrowserTests", dependencies: ["weir"], exclude: ["Checks"], swiftSettings: settings),
  ]
)
