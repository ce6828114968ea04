import Documents
import Traffic

/// Reads the `autoscaler` of a service.
struct AutoscalerReader {
  let reader: Reader
  /// For the files of distributions.
  let folder: String
  /// Slots per endpoint, nil for unbounded.
  let concurrency: Int?

  private static let second: Int64 = 1_000_000_000
  private static let startSeconds = 10.0

  /// The autoscaler, nil where it cannot be used.
  ///
  /// Assumption A-SIM-85: a new endpoint is ready after 10 s; an autoscaler looks every 15 s at the mean of the last 15 s, which is as often
  /// as Kubernetes' controller does and as the metrics-server has something new.
  func read() -> Autoscaler? {
    defer { reader.finish() }
    let errors = reader.diagnostics.errorCount
    let minimum = reader.count("min", from: 1, upTo: Bounds.endpoints) ?? 1
    let maximum = reader.required("max").flatMap { _ in reader.count("max", from: 1, upTo: Bounds.endpoints) }
    let target = reader.required("target").flatMap(self.target)
    let startTime = DistributionReader(folder: folder).read("startTime", in: reader)
    // What is not usable has been reported, so that something may stand in for it while the rest is read.
    guard let startTime = startTime ?? (try? .constant(Self.startSeconds)) else { return nil }
    var autoscaler = Autoscaler(
      maximum: maximum ?? minimum, target: target ?? .inFlight(1), startTime: startTime)
    autoscaler.minimum = minimum
    autoscaler.syncPeriod = time("syncPeriod", in: 1...3600) ?? autoscaler.syncPeriod
    autoscaler.metricWindow = time("metricWindow", in: 1...3600) ?? autoscaler.metricWindow
    autoscaler.tolerance = reader.share("tolerance") ?? autoscaler.tolerance
    let stabilization = time("stabilization", in: 0...3600)
    autoscaler.scaleDown.stabilization = stabilization ?? autoscaler.scaleDown.stabilization
    if let behavior = reader.mapping("behavior") {
      rules("scaleUp", in: behavior, &autoscaler.scaleUp)
      rules("scaleDown", in: behavior, &autoscaler.scaleDown)
      behavior.finish()
      checkStabilization(behavior)
    }
    if let maximum, maximum < minimum {
      reader.report(
        .invalid, "expected at least \(minimum), which is the `min`, found \(maximum)", about: "max",
        suggestion: "give it a larger `max`, or a smaller `min`")
    }
    return reader.diagnostics.errorCount == errors ? autoscaler : nil
  }

  /// `60%`, `{utilization: 60%}` or `{inFlight: 10}`.
  private func target(_ value: Value) -> Autoscaler.Target? {
    guard case .mapping = value.content else { return utilization("target", reader) }
    let fields = reader.reader(of: value, at: reader.path.field("target"))
    let found = ["utilization", "inFlight"].filter(fields.has)
    fields.finish()
    guard found.count == 1 else {
      reader.report(
        .invalid,
        found.isEmpty
          ? "expected one metric, found none" : "expected one metric, found utilization and inFlight",
        about: "target", suggestion: "write 60% or {inFlight: 10}")
      return nil
    }
    if found == ["utilization"] { return utilization("utilization", fields) }
    guard let number = fields.factor("inFlight") else { return nil }
    if number >= 0.001 { return .inFlight(number) }
    fields.report(.invalid, "expected at least 0.001", about: "inFlight")
    return nil
  }

  private func utilization(_ key: String, _ fields: Reader) -> Autoscaler.Target? {
    guard let share = fields.share(key) else { return nil }
    guard share >= 0.001 else {
      fields.report(
        .invalid, "expected at least 0.1%", about: key,
        suggestion: "write 60%, at which an endpoint has slots to spare until the next one is ready")
      return nil
    }
    guard concurrency != nil else {
      fields.report(
        .invalid, "the service has unbounded concurrency, of which no share can be busy", about: key,
        suggestion: "give the service a `concurrency:`, or write {inFlight: 10}")
      return nil
    }
    return .utilization(share)
  }

  /// A time of whole or broken seconds within `range`.
  private func time(_ key: String, in range: ClosedRange<Int64>, _ other: Reader? = nil) -> Int64? {
    let fields = other ?? reader
    guard let time = fields.duration(key) else { return nil }
    if (range.lowerBound * Self.second...range.upperBound * Self.second).contains(time) { return time }
    fields.report(
      .invalid, "expected a time from \(range.lowerBound)s to \(range.upperBound)s", about: key)
    return nil
  }

  private func rules(_ key: String, in behavior: Reader, _ rules: inout Autoscaler.Rules) {
    guard let fields = behavior.mapping(key) else { return }
    rules.stabilization = time("stabilization", in: 0...3600, fields) ?? rules.stabilization
    if let items = fields.entries("policies", upTo: Bounds.policies) {
      rules.policies = items.compactMap { policy(fields.reader(of: $0.value, at: $0.path)) }
      if items.isEmpty {
        fields.report(
          .invalid, "expected at least one policy", about: "policies",
          suggestion: "remove it for Kubernetes' defaults, or write `select: disabled`")
      }
    }
    let choices = Autoscaler.Rules.Selection.allCases.map(\.rawValue)
    rules.select =
      fields.choice("select", choices).flatMap(Autoscaler.Rules.Selection.init) ?? rules.select
    fields.finish()
  }

  private func policy(_ fields: Reader) -> Autoscaler.Rules.Policy? {
    defer { fields.finish() }
    let pods = fields.count("pods", from: 1, upTo: Bounds.endpoints)
    let percent = fields.count("percent", from: 1, upTo: Bounds.percent)
    let period = fields.required("period").flatMap { _ in time("period", in: 1...1800, fields) }
    guard fields.has("pods") != fields.has("percent") else {
      fields.report(
        .invalid, "expected either pods or percent", at: fields.value.location, path: fields.path,
        suggestion: "write {pods: 4, period: 15s} or {percent: 100, period: 15s}")
      return nil
    }
    guard let amount = pods.map(Autoscaler.Rules.Policy.Amount.pods) ?? percent.map({ .percent($0) }),
      let period
    else { return nil }
    return Autoscaler.Rules.Policy(amount, period: period)
  }

  private func checkStabilization(_ behavior: Reader) {
    guard reader.has("stabilization"), let down = behavior.mapping("scaleDown"), down.has("stabilization")
    else { return }
    reader.report(
      .invalid, "behavior.scaleDown has a stabilization as well, and both mean the same",
      about: "stabilization", suggestion: "remove one of the two")
  }
}
