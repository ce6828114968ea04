import Foundation
import Reports
import Results
import Testing

@Suite("Reports of single requests")
struct RequestReportTests {
  static let millisecond: Int64 = 1_000_000

  static var run: RunRecord {
    var run = RunRecord(
      scenario: "quickstart", seed: 1, replications: 1, warmUp: 0, duration: 1, dataPlane: "gateway-api",
      gatewayReplicas: 2, version: "0.1.0")
    run.services = ["shop/checkout", Fixture.hostile]
    run.shapes = [
      .init(
        traffic: "shoppers", method: "POST", host: "shop.example", path: "/checkout", route: "shop/checkout",
        rule: 2),
      .init(
        traffic: Fixture.hostile, method: Fixture.hostile, host: Fixture.hostile, path: Fixture.hostile,
        route: nil, rule: nil),
    ]
    return run
  }

  static func numbers(
    _ term: AttemptRow.Denial.Term, retries: Int32 = 41, requests: Int32 = 240, limit: Int32 = 48,
    minimum: Int32 = 2, of minimumLimit: Int32 = 10
  ) -> AttemptRow.Denial {
    .init(
      retries: retries, requests: requests, limit: limit, minimumRetries: minimum,
      minimumLimit: minimumLimit, term: term)
  }

  /// An attempt of request 7, which arrived at 1 s; times in milliseconds from there.
  static func attempt(
    _ number: Int16, from start: Int64, to end: Int64, waiting: Int64 = -1, service: Int64 = -1,
    _ outcome: AttemptRow.Outcome, status: Int16 = 0, denial: AttemptRow.Denial? = nil
  ) -> AttemptRow {
    AttemptRow(
      request: 7, attempt: number, parent: number - 1, service: 0, endpoint: 3,
      start: (1000 + start) * millisecond, waiting: waiting < 0 ? -1 : waiting * millisecond,
      serviceTime: service < 0 ? -1 : service * millisecond,
      end: end < 0 ? -1 : (1000 + end) * millisecond, status: status, outcome: outcome, denial: denial)
  }

  static func story(
    _ fate: Fate, status: Int16 = 503, response: Int64 = 100, shape: Int32 = 0, _ attempts: [AttemptRow],
    _ decisions: [RetryDecision] = []
  ) -> RequestStory {
    RequestStory(
      request: RequestRow(
        request: 7, arrival: 1000 * millisecond, shape: shape, service: 0, replica: 1,
        attempts: Int16(attempts.count), status: status, fate: fate,
        response: response < 0 ? -1 : response * millisecond), attempts: attempts, decisions: decisions)
  }

  static func report(_ story: RequestStory, plane: String = "gateway-api", notes: [String] = [])
    -> RequestReport
  {
    var run = run
    run.dataPlane = plane
    let choice = ChosenRequest(
      replication: 0, number: 7, reasons: [.slowest(1), .firstOf(story.request.fate)])
    return RequestReport([.init(choice, story)], of: run, configuration: nil, notes: notes)
  }

  /// The bars of a report's attempts.
  private func bars(_ story: RequestStory) -> [String] {
    Self.report(story).table().split(separator: "\n").filter { $0.contains("#3") }
      .map { String($0.dropFirst(5).prefix(24)) }
  }

  /// One that was answered by its second attempt.
  static let retried = story(
    .okAfterRetry, status: 200, response: 120,
    [
      attempt(1, from: 0, to: 30, waiting: 10, service: 20, .failure, status: 503),
      attempt(2, from: 40, to: 120, waiting: 20, service: 40, .success, status: 200),
    ],
    [
      RetryDecision(
        request: 7, attempt: 1, kind: .allowed, wait: 10 * millisecond, numbers: numbers(.percent)
      )
    ])

  @Test("a request is told from its arrival to its answer, with each decision between its attempts")
  func whole() {
    #expect(
      Self.report(Self.retried, notes: ["that is all"]).table() == """
        Request 0/7: the slowest, the first ok-after-retry
          POST shop.example/checkout of shoppers, arrived at 1.000000 s at gateway replica 1
          rule 2 of shop/checkout → shop/checkout
          200 after 120 ms: ok-after-retry, a later attempt was answered
             0                 120 ms  endpoint            start   waited   served      end  outcome
          1  ░░████                    shop/checkout #3      0 s  10.0 ms  20.0 ms  30.0 ms  503 failure
             retry allowed: 41 of 48 retries in the window (a share of 240 attempts); backoff 10.0 ms
          2          ····░░░░████████  shop/checkout #3  40.0 ms  20.0 ms  40.0 ms   120 ms  200 success

        · under way   ░ waiting in the queue   █ in service   ▒ ended before it was served: how it divides is not known
        note: that is all

        """)
  }

  @Test("bars share an axis, are never empty, and claim no division that is not known")
  func shapes() {
    let story = Self.story(
      .unanswered, response: -1,
      [
        Self.attempt(1, from: 0, to: 0, .rejected, status: 503),
        Self.attempt(2, from: 0, to: 120, .timeout),
        Self.attempt(3, from: 120, to: 180, waiting: 20, .timeout),
        Self.attempt(4, from: 180, to: 240, waiting: 0, service: 60, .failure, status: 500),
        Self.attempt(5, from: 240, to: -1, .unanswered),
      ])
    #expect(
      bars(story) == [
        "▒                       ", "▒▒▒▒▒▒▒▒▒▒▒▒            ", "            ░░▒▒▒▒      ",
        "                  ██████", "                       ▒",
      ])
    let table = Self.report(story).table()
    #expect(table.contains("\n  unanswered, no answer when the replication ended\n"))
    #expect(table.contains("▒  shop/checkout #3  240 ms"))
    // Every attempt here followed another for reasons that nobody recorded.
    #expect(table.contains("     sent again at once\n"))
    #expect(
      table.hasSuffix(
        "note: what a budget counted when it allowed a retry is kept by weir run SCENARIO --explain-request 0/7\n"
      ))
  }

  @Test("an attempt of no length at the end of the axis, and a request of no length, have a bar")
  func extremes() {
    #expect(
      bars(
        Self.story(
          .rejected,
          [
            Self.attempt(1, from: 0, to: 100, waiting: 0, service: 100, .failure, status: 503),
            Self.attempt(2, from: 100, to: 100, .rejected, status: 503),
          ])
      ).last == "                       ▒")
    let nothing = Self.story(
      .rejected, response: 0, [Self.attempt(1, from: 0, to: 0, .rejected, status: 503)])
    #expect(bars(nothing) == ["▒                       "])
    #expect(Self.report(nothing).table().contains("     0                    0 s  endpoint"))
  }

  @Test(
    "what a budget counted is told in the words of its kind",
    arguments: [
      ("gateway-api", numbers(.percent), "41 of 48 retries in the window (a share of 240 attempts)"),
      (
        "gateway-api", numbers(.minimumRate, retries: 48),
        "48 of 48 retries in the window (a share of 240 attempts), and 2 where the minimum rate allows 10"
      ),
      (
        "gateway-api", numbers(.percent, retries: 50, of: 0),
        "50 retries in the window where 48 are allowed (a share of 240 attempts)"
      ),
      ("envoy", numbers(.concurrency, retries: 1, limit: 3), "1 of 3 concurrent retries"),
      (
        "envoy", numbers(.minimumConcurrency, retries: 1, requests: 9, limit: 1, of: 3),
        "1 of 1 concurrent retries (a share of 9 attempts, and never fewer than 3)"
      ),
      ("linkerd", numbers(.tokens, retries: 5, limit: 499), "499 tokens, and a retry takes 5"),
      (
        "grpc", numbers(.tokens, retries: 5000, limit: 9100),
        "9.100 tokens, and more than 5.000 are needed"
      ),
    ])
  func words(plane: String, numbers: AttemptRow.Denial, expected: String) {
    for (kind, text) in [(RetryDecision.Kind.allowed, "retry allowed: "), (.denied, "retry denied: ")] {
      let story = Self.story(
        .budgetExhausted, [Self.attempt(1, from: 0, to: 100, .timeout)],
        [RetryDecision(request: 7, attempt: 1, kind: kind, numbers: numbers)])
      #expect(Self.report(story, plane: plane).table().contains("\n     \(text)\(expected)\n"))
    }
  }

  @Test("what was not decided is told from the request's end, or not at all")
  func derived() {
    func text(_ fate: Fate, _ outcome: AttemptRow.Outcome, denial: AttemptRow.Denial? = nil) -> String? {
      let attempt = Self.attempt(
        1, from: 0, to: 100, outcome, status: outcome == .failure ? 502 : 0, denial: denial)
      return Self.report(Self.story(fate, [attempt])).table().split(separator: "\n")
        .first { $0.hasPrefix("     ") && !$0.contains("endpoint") }.map { String($0.dropFirst(5)) }
    }
    #expect(text(.okFirstTry, .success) == nil)
    #expect(text(.attemptsExhausted, .failure) == "attempts exhausted")
    #expect(text(.notRetryable, .failure) == "not retried: the rule does not retry 502")
    #expect(text(.notRetryable, .timeout) == "not retried: the rule does not retry an attempt that timed out")
    #expect(text(.notRetryable, .reset) == "not retried: the rule does not retry a broken connection")
    #expect(text(.notRetryable, .refused) == "not retried: the rule does not retry a refused connection")
    #expect(text(.requestTimeout, .abandoned) == nil)
    #expect(
      text(.budgetExhausted, .failure, denial: Self.numbers(.concurrency, retries: 3, limit: 3))
        == "retry denied: 3 of 3 concurrent retries")
  }

  @Test("a client that tries again is told apart from the gateway's retries, whose attempts alone count")
  func clients() {
    let story = Self.story(
      .attemptsExhausted,
      [
        Self.attempt(1, from: 0, to: 10, waiting: 0, service: 10, .failure, status: 503),
        Self.attempt(2, from: 20, to: 30, .abandoned),
        Self.attempt(3, from: 30, to: 40, waiting: 0, service: 10, .failure, status: 503),
        Self.attempt(4, from: 40, to: 50, waiting: 0, service: 10, .failure, status: 503),
      ],
      [
        RetryDecision(request: 7, attempt: 1, kind: .notRetriable),
        RetryDecision(request: 7, attempt: 3, kind: .allowed, wait: 0),
        RetryDecision(request: 7, attempt: 4, kind: .attemptsExhausted),
      ])
    let lines = Self.report(story).table().split(separator: "\n").filter { $0.hasPrefix("     ") }.dropFirst()
      .map { $0.dropFirst(5) }
    #expect(
      lines == [
        "not retried: the rule does not retry 503; the client tried again 10.0 ms later",
        "the client tried again at once", "retry allowed: nothing limits retries",
        "attempts exhausted (2 of 2)",
      ])
    let late = Self.story(
      .requestTimeout, [Self.attempt(1, from: 0, to: 10, .timeout)],
      [RetryDecision(request: 7, attempt: 1, kind: .tooLate, wait: 250 * Self.millisecond)])
    #expect(
      Self.report(late).table().contains(
        "     no retry: its backoff of 250 ms would reach the request timeout\n"))
  }

  @Test("the JSON has every member, with null for what is not known")
  func json() throws {
    let story = Self.story(
      .budgetExhausted, status: 0, response: -1,
      [Self.attempt(1, from: 0, to: 100, .timeout, denial: Self.numbers(.percent))])
    let text = Self.report(story, notes: ["a note"]).json()
    let object = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    #expect(object["schema"] as? String == "weir.request/v1")
    #expect(object["notes"] as? [String] == ["a note"])
    let request = try #require((object["requests"] as? [[String: Any]])?.first)
    #expect(
      Set(request.keys) == [
        "id", "replication", "request", "chosen", "traffic", "method", "host", "path", "arrival", "route",
        "rule",
        "at", "service", "replica", "status", "fate", "responseTime", "attempts",
      ])
    for key in ["at", "status", "responseTime"] { #expect(request[key] is NSNull, "\(key)") }
    #expect(request["arrival"] as? Double == 1)
    let attempt = try #require((request["attempts"] as? [[String: Any]])?.first)
    #expect(attempt["waiting"] is NSNull)
    #expect(attempt["end"] as? Double == 1.1)
    let then = try #require(attempt["then"] as? [String: Any])
    #expect(then["decision"] as? String == "denied")
    #expect(then["backoff"] is NSNull)
    #expect(
      (then["numbers"] as? [String: Any])?.mapValues { "\($0)" } == [
        "retries": "41", "requests": "240", "limit": "48", "minimumRetries": "2", "minimumLimit": "10",
        "term": "percent",
      ])
  }

  @Test("hostile names, and numbers that a damaged database gives, do nothing to the terminal or to Markdown")
  func hostile() {
    var story = Self.story(
      .okFirstTry, shape: 1, [Self.attempt(1, from: 0, to: 100, waiting: 0, service: 100, .success)])
    story.attempts[0].service = 1
    for shape in [Int32(1), -1, 99, .max] {
      story.request.shape = shape
      story.attempts[0].service = shape
      for (start, end) in [(Int64.min, Int64.max), (.max, 0), (0, .max), (-1, -1)] {
        story.attempts[0].start = start
        story.attempts[0].end = end
        for text in [Self.report(story).table(), Self.report(story).markdown()] {
          #expect(!text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
          #expect(
            text.split(separator: "\n").allSatisfy { $0.first?.isWhitespace == true || $0.first != "<" })
        }
        _ = Self.report(story).json()
      }
    }
  }

  @Test("Markdown shows the same lines as indented blocks below a heading")
  func markdown() {
    let story = Self.story(
      .okFirstTry, [Self.attempt(1, from: 0, to: 100, waiting: 0, service: 100, .success)])
    let table = Self.report(story, notes: ["n"]).table().split(separator: "\n").map(String.init)
    let markdown = Self.report(story, notes: ["n"]).markdown().split(separator: "\n").map(String.init)
    #expect(markdown.first == "### Request 0/7: the slowest, the first ok-first-try")
    #expect(markdown.dropFirst().dropLast() == table[1..<6].map { "    " + $0 }[...])
    #expect(markdown.last == "- n")
  }
}
