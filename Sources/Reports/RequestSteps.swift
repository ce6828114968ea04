import Results

/// What was decided between the attempts of a request, in words with their numbers; never more than what was recorded tells.
struct RequestSteps {
  /// What followed an attempt.
  struct Step {
    /// The name of the decision, for programs.
    let kind: String
    let text: String
    /// Nanoseconds of backoff, nil where there is none.
    var wait: Int64?
    var numbers: AttemptRow.Denial?
  }

  /// Another attempt followed, and nothing is known of why.
  static let unknown = "unknown"

  private let facts: RequestFacts
  private var attempts: [AttemptRow] { facts.story.attempts }

  init(_ facts: RequestFacts) {
    self.facts = facts
  }

  /// What followed the attempt at `index`, nil where nothing is to be said.
  func after(_ index: Int) -> Step? {
    let attempt = attempts[index]
    let next = index + 1 < attempts.count ? attempts[index + 1] : nil
    guard let decision = decision(after: index, isLast: next == nil) else {
      return next.map { again(after: attempt, at: $0.start) }
    }
    var text = words(for: decision, at: index)
    if decision.kind != .allowed, let next {
      text += "; the client tried again \(pause(from: attempt, to: next.start))"
    }
    return Step(
      kind: decision.kind.rawValue, text: text, wait: decision.wait >= 0 ? decision.wait : nil,
      numbers: decision.numbers)
  }

  /// The decision that was recorded, or that follows from how the request ended.
  private func decision(after index: Int, isLast: Bool) -> RetryDecision? {
    let attempt = attempts[index]
    if let known = facts.story.decisions.first(where: { $0.attempt == attempt.attempt }) { return known }
    func derived(_ kind: RetryDecision.Kind) -> RetryDecision {
      RetryDecision(
        request: attempt.request, attempt: attempt.attempt, kind: kind, numbers: attempt.denial)
    }
    if attempt.denial != nil { return derived(.denied) }
    guard isLast else { return nil }
    switch facts.story.request.fate {
    case .attemptsExhausted: return derived(.attemptsExhausted)
    case .notRetryable, .rejected: return derived(.notRetriable)
    default: return nil
    }
  }

  /// Another attempt without a decision of the gateway's that is known.
  private func again(after attempt: AttemptRow, at start: Int64) -> Step {
    // What succeeded or was given up the gateway does not send again.
    let isByClient =
      attempt.outcome == .success || attempt.outcome == .abandoned || !facts.story.decisions.isEmpty
    let pause = pause(from: attempt, to: start)
    return isByClient
      ? Step(kind: "client", text: "the client tried again \(pause)")
      : Step(kind: Self.unknown, text: "sent again \(pause)")
  }

  private func pause(from attempt: AttemptRow, to start: Int64) -> String {
    let (pause, overflow) = start.subtractingReportingOverflow(attempt.end)
    return pause <= 0 || overflow ? "at once" : "\(RequestFacts.time(pause)) later"
  }

  private func words(for decision: RetryDecision, at index: Int) -> String {
    switch decision.kind {
    case .allowed:
      let numbers = decision.numbers.map { self.words(for: $0, at: index) } ?? "nothing limits retries"
      let wait = decision.wait > 0 ? "; backoff \(RequestFacts.time(decision.wait))" : ""
      return "retry allowed: \(numbers)\(wait)"
    case .denied:
      return "retry denied" + (decision.numbers.map { ": " + self.words(for: $0, at: index) } ?? "")
    case .notRetriable: return "not retried: \(refusal(at: index))"
    case .attemptsExhausted:
      return "attempts exhausted" + (attemptsOfTry(at: index).map { " (\($0) of \($0))" } ?? "")
    case .tooLate:
      return "no retry: its backoff of \(RequestFacts.time(decision.wait)) would reach the request timeout"
    }
  }

  /// How many attempts the gateway made up to the one at `index`, nil where a client may have made some.
  private func attemptsOfTry(at index: Int) -> Int? {
    guard facts.story.decisions.contains(where: { $0.attempt == attempts[index].attempt }) else { return nil }
    var first = index
    while first > 0, decision(after: first - 1, isLast: false)?.kind == .allowed { first -= 1 }
    return index - first + 1
  }

  /// Why the rule does not retry the attempt at `index`.
  private func refusal(at index: Int) -> String {
    switch attempts[index].outcome {
    case .timeout: return "the rule does not retry an attempt that timed out"
    case .reset: return "the rule does not retry a broken connection"
    case .refused: return "the rule does not retry a refused connection"
    case .success, .failure, .rejected, .abandoned, .unanswered: break
    }
    let status = attempts[index].status
    guard facts.isLiteral, let rule = facts.rule else { return "the rule does not retry \(status)" }
    guard let retry = rule.retry else { return "the rule has no retry" }
    let codes = retry.codes.map(String.init).joined(separator: ", ")
    return codes.isEmpty
      ? "the rule's retry has no codes" : "\(status) is not among the rule's codes (\(codes))"
  }

  // MARK: Budgets

  /// What a budget counted when it decided about the attempt at `index`.
  private func words(for numbers: AttemptRow.Denial, at index: Int) -> String {
    switch numbers.term {
    case .tokens where facts.run.dataPlane == "grpc":
      "\(Self.tokens(numbers.limit)) tokens, and more than \(Self.tokens(numbers.retries)) are needed"
    case .tokens: "\(numbers.limit) tokens, and a retry takes \(numbers.retries)"
    case .concurrency: Self.count(numbers, "concurrent ")
    case .percent, .minimumRate, .minimumConcurrency:
      facts.isLiteral
        ? window(numbers, service: attempts[index].service)
        : Self.count(numbers, "concurrent ")
          + " (a share of \(numbers.requests) attempts, and never fewer than \(numbers.minimumLimit))"
    }
  }

  /// The window of the API's budget, with its terms where they are known.
  private func window(_ numbers: AttemptRow.Denial, service: Int32) -> String {
    let budget = facts.budget(ofService: service)
    let share = budget.map { "\($0.percent) % of \(numbers.requests)" } ?? "a share of \(numbers.requests)"
    let time = budget.map { "in \(Figure.duration($0.interval))" } ?? "in the window"
    // Where the share has room the minimum rate does not matter, whichever way the budget is read.
    let minimum =
      numbers.minimumLimit > 0 && numbers.retries >= numbers.limit
      ? ", and \(numbers.minimumRetries) where the minimum rate allows \(numbers.minimumLimit)" : ""
    return Self.count(numbers, "", " \(time)") + " (\(share) attempts)\(minimum)"
  }

  /// How many retries there are of those that are allowed, which may be fewer by then.
  private static func count(
    _ numbers: AttemptRow.Denial, _ kind: String, _ time: String = ""
  ) -> String {
    let (retries, limit) = (numbers.retries, numbers.limit)
    guard retries > limit else { return "\(retries) of \(limit) \(kind)retries\(time)" }
    return "\(retries) \(kind)\(retries == 1 ? "retry" : "retries")\(time) where \(limit) "
      + "\(limit == 1 ? "is" : "are") allowed"
  }

  /// Thousandths of a token.
  private static func tokens(_ thousandths: Int32) -> String { Figure.fixed(Double(thousandths) / 1000, 3) }
}
