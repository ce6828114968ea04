import GatewayAPI

/// What `weir explain` says of one request.
public struct ExplanationReport {
  let explanation: Explanation
  let request: HTTPRequest
  private let id: String?

  /// Takes a request and its explanation.
  ///
  /// - Parameter id: What the request is called where there are many; nil where it is the only one.
  public init(_ explanation: Explanation, of request: HTTPRequest, id: String? = nil) {
    self.explanation = explanation
    self.request = request
    self.id = id
  }

  /// The contract's JSON (design 4.1), spread over lines.
  public func json() -> String { object.document }

  /// The same on one line.
  public func jsonLine() -> String { object.line + "\n" }

  private var object: JSONValue {
    .object([
      ("id", JSONValue(id)), ("gateway", .string("\(explanation.gateway)")),
      (
        "listener",
        explanation.listener.map {
          .object([("owner", .string("\($0.owner)")), ("name", .string($0.name))])
        } ?? .null
      ),
      ("route", JSONValue(explanation.route)), ("rule", number(explanation.rule)),
      ("match", number(explanation.match)), ("answeredBy", .string(explanation.answeredBy.rawValue)),
      ("status", number(explanation.status)), ("grpcStatus", number(explanation.grpcStatus)),
      ("backends", .array(explanation.backends.map(backend))),
      ("mirrors", .array(mirrors)),
      ("response", .object([("headers", headers(explanation.responseHeaders))])),
      ("redirect", explanation.redirect.map(redirect) ?? .null),
      (
        "timeouts",
        .object([
          ("request", JSONValue(explanation.requestTimeout?.description)),
          ("backendRequest", JSONValue(explanation.backendRequestTimeout?.description)),
        ])
      ),
      ("retry", explanation.retry.map(retry) ?? .null),
      ("retryBudget", explanation.retryBudget.map(budget) ?? .null),
      (
        "because",
        .array(
          explanation.because.map {
            .object([
              ("decision", .string($0.decision)), ("reason", .string($0.reason)),
              ("at", .string("\($0.location)")),
            ])
          })
      ),
    ])
  }

  private func number(_ value: Int?) -> JSONValue { value.map { JSONValue($0) } ?? .null }

  private func headers(_ edits: HeaderEdits) -> JSONValue {
    .object(edits.values.map { ($0.name, .string($0.value)) })
  }

  private func backend(_ backend: Explanation.Backend) -> JSONValue {
    .object([
      ("service", .string("\(backend.service)")), ("port", number(backend.port)),
      ("share", .number(backend.share)), ("status", number(backend.status)),
      ("grpcStatus", number(backend.grpcStatus)),
      (
        "backendRequest",
        backend.request.map { request in
          .object([
            ("method", .string(request.method)), ("scheme", .string(request.scheme)),
            ("host", .string(request.host)), ("path", .string(request.path)),
            ("headers", headers(request.headers)),
            ("removedHeaders", .array(request.headers.removed.map { .string($0) })),
          ])
        } ?? .null
      ),
    ])
  }

  /// The rule's mirrors, then those of single backends, which say so.
  private var mirrors: [JSONValue] {
    func mirror(_ mirror: RulePlan.Mirror, _ backend: String?) -> JSONValue {
      let isWhole = mirror.numerator == 1 && mirror.denominator == 1
      return .object([
        ("service", .string("\(mirror.service)")), ("port", number(mirror.port)),
        (
          "fraction",
          isWhole
            ? .null
            : .object([
              ("numerator", JSONValue(mirror.numerator)), ("denominator", JSONValue(mirror.denominator)),
            ])
        ), ("backend", JSONValue(backend)),
      ])
    }
    return explanation.mirrors.map { mirror($0, nil) }
      + explanation.backends.flatMap { backend in backend.mirrors.map { mirror($0, "\(backend.service)") } }
  }

  private func redirect(_ target: RedirectTarget) -> JSONValue {
    .object([
      ("status", JSONValue(target.status)), ("scheme", .string(target.scheme)),
      ("host", .string(target.host)), ("port", number(target.port)), ("path", .string(target.path)),
      ("location", .string(target.location)),
    ])
  }

  private func retry(_ retry: RulePlan.Retry) -> JSONValue {
    .object([
      ("attempts", number(retry.attempts)), ("codes", .array(retry.codes.map { JSONValue($0) })),
      ("backoff", JSONValue(retry.backoff.map { GatewayDuration(nanoseconds: $0).description })),
    ])
  }

  private func budget(_ budget: RetryBudget) -> JSONValue {
    .object([
      ("policy", .string("XBackendTrafficPolicy/\(budget.policy)")), ("percent", JSONValue(budget.percent)),
      ("interval", .string(GatewayDuration(nanoseconds: budget.interval).description)),
      (
        "minRetryRate",
        .object([
          ("count", JSONValue(budget.minimumCount)),
          ("interval", .string(GatewayDuration(nanoseconds: budget.minimumInterval).description)),
        ])
      ),
    ])
  }
}
