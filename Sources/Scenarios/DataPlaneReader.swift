import Documents
import GatewayAPI
import Traffic

/// Reads `spec.dataPlane`.
struct DataPlaneReader {
  /// What files are named relative to.
  let folder: String

  func read(_ reader: Reader) -> DataPlane {
    var plane = DataPlane()
    plane.kind = choice("kind", in: reader) ?? plane.kind
    plane.replicas = reader.count("replicas", from: 1, upTo: Bounds.replicas) ?? 1
    plane.loadBalancing = LoadBalancingReader().read(reader)
    plane.slowStart = LoadBalancingReader().slowStart(reader, plane.loadBalancing)
    plane.panicThreshold = reader.share("panicThreshold") ?? plane.panicThreshold
    warn(about: "panicThreshold", unless: plane.isEnvoy, of: plane, reader)
    plane.overhead = DistributionReader(folder: folder).read("overhead", in: reader)
    plane.retryRules = choice("retryRules", in: reader) ?? plane.retryRules
    plane.draws = choice("draws", in: reader)
    readEnvoy(&plane, reader)
    readReadings(&plane, reader)
    let window = reader.choice("window", ["exact", "nominal"])
    plane.usesNominalWindow = window == "nominal"
    warn(about: "window", unless: plane.kind == .linkerd, of: plane, reader)
    reader.finish()
    return plane
  }

  private func choice<Choice: RawRepresentable & CaseIterable>(
    _ key: String, in reader: Reader
  ) -> Choice? where Choice.RawValue == String {
    reader.choice(key, Choice.allCases.map(\.rawValue)).flatMap(Choice.init)
  }

  private func readEnvoy(_ plane: inout DataPlane, _ reader: Reader) {
    plane.controller = choice("controller", in: reader) ?? plane.controller
    warn(about: "controller", unless: plane.isEnvoy, of: plane, reader)
    for item in reader.list("retryOn") ?? [] {
      guard let token = reader.string(item.value, at: item.path) else { continue }
      plane.retryOn.append(token)
      if EnvoyRetryOn([token], codes: []).unknown.isEmpty { continue }
      let known = EnvoyRetryOn.Token.allCases.map(\.rawValue)
      reader.report(
        .invalid, "\"\(token.prefix(80))\" is no condition of Envoy's retry_on", at: item.value.location,
        path: item.path,
        suggestion: didYouMean(token, among: known) ?? "it knows \(known.joined(separator: ", "))")
    }
    warn(about: "retryOn", unless: plane.isEnvoy, of: plane, reader)
  }

  private func readReadings(_ plane: inout DataPlane, _ reader: Reader) {
    guard let fields = reader.mapping("readings") else { return }
    var readings = BudgetReadings()
    readings.counted = choice("counted", in: fields) ?? readings.counted
    readings.minimum = choice("minimum", in: fields) ?? readings.minimum
    readings.window = choice("window", in: fields) ?? readings.window
    readings.rounding = choice("rounding", in: fields) ?? readings.rounding
    readings.denied = choice("denied", in: fields) ?? readings.denied
    readings.scope = choice("scope", in: fields) ?? readings.scope
    fields.finish()
    plane.readings = readings
    warn(about: "readings", unless: plane.kind == .gatewayAPI, of: plane, reader)
  }

  /// What another data plane than the chosen one would read is a remark: one file serves to compare them.
  private func warn(about key: String, unless isRead: Bool, of plane: DataPlane, _ reader: Reader) {
    guard !isRead, reader.has(key) else { return }
    reader.report(
      .notRead, "the data plane \(plane.kind.rawValue) does not read \"\(key)\"", severity: .note, about: key)
  }
}
