import ArgumentParser
import Documents
import GatewayAPI
import Reports

/// What `explain --data-planes` compares, and under which conditions.
struct DataPlaneOptions: ParsableArguments {
  @Flag(help: "Compare what every data plane makes of retries and budgets, in place of a request.")
  var dataPlanes = false

  @Option(
    help: ArgumentHelp(
      "With --data-planes: only this Service (default: all with a budget or retries).", valueName: "ns/name"))
  var service: String?

  @Option(
    help: ArgumentHelp("With --data-planes: client requests a second, all of which fail.", valueName: "rate"))
  var load: Double = 100

  @Option(
    help: ArgumentHelp("With --data-planes: how long an attempt takes to fail.", valueName: "duration"))
  var attemptTime = "50ms"

  @Option(
    help: ArgumentHelp(
      "With --data-planes: gateway replicas; floors are theirs each, ratios are not.", valueName: "n"))
  var replicas = 1

  func validate() throws {
    if service != nil, !dataPlanes { throw ValidationError("--service goes with --data-planes") }
    if !(load > 0 && load <= 1e9) { throw ValidationError("--load is above 0, at most 1e9, not \(load)") }
    if !(1...100_000).contains(replicas) {
      throw ValidationError("--replicas is 1 to 100000, not \(replicas)")
    }
    guard let time = GatewayDuration(attemptTime), time.nanoseconds > 0 else {
      throw ValidationError("--attempt-time is a duration above 0, such as 50ms, not \"\(attemptTime)\"")
    }
  }

  /// The comparison of the Services of `configuration`.
  ///
  /// - Throws: a failure with 64 where the named Service is not among them, or with 65 where it may be missing because its manifest
  ///   is broken.
  func report(on configuration: GatewayConfiguration, isBroken: Bool) throws -> DataPlaneReport {
    let time = GatewayDuration(attemptTime) ?? GatewayDuration(nanoseconds: 50_000_000)
    let conditions = AmplificationBound.Conditions(
      load: load, attemptTime: Double(time.nanoseconds) / 1e9, replicas: replicas)
    let services = try service.map { [try named($0, in: configuration, isBroken: isBroken)] }
    return DataPlaneReport(
      configuration.compareDataPlanes(for: services ?? configuration.servicesWithRetries, under: conditions),
      under: conditions, attemptTime: time)
  }

  private func named(
    _ text: String, in configuration: GatewayConfiguration, isBroken: Bool
  ) throws -> NamespacedName {
    guard let name = NamespacedName(qualified: text) else {
      throw Failure(.usage, "--service is NAMESPACE/NAME, not \"\(text)\"")
    }
    guard configuration.services.contains(where: { $0.name == name }) else {
      let meant = didYouMean(text, among: configuration.services.map { "\($0.name)" })
      throw Failure(
        isBroken ? .badInput : .usage,
        "there is no Service \(name) among the manifests\(meant.map { "; \($0)" } ?? "") (--service)")
    }
    return name
  }
}
