import GatewayAPI
import Testing

@Suite("origins that the CORS filter allows")
struct OriginAdmissionTests {
  /// Texts, and whether v1.3, v1.4 and the releases from v1.5 take them.
  static let origins: [(texts: [String], v13: Bool, v14: Bool, later: Bool)] = [
    (["*"], false, true, true),
    (
      [
        "https://www.foo.com", "https://*.bar.com", "http://*", "https://*:8080", "https://foo.com:8080",
        "https://FOO.com",
      ], true, true, true
    ),
    (
      ["https://foo.*.com", "https://*foo.com", "https://a_b.com", "ftp://foo.com", "spiffe://x"], true, true,
      false
    ),
    (
      ["https://foo.com:*", "https://foo.com/", "https://foo.com:123456", "https://[::1]", "https://"], true,
      false, false
    ),
    (["null", "*.foo.com", "https:foo"], false, false, false),
  ]

  @Test("each release takes its own", arguments: origins, AdmissionSettings.Release.allCases)
  func origin(
    _ row: (texts: [String], v13: Bool, v14: Bool, later: Bool), _ release: AdmissionSettings.Release
  ) {
    let isTaken = release == .v13 ? row.v13 : release == .v14 ? row.v14 : row.later
    for text in row.texts {
      let errors = World(
        route("r", rules: "  - filters: [{type: CORS, cors: {allowOrigins: ['\(text)']}}]"), bare: true,
        settings: AdmissionSettings(release: release)
      ).errors
      #expect(errors.isEmpty == isTaken, "\(text)")
      #expect(errors.allSatisfy { $0.path == "spec.rules[0].filters[0].cors.allowOrigins[0]" })
      #expect(errors.allSatisfy { $0.message.contains("should match") })
    }
  }
}
