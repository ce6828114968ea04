// swift-tools-version: 6.2

import PackageDescription

let package = Package(
  name: "benchmarks",
  dependencies: [.package(name: "weir", path: "..")],
  targets: [
    .executableTarget(name: "EngineBenchmark", dependencies: [.product(name: "Engine", package: "weir")])
  ]
)
