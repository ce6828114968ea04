/// A way in which overload feeds on itself: what can keep a system down when its trigger is gone
/// (Bronson et al., "Metastable Failures in Distributed Systems", HotOS 2021, doi:10.1145/3458336.3465286).
public enum SustainingLoop: String, CaseIterable, Sendable {
  /// The gateway sends requests again that failed or were too late.
  case gatewayRetries = "retries of the gateway"
  /// The clients do.
  case clientRetries = "retries of clients"
  /// The proxies between services do.
  case callRetries = "retries of calls between services"
  /// Endpoints serve work for which nobody waits any more.
  case abandonedWork = "work that nobody waits for"
  /// Endpoints are ejected, so that the others have more to do.
  case ejections = "ejections of endpoints"
}

extension Model {
  /// The loops that there are in the model, in a fixed order.
  public var loops: [SustainingLoop] { SustainingLoop.allCases.filter(has) }

  /// The same model without some loops; everything else, every draw included, stays.
  ///
  /// Retries are not begun, abandoned work is taken off the queue (`abandoned: cancelled`), and nothing is ejected.
  public func cutting(_ loops: [SustainingLoop]) -> Model {
    var model = self
    for loop in loops {
      switch loop {
      case .gatewayRetries: model.removeRetries(ofShapes: model.requestShapes)
      case .callRetries: model.removeRetries(ofShapes: model.callShapes)
      case .clientRetries:
        for index in model.sources.indices { model.sources[index].client?.retries = 0 }
      case .abandonedWork:
        for index in model.services.indices where model.services[index].abandoned == .served {
          model.services[index].abandoned = .cancelled
        }
      case .ejections:
        for index in model.services.indices { model.services[index].outliers = nil }
      }
    }
    return model
  }

  private func has(_ loop: SustainingLoop) -> Bool {
    switch loop {
    case .gatewayRetries: requestShapes.contains(where: isRetried)
    case .callRetries: callShapes.contains(where: isRetried)
    case .clientRetries: sources.contains { ($0.client?.retries ?? 0) > 0 }
    case .abandonedWork: services.contains { $0.abandoned == .served } && shapes.contains(where: givesUp)
    case .ejections: services.contains { $0.outliers != nil }
    }
  }

  private func isRetried(_ shape: Int) -> Bool { plans[shapes[shape].plan].retry.limit > 0 }

  /// Whether anybody stops waiting for a request of the shape before it is answered.
  private func givesUp(_ shape: Shape) -> Bool {
    if shape.requestTimeout != Model.never || shape.attemptTimeout != Model.never { return true }
    guard shape.source < sources.count else { return false }
    return sources[shape.source].client.map { $0.timeout != Model.never } ?? false
  }

  /// The shapes of calls come after those of sources.
  private var requestShapes: Range<Int> { 0..<shapes.count - calls.count }
  private var callShapes: Range<Int> { shapes.count - calls.count..<shapes.count }

  /// Gives the shapes plans of their own, for a rule may take the requests of others too.
  private mutating func removeRetries(ofShapes range: Range<Int>) {
    var copies: [Int: Int] = [:]
    for index in range where isRetried(index) {
      let plan = shapes[index].plan
      if copies[plan] == nil {
        copies[plan] = plans.count
        var copy = plans[plan]
        copy.retry = Retry()
        plans.append(copy)
      }
      shapes[index].plan = copies[plan] ?? plan
    }
  }
}
