import GatewayAPI
import Scenarios

extension ModelCompiler {
  /// Adds the browsers of a source, whose shapes are the last of the model, and what they do with each shape.
  mutating func addBrowsers(_ clients: BrowserClients, of source: TrafficSource) {
    let shapes = source.shapes
    var slots = PreflightSlots()
    var kinds: [Int?] = []
    let firstCrossing = model.crossings.count
    for (index, shape) in shapes.enumerated() {
      let (crossing, kind) = crossing(
        of: source.crossOrigin(shape), from: source, shape: model.shapes.count - shapes.count + index)
      model.crossings.append(crossing)
      kinds.append(kind.map { slots.add($0) })
    }
    let (count, uses) = slots.assigned()
    for (index, kind) in kinds.enumerated() {
      guard let kind else { continue }
      model.crossings[firstCrossing + index].needs = addSlots(uses[kind].needs)
      model.crossings[firstCrossing + index].grants = addSlots(uses[kind].grants)
      model.crossings[firstCrossing + index].lifetime =
        Self.lifetime(slots.kinds[kind].permission, limit: clients.longestMaxAge)
    }
    let last = model.sources.count - 1
    model.sources[last].browsers = Model.Browsers(
      users: UInt64(clients.users), firstCrossing: firstCrossing - model.sources[last].firstShape,
      firstPlace: model.keptPlaces, slots: count, roundTrip: clients.roundTrip)
    model.keptPlaces += count * clients.users
  }

  /// What browsers do with one shape, without what they keep of it.
  ///
  /// Assumption A-SIM-28: a request that browsers do not send ends as answered by the gateway, with the status of its preflight, or as
  /// one that no rule takes; one whose answer they keep from the script is served. Neither is a success.
  private mutating func crossing(
    of request: CrossOriginRequest?, from source: TrafficSource, shape: Int
  ) -> (Model.Crossing, PreflightSlots.Kind?) {
    var crossing = Model.Crossing()
    guard let request else { return (crossing, nil) }
    let verdict = BrowserVerdict(
      on: request, gateway: source.gateway, port: source.port, in: scenario.configuration)
    let recorded = model.record.shapes[shape]
    if let route = recorded.route, let rule = recorded.rule {
      crossing.rule = addCORSRule(RuleKey(route: route, rule: rule))
    }
    crossing.isAllowed = verdict.isAllowed
    if !verdict.isAllowed { model.shapes[shape].deadline = Model.noSuccess }
    guard let preflight = verdict.preflight else { return (crossing, nil) }
    crossing.asks = true
    if preflight.permission == nil {
      crossing.refusal = Model.Refusal(
        status: preflight.status, fate: crossing.rule < 0 ? .noRoute : .gatewayAnswered)
    }
    return (
      crossing, .init(url: request.url, needs: request.needs, permission: preflight.permission)
    )
  }

  private mutating func addCORSRule(_ key: RuleKey) -> Int {
    if let index = corsRuleIndexes[key] { return index }
    corsRuleIndexes[key] = model.corsRules.count
    model.corsRules.append(Model.CORSRule(route: key.route, rule: key.rule))
    return model.corsRules.count - 1
  }

  private mutating func addSlots(_ slots: [Int32]) -> Range<Int> {
    let first = model.keptSlots.count
    model.keptSlots += slots
    return first..<model.keptSlots.count
  }

  private static func lifetime(_ permission: CrossOriginRequest.Permission?, limit: Int64) -> Int64 {
    guard let seconds = permission?.maxAge else { return 0 }
    let (length, overflow) = Int64(seconds).multipliedReportingOverflow(by: 1_000_000_000)
    return overflow ? limit : min(length, limit)
  }
}
