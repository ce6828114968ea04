import Documents
import Foundation
import Scenarios
import Testing

@Suite("The schema of scenarios and what is damaged")
struct SchemaMutationTests {
  private static let each = 40
  /// What the reader says of a mapping or a value by itself.
  private static let structural: Set = [
    ScenarioCode.missing.rawValue, ScenarioCode.type.rawValue, ScenarioCode.unknown.rawValue,
  ]

  @Test(
    "never refuses what the reader takes, and seldom takes what the reader refuses for its form",
    .enabled(if: SchemaValidator.isInstalled, SchemaValidator.howToInstall))
  func damaged() throws {
    var mutation = ScenarioMutation(seed: 20_261_126)
    var subjects: [ScenarioSubject] = []
    for name in Gallery.names {
      let path = "\(WeirCommand.gallery)/\(name)/scenario.yaml"
      let subject = try #require(try ScenarioSubject(path: path))
      for _ in 0..<Self.each {
        var damaged = subject
        damaged.root = mutation.damage(subject.root)
        subjects.append(damaged)
      }
    }
    let mistakes = try SchemaValidator().mistakes(
      in: subjects.map(\.root.json), by: InputSchemaTests.schema("scenario-file").text)
    var (taken, malformed, refused) = (0, 0, 0)
    for (subject, mistake) in zip(subjects, mistakes) {
      let errors = subject.errors
      if errors.isEmpty {
        taken += 1
        #expect(mistake == nil, "\(subject.root.json)")
      } else if errors.contains(where: { Self.structural.contains($0.code) }) {
        malformed += 1
        if mistake != nil { refused += 1 }
      }
    }
    // Both are tried often.
    #expect(taken > subjects.count / 20)
    #expect(malformed > subjects.count / 4)
    #expect(Double(refused) >= 0.99 * Double(malformed), "\(refused) of \(malformed)")
  }
}
