import GatewayAPI
import Testing

@Suite("remarks about CORS and preflights")
struct LintCORSTests {
  private static let origins = "allowOrigins: ['https://a.example']"
  private static let get = "matches: [{path: {value: /api}, method: PUT}]"

  static let cases: [LintCase] = [
    .init(.originsNone, .warning, crossOrigin(""), at: "{type: CORS", "`allowOrigins` is empty"),
    .init(
      .credentialsAnywhere, .warning, crossOrigin("allowOrigins: ['*'], allowCredentials: true"),
      at: "{type: CORS", "every site", "list the origins"),
    .init(
      .credentialsAnywhere, .warning, crossOrigin("allowOrigins: ['https://*'], allowCredentials: true"),
      at: "{type: CORS", "\"https://*\""),
    .init(
      .preflightsFrequent, .note, crossOrigin("\(origins), allowMethods: [PUT]"), at: "{type: CORS", "is 5 s",
      "maxAge: 3600"),
    .init(
      .exposeNothing, .warning, crossOrigin("\(origins), allowCredentials: true, exposeHeaders: ['*']"),
      at: "{type: CORS", "exposes no header"),
    .init(
      .authorizationUncovered, .note, crossOrigin("\(origins), allowHeaders: ['*'], maxAge: 60"),
      at: "{type: CORS", "Authorization"),
    .init(
      .crossOriginMethod, .warning,
      crossOrigin(
        "\(origins), allowMethods: [DELETE], maxAge: 60", "matches: [{method: PUT}, {method: OPTIONS}]"),
      at: "{type: CORS", "takes PUT", "add PUT"),
    .init(
      .preflightElsewhere, .warning, crossOrigin("\(origins), allowMethods: [PUT], maxAge: 60", get),
      at: "{path",
      "takes PUT only", "404", "`method: OPTIONS`"),
    .init(
      .preflightElsewhere, .warning,
      crossOrigin("\(origins)", "matches: [{headers: [{name: X-Tenant, value: a}]}]"), at: "{headers",
      "header x-tenant"),
    .init(
      .preflightElsewhere, .warning,
      documents(
        crossOrigin("\(origins)", "matches: [{path: {value: /api}}]"),
        rule("matches: [{path: {value: /api}, method: OPTIONS}]", "other")), at: "{path",
      "rule 0 of HTTPRoute/default/other", "another rule is more specific"),
  ]

  @Test("filters that allow more or less than they seem to are remarked", arguments: cases)
  func remarks(_ one: LintCase) throws { try one.check() }

  @Test(
    "filters that do what they say are not remarked",
    arguments: [
      crossOrigin("allowOrigins: ['*']"),
      crossOrigin("\(origins), allowMethods: [GET, POST], allowHeaders: [Accept]"),
      crossOrigin("allowOrigins: ['https://*.a.example'], allowCredentials: true, exposeHeaders: [ETag]"),
      crossOrigin("\(origins), allowHeaders: ['*'], allowCredentials: true, maxAge: 60"),
      crossOrigin(
        "\(origins), allowMethods: ['*'], maxAge: 60", "matches: [{method: PUT}, {method: OPTIONS}]"),
      crossOrigin("\(origins)", "matches: [{headers: [{name: Origin, value: 'https://origin.example'}]}]"),
      // The preflight meets another rule with a filter of its own.
      documents(
        crossOrigin("\(origins), allowMethods: [PUT], maxAge: 60", get),
        crossOrigin("\(origins)", "", "other")),
      // What a request by expression looks like is not guessed.
      crossOrigin("\(origins)", "matches: [{path: {type: RegularExpression, value: '/a+'}, method: GET}]"),
    ])
  func silence(_ text: String) { #expect(World(text).lintCodes == []) }
}
