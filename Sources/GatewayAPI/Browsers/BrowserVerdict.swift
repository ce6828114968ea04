/// What browsers make of a cross-origin request by the answers that a gateway gives: it is the same for every request of a shape.
///
/// Assumption A-GW-36: only the CORS filters of rules allow anything; what backends answer to preflights, and which CORS headers they
/// set, is not known. Every answer of a rule has the headers of its filter, whoever gives it.
public struct BrowserVerdict: Sendable {
  /// What the preflight comes to; nil where none is needed.
  public struct Preflight: Sendable {
    /// The status of its answer; 200 where it is forwarded to a backend.
    public let status: Int
    /// What the answer allows, nil where the browser refuses to send the request.
    public let permission: CrossOriginRequest.Permission?
  }

  /// What the preflight comes to; nil where none is needed.
  public let preflight: Preflight?
  /// Whether the script may read the answer to the request.
  public let isReadable: Bool
  /// Why the request or its answer is kept back; empty where neither is.
  public let reason: String

  /// Whether the request is sent, after its preflight where it needs one.
  public var isSent: Bool { preflight.map { $0.permission != nil } ?? true }
  /// Whether the script gets what it asked for.
  public var isAllowed: Bool { isSent && isReadable }

  /// The verdict on a request that goes to `port` of `gateway`.
  public init(
    on request: CrossOriginRequest, gateway: NamespacedName, port: Int, in configuration: GatewayConfiguration
  ) {
    func answer(to request: HTTPRequest) -> RouteAnswer {
      configuration.answer(request, gateway: gateway, port: port)
    }
    let ask = request.needs.isEmpty ? nil : Self.asked(request, answer(to: request.preflight))
    preflight = ask?.preflight
    let policy = Self.policy(of: answer(to: request.request))
    isReadable = request.mayRead(policy?.responseHeaders(for: request.request) ?? [])
    if let ask, ask.preflight.permission == nil {
      reason = ask.refusal
    } else {
      reason = isReadable ? "" : Self.explanation(policy, "its rule")
    }
  }

  private static func policy(of answer: RouteAnswer) -> CORSPolicy? {
    if case .matched(let rule) = answer { rule.plan.cors } else { nil }
  }

  private static func asked(
    _ request: CrossOriginRequest, _ answer: RouteAnswer
  ) -> (preflight: Preflight, refusal: String) {
    switch answer {
    case .refused: return (Preflight(status: 503, permission: nil), "nothing listens for its preflight")
    case .notFound: return (Preflight(status: 404, permission: nil), "no rule takes its preflight, OPTIONS")
    case .misdirected:
      return (Preflight(status: 421, permission: nil), "its connection is for another host")
    case .matched(let rule):
      let status = rule.plan.gatewayStatus ?? 200
      let headers = rule.plan.cors?.preflightAnswer(to: request.preflight) ?? []
      let permission = request.permission(in: headers, status: status)
      let place = "rule \(rule.rule) of \(rule.kind) \(rule.route), which takes its preflight,"
      guard request.mayRead(headers) else {
        return (Preflight(status: status, permission: nil), explanation(rule.plan.cors, place))
      }
      let unmet = request.firstUnmetNeed(in: headers)?.title ?? "it"
      return (Preflight(status: status, permission: permission), "\(place) does not allow \(unmet)")
    }
  }

  private static func explanation(_ policy: CORSPolicy?, _ place: String) -> String {
    policy == nil
      ? "\(place) has no CORS filter" : "\(place) does not allow the origin, or not with credentials"
  }
}
