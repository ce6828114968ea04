import GatewayAPI
import Testing

@Suite("what gRPC and the AWS SDKs make of rules and policies")
struct ClientLibraryTranslationTests {
  let grpc = DataPlaneTranslator(.grpc)
  let sdk = DataPlaneTranslator(.awsSDK)

  @Test("gRPC makes a retry policy of a rule")
  func grpcRule() {
    let translated = grpc.rule(fullRule)
    #expect(
      translated.setting
        == RuleBehaviour(
          requestTimeout: second,
          retry: RetryBehaviour(
            retries: 3, statuses: [500, 503], onTimeout: false,
            backoff: .grpc(initial: 100 * millisecond, maximum: second, multiplier: 2), denied: .lastAnswer)))
    #expect(
      translated.lines == [
        "kept timeouts.request: 1s -> 1s", "dropped timeouts.backendRequest: 200ms -> -",
        "changed retry: {codes, attempts, backoff} -> retryPolicy",
        "kept retry.codes: 500, 503 -> retryableStatusCodes", "kept retry.attempts: 3 -> maxAttempts 4",
        "changed retry.backoff: 100ms -> initialBackoff 100ms, maxBackoff 1s",
      ])
  }

  @Test(
    "gRPC makes at most five attempts",
    arguments: [
      (4, 4, TranslationNote.Verdict.kept), (5, 4, .changed), (Int.max, 4, .changed), (0, 0, .kept),
    ])
  func grpcAttempts(_ written: Int, _ retries: Int, _ verdict: TranslationNote.Verdict) {
    let translated = grpc.rule(RulePlan(retry: .init(attempts: written, codes: [503], backoff: nil)))
    #expect(translated.setting.retry?.retries == retries)
    let note = translated.notes.first { $0.path == "retry.attempts" }
    #expect(note?.verdict == verdict)
    #expect(note?.becomes == "maxAttempts \(retries + 1)")
  }

  @Test("gRPC retries connections where UNAVAILABLE is listed, and answers only where their code is")
  func grpcConnections() {
    let retry = grpc.rule(RulePlan(retry: .init(attempts: 2, codes: [500], backoff: nil))).setting.retry
    #expect(retry?.onRefusal == false && retry?.onReset == false)
    #expect(grpc.rule(bareRetry).setting.retry?.statuses == [])
    #expect(grpc.rule(bareRetry).setting.retry?.retries == 1)
    #expect(grpc.rule(unretried).setting == RuleBehaviour(requestTimeout: second))
  }

  @Test("a backoff beyond any sense is cut and does not trap")
  func grpcLongBackoff() {
    let rule = RulePlan(retry: .init(attempts: 1, codes: [503], backoff: .max - 1))
    #expect(
      grpc.rule(rule).setting.retry?.backoff == .grpc(initial: .max - 1, maximum: .max, multiplier: 2))
  }

  @Test(
    "a percentage becomes gRPC's ratio of tokens, which is never 0",
    arguments: [(20, 200), (100, 1000), (0, 1)])
  func grpcBudget(_ percent: Int, _ ratio: Int) {
    let translated = grpc.budget(retryBudget(percent: percent))
    #expect(translated.setting == .throttle(maximum: 10_000, ratio: ratio))
    #expect(translated.notes.map(\.verdict) == [.changed, .dropped, .dropped, .dropped])
    #expect(grpc.budget(nil).setting == .unlimited)
    #expect(grpc.budget(nil).notes == [])
  }

  @Test("the AWS SDKs keep timeouts and nothing else of a rule")
  func sdkRule() {
    let translated = sdk.rule(fullRule)
    let retry = RetryBehaviour(
      retries: 2, statuses: [429, 500, 502, 503, 504], backoff: .sdk(scale: 50 * millisecond),
      denied: .lastAnswer)
    #expect(
      translated.setting
        == RuleBehaviour(requestTimeout: second, attemptTimeout: 200 * millisecond, retry: retry))
    #expect(
      translated.lines == [
        "kept timeouts.request: 1s -> 1s", "kept timeouts.backendRequest: 200ms -> 200ms",
        "dropped retry.codes: 500, 503 -> -", "dropped retry.attempts: 3 -> -",
        "dropped retry.backoff: 100ms -> -",
      ])
    #expect(sdk.rule(RulePlan()).setting.retry == retry)
    #expect(sdk.rule(RulePlan()).lines == ["changed retry: - -> at most 3 attempts"])
  }

  @Test("the AWS SDKs have a bucket of their own, with and without a policy")
  func sdkBudget() {
    #expect(sdk.budget(retryBudget()).setting == .bucket(.of2026))
    #expect(sdk.budget(retryBudget()).notes.filter { $0.verdict == .dropped }.count == 4)
    #expect(sdk.budget(nil).setting == .bucket(.of2026))
  }

  @Test("every data plane says something of every field that is written", arguments: DataPlaneKind.allCases)
  func complete(_ kind: DataPlaneKind) {
    for controller in EnvoyController.allCases {
      let translator = DataPlaneTranslator(kind, controller: controller)
      let fields = [
        "timeouts.request", "timeouts.backendRequest", "retry.codes", "retry.attempts", "retry.backoff",
      ]
      #expect(translator.rule(fullRule).notes.map(\.path).filter { $0 != "retry" } == fields)
      let policy = translator.budget(retryBudget()).notes.filter { $0.written != nil }
      #expect(policy.count == 4)
      #expect((translator.rule(fullRule).notes + policy).allSatisfy { !$0.reason.isEmpty })
      #expect(
        (translator.rule(fullRule).notes + policy).allSatisfy {
          ($0.verdict == .dropped) == ($0.becomes == nil)
        })
    }
  }
}
