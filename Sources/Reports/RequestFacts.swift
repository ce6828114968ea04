import GatewayAPI
import Results

/// What is known of one recorded request, with its names looked up.
struct RequestFacts {
  let story: RequestStory
  let run: RunRecord
  private let configuration: GatewayConfiguration?

  init(_ story: RequestStory, of run: RunRecord, configuration: GatewayConfiguration?) {
    self.story = story
    self.run = run
    self.configuration = configuration
  }

  /// Its shape; nil where a damaged database names none.
  var shape: RunRecord.Shape? { Self.element(Int(story.request.shape), of: run.shapes) }

  /// The chosen service, nil for none.
  var service: String? { name(ofService: story.request.service) }

  func name(ofService index: Int32) -> String? { Self.element(Int(index), of: run.services) }

  /// The rule that takes it, where the manifests are known.
  var rule: Route.Rule? {
    guard let shape, let label = shape.route, let rule = shape.rule,
      let route = configuration?.routes.first(where: { $0.label == label })
    else { return nil }
    return Self.element(rule, of: route.rules)
  }

  /// The retry budget that the API sets for a service, where that is what limits its retries.
  func budget(ofService index: Int32) -> RetryBudget? {
    guard isLiteral, let name = name(ofService: index).flatMap(NamespacedName.init(qualified:)) else {
      return nil
    }
    return configuration?.retryBudget(of: name)
  }

  /// Whether the data plane does what the API says, and no other.
  var isLiteral: Bool { run.dataPlane == "gateway-api" }

  private static func element<Element>(_ index: Int, of elements: [Element]) -> Element? {
    elements.indices.contains(index) ? elements[index] : nil
  }

  /// What it is, who takes it, and how it ended.
  func lines(_ voice: Voice) -> [String] {
    [what, taker(voice), limited].compactMap(\.self) + [end]
  }

  private var what: String? {
    guard let shape else { return nil }
    let replica = story.request.replica
    return "\(shape.method) \(shape.host)\(shape.path) of \(shape.traffic), arrived at "
      + Figure.fixed(Double(story.request.arrival) / 1e9, 6) + " s"
      + (replica >= 0 ? " at gateway replica \(replica)" : "")
  }

  private func taker(_ voice: Voice) -> String? {
    guard let shape else { return nil }
    guard let route = shape.route, let number = shape.rule else { return "no rule takes it" }
    return "rule \(number) of \(route)" + (service.map { " \(voice == .signs ? "→" : "to") \($0)" } ?? "")
      + (rule.map { ", at \($0.location)" } ?? "")
  }

  private var limited: String? {
    budget(ofService: story.request.service).map {
      "retries limited by XBackendTrafficPolicy/\($0.policy), at \($0.location)"
    }
  }

  private var end: String {
    let request = story.request
    let fate = "\(request.fate.name), \(request.fate.words)"
    guard request.response >= 0 else { return fate }
    let answer = request.status > 0 ? "\(request.status)" : "no status"
    return "\(answer) after \(Self.time(request.response)): \(fate)"
  }

  /// Nanoseconds with a unit.
  static func time(_ nanoseconds: Int64) -> String {
    let seconds = Double(nanoseconds) / 1e9
    return Figure(for: seconds, metric: "response_time_mean").text(seconds)
  }
}

extension Fate {
  /// What that means, in words.
  fileprivate var words: String {
    switch self {
    case .okFirstTry: "the first attempt was answered"
    case .okAfterRetry: "a later attempt was answered"
    case .notRetryable: "it failed in a way that is not retried"
    case .attemptsExhausted: "it failed and no attempts were left"
    case .budgetExhausted: "it failed and the budget denied the retry"
    case .requestTimeout: "the request timeout ended it"
    case .noRoute: "no listener or no rule took it"
    case .noBackend: "no backend or no ready endpoint"
    case .gatewayAnswered: "the gateway answered by itself"
    case .rejected: "the endpoint's queue was full"
    case .unanswered: "no answer when the replication ended"
    case .overflow: "a circuit breaker was open"
    case .gatewayLost: "the gateway replica was lost"
    case .clientTimeout: "the client gave it up"
    case .throttled: "the client's own throttle kept it back"
    }
  }
}
