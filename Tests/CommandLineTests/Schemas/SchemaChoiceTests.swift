import Documents
import Foundation
import Scenarios
import Testing

/// The reader lists the words that it knows where it meets one that it does not.
@Suite("The words in the schema of scenarios")
struct SchemaChoiceTests {
  private static let stranger = "zzzzzzzzzzzzzzzzzzzz"

  /// For each key with a choice of words a change of the small scenario that puts the word `?` there.
  private static let places: [(definition: String, key: String, change: String)] = [
    ("gatewayAPI", "release", "spec.gatewayAPI={release: ?}"),
    ("gatewayAPI", "channel", "spec.gatewayAPI={channel: ?}"),
    ("dataPlane", "kind", "spec.dataPlane={kind: ?}"),
    ("dataPlane", "retryRules", "spec.dataPlane={retryRules: ?}"),
    ("dataPlane", "controller", "spec.dataPlane={controller: ?}"),
    ("dataPlane", "retryOn", "spec.dataPlane={retryOn: [?]}"),
    ("dataPlane", "draws", "spec.dataPlane={draws: ?}"),
    ("dataPlane", "window", "spec.dataPlane={window: ?}"),
    ("readings", "counted", "spec.dataPlane={readings: {counted: ?}}"),
    ("readings", "minimum", "spec.dataPlane={readings: {minimum: ?}}"),
    ("readings", "window", "spec.dataPlane={readings: {window: ?}}"),
    ("readings", "rounding", "spec.dataPlane={readings: {rounding: ?}}"),
    ("readings", "denied", "spec.dataPlane={readings: {denied: ?}}"),
    ("readings", "scope", "spec.dataPlane={readings: {scope: ?}}"),
    ("openClient", "kind", "spec.traffic[0].client={kind: ?}"),
    ("browserClient", "kind", "spec.traffic[0].client={kind: ?}"),
    ("trace", "format", "spec.traffic[0].arrivals={trace: {file: none.csv, format: ?}}"),
    ("trace", "timeUnit", "spec.traffic[0].arrivals={trace: {file: none.csv, timeUnit: ?}}"),
    ("service", "queueDiscipline", "spec.services[0].queueDiscipline=?"),
    ("service", "abandoned", "spec.services[0].abandoned=?"),
    ("failures", "when", "spec.services[0].failures={rate: 1%, when: ?}"),
    ("call", "when", "spec.services[0].calls=[{service: shop/next, when: ?}]"),
    (
      "scalingRules", "select",
      "spec.services[0].autoscaler={max: 1, target: 50%, behavior: {scaleUp: {select: ?}}}"
    ),
    ("awsSDK", "rules", "spec.services[0].aws-sdk={rules: ?}"),
    (
      "crash", "inFlight",
      "spec.faults=[{name: a, target: {service: shop/cart}, at: 0, for: 1s, crash: {inFlight: ?}}]"
    ),
    (
      "rollingRestart", "inFlight",
      "spec.faults=[{name: a, target: {service: shop/cart}, at: 0, rollingRestart: {inFlight: ?}}]"
    ),
  ]

  /// The words of each key that has a choice of them, by `DEFINITION.KEY`.
  private static func words() throws -> [String: Set<String>] {
    let root = try JSONText(InputSchemaTests.schema("scenario-file").text)
    var words: [String: Set<String>] = [:]
    for (name, definition) in root["$defs"] as? [String: [String: Any]] ?? [:] {
      for (key, value) in definition["properties"] as? [String: [String: Any]] ?? [:] {
        let choice = value["enum"] ?? (value["items"] as? [String: Any])?["enum"]
        let found = (choice as? [Any] ?? []).compactMap { $0 as? String }
        if !found.isEmpty { words["\(name).\(key)"] = Set(found) }
      }
    }
    return words
  }

  /// What the reader says to know in place of the stranger.
  private static func known(to errors: [Diagnostic]) throws -> Set<String> {
    let found = try #require(errors.first { $0.message.contains(stranger) }, "\(errors.map(\.message))")
    let text = "\(found.message)\n\(found.suggestion ?? "")"
    let list = try #require(text.firstMatch(of: /(?:is not one of|there are|it knows) (.*)/), "\(text)").1
    return Set(list.components(separatedBy: ", ").map { $0.trimmingCharacters(in: ["\""]) })
  }

  @Test("are those that the reader knows")
  func choices() throws {
    let words = try Self.words()
    #expect(Set(Self.places.map { "\($0.definition).\($0.key)" }) == Set(words.keys))
    for place in Self.places {
      let subject = try ScenarioSubject(changedBy: place.change.replacing("?", with: Self.stranger))
      #expect(
        try Self.known(to: subject.errors) == words["\(place.definition).\(place.key)"], "\(place.change)")
    }
  }
}
