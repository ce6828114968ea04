import GatewayAPI
import Testing

@Suite("Envoy's conditions of retries")
struct EnvoyRetryOnTests {
  private static let known = EnvoyRetryOn.Token.allCases.map(\.rawValue)

  @Test(
    "statuses are those of the section on retry_on",
    arguments: [
      ("5xx", Array(500...599)), ("gateway-error", [502, 503, 504]), ("retriable-4xx", [409]),
      ("retriable-status-codes", [418, 500]), ("connect-failure", []), ("reset", []),
      ("reset-before-request", []), ("refused-stream", []), ("retriable-headers", []),
      ("envoy-ratelimited", []), ("cancelled", []), ("deadline-exceeded", []), ("internal", []),
      ("resource-exhausted", []), ("unavailable", []),
    ])
  func statuses(_ token: String, _ expected: [Int]) {
    let conditions = EnvoyRetryOn([token], codes: [500, 418])
    #expect(conditions.statuses == expected)
    #expect(conditions.unknown == [])
  }

  @Test("a timeout of an attempt is retried exactly where a reset is")
  func resets() {
    for token in Self.known {
      let conditions = EnvoyRetryOn([token], codes: [])
      let broad = ["5xx", "gateway-error", "reset"].contains(token)
      #expect(conditions.onReset == broad, "\(token)")
      #expect(conditions.onTimeout == broad, "\(token)")
      let refusal = broad || ["connect-failure", "reset-before-request"].contains(token)
      #expect(conditions.onRefusal == refusal, "\(token)")
    }
  }

  @Test("what is no condition is reported in the order in which it stands, and has no effect")
  func unknown() {
    let conditions = EnvoyRetryOn(["4xx", "reset", "", "RESET"], codes: [503])
    #expect(conditions.unknown == ["4xx", "", "RESET"])
    #expect(conditions.text == "reset")
    #expect(conditions.statuses == [])
  }

  @Test("several conditions are joined")
  func joined() {
    let conditions = EnvoyRetryOn(
      ["gateway-error", "retriable-4xx", "retriable-status-codes"], codes: [429, 503])
    #expect(conditions.statuses == [409, 429, 502, 503, 504])
  }
}
