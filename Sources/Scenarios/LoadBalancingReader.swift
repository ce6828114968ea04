import Documents

/// Reads `loadBalancing`: a policy by its name alone, or with what it takes.
struct LoadBalancingReader {
  private static let names = ["round-robin", "random", "least-request", "ring-hash"]

  /// The policy; round robin where none can be read.
  func read(_ plane: Reader) -> DataPlane.LoadBalancing {
    guard let value = plane.field("loadBalancing") else { return .roundRobin }
    guard case .mapping = value.content else {
      switch plane.choice("loadBalancing", Self.names) {
      case "random": return .random
      case "least-request": return .leastRequest
      case "ring-hash": return .ringHash(.init())
      default: return .roundRobin
      }
    }
    let reader = plane.reader(of: value, at: plane.path.field("loadBalancing"))
    defer { reader.finish() }
    let found = Self.names.suffix(2).filter(reader.has)
    guard let name = found.first, found.count == 1, let fields = reader.mapping(name) else {
      reader.report(
        .invalid, "expected one policy with what it takes, found \(value.described)", at: value.location,
        path: reader.path,
        suggestion: "write {least-request: {choices: 3}}, {ring-hash: {header: x-user}} or a name alone, of "
          + Self.names.joined(separator: ", "))
      return .roundRobin
    }
    return name == "least-request" ? .leastRequest(choices: choices(fields)) : .ringHash(ringHash(fields))
  }

  private func choices(_ fields: Reader) -> Int? {
    defer { fields.finish() }
    guard let value = fields.field("choices") else { return 2 }
    if value.text == "all" { return nil }
    return fields.count("choices", from: 1, upTo: Bounds.choices) ?? 2
  }

  private func ringHash(_ fields: Reader) -> DataPlane.RingHash {
    var ring = DataPlane.RingHash(header: fields.string("header"))
    ring.minimumRingSize =
      fields.count("minimumRingSize", from: 1, upTo: Bounds.ringSize) ?? ring.minimumRingSize
    fields.finish()
    return ring
  }

  /// The slow start, nil where there is none.
  func slowStart(_ plane: Reader, _ policy: DataPlane.LoadBalancing) -> DataPlane.SlowStart? {
    guard let fields = plane.mapping("slowStart") else { return nil }
    defer { fields.finish() }
    switch policy {
    case .roundRobin, .leastRequest: break
    case .random, .ringHash:
      plane.report(
        .notRead, "only round-robin and least-request know a slow start", severity: .note, about: "slowStart")
    }
    let window = fields.required("window") == nil ? nil : fields.time("window", allowingZero: false)
    let aggression = fields.factor("aggression") ?? 1
    if aggression == 0 { fields.report(.invalid, "expected a number above 0", about: "aggression") }
    let minimum = fields.share("minWeight") ?? 0.1
    if minimum < Bounds.weight {
      fields.report(.invalid, "expected at least \(Bounds.weight)", about: "minWeight")
    }
    guard let window, aggression > 0, minimum >= Bounds.weight else { return nil }
    var slowStart = DataPlane.SlowStart(window: window)
    slowStart.aggression = aggression
    slowStart.minimumWeight = minimum
    return slowStart
  }

  /// Rings take memory for as long as a run lasts.
  func check(_ scenario: Scenario, _ spec: Reader) {
    guard case .ringHash(let ring) = scenario.dataPlane.loadBalancing, let plane = spec.mapping("dataPlane")
    else { return }
    let entries = scenario.services.reduce(0) { $0 + max(ring.minimumRingSize, $1.endpoints) + $1.endpoints }
    guard entries > Bounds.ringEntries else { return }
    plane.report(
      .tooLarge,
      "the rings of all services together have up to \(entries) entries; more than \(Bounds.ringEntries) are not simulated",
      about: "loadBalancing", suggestion: "take a smaller minimumRingSize")
  }
}
