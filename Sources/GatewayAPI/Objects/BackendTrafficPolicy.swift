import Documents

/// An XBackendTrafficPolicy, with the definition's defaults filled in.
struct BackendTrafficPolicy: Sendable {
  struct Target: Sendable {
    let group: String
    let kind: String
    let name: NamespacedName
    let location: SourceLocation

    var isService: Bool { group.isEmpty && kind == "Service" }
  }

  let name: NamespacedName
  let seniority: Seniority
  let targets: [Target]
  /// What it sets; nil sets no budget.
  let budget: RetryBudget?
  /// Whether it keeps sessions, which is not simulated.
  let persistsSessions: Bool
  /// The fields of `minRetryRate` that have no default and are absent.
  let absentFields: [String]
  let location: SourceLocation

  var title: String { "XBackendTrafficPolicy/\(name)" }

  init(_ object: ManifestObject) {
    name = object.name
    seniority = object.seniority
    location = object.location
    persistsSessions = object.spec.has("sessionPersistence")
    targets = (object.spec["targetRefs"]?.items ?? []).compactMap { target in
      target["name"]?.string.map {
        Target(
          group: target["group"]?.string ?? "", kind: target["kind"]?.string ?? "",
          name: NamespacedName(namespace: object.name.namespace, name: $0), location: target.location)
      }
    }
    guard let constraint = object.spec["retryConstraint"] else {
      budget = nil
      absentFields = []
      return
    }
    let minimum = constraint["minRetryRate"]
    absentFields = ["count", "interval"].filter { minimum?.has($0) != true }
    // Assumption A-GW-2: what minRetryRate leaves out is 10 retries in 1 s, the default of the whole field.
    var budget = RetryBudget(policy: object.name, location: object.spec.location(of: "retryConstraint"))
    if let percent = constraint.at("budget", "percent")?.integer { budget.percent = percent }
    if let interval = Self.duration(constraint.at("budget", "interval")) { budget.interval = interval }
    if let count = minimum?["count"]?.integer { budget.minimumCount = count }
    if let interval = Self.duration(minimum?["interval"]) { budget.minimumInterval = interval }
    self.budget = budget
  }

  private static func duration(_ value: Value?) -> Int64? {
    value?.string.flatMap(GatewayDuration.init)?.nanoseconds
  }
}
