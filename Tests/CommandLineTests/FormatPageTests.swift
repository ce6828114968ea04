import Foundation
import Records
import Testing

/// What `scenarios/FORMAT.md` says of metrics is what checks accept.
@Suite("The page about the scenario format")
struct FormatPageTests {
  private static func page() throws -> String {
    try String(contentsOfFile: WeirCommand.gallery + "/FORMAT.md", encoding: .utf8)
  }

  /// `a_{b,c}` as `a_b` and `a_c`.
  private static func expanded(_ text: String) -> [String] {
    guard let open = text.firstIndex(of: "{"), let close = text.firstIndex(of: "}") else { return [text] }
    return text[text.index(after: open)..<close].split(separator: ",").map { String(text[..<open] + $0) }
  }

  private static func unit(_ text: String) -> String { text == "s" ? "seconds" : text }

  /// `none, traffic; status and route` as sets of labels.
  private static func labelSets(_ text: String) -> Set<Set<String>> {
    Set(
      text.split { $0 == "," || $0 == ";" }.map { part in
        Set(part.components(separatedBy: " and ").map { $0.trimmingCharacters(in: .whitespaces) })
          .subtracting(["none"])
      })
  }

  @Test("lists every metric with its unit and its labels, and no other")
  func metrics() throws {
    var found: [String: (unit: String, labels: Set<Set<String>>)] = [:]
    let table = try #require(try Self.page().components(separatedBy: "| metric | unit |").last)
    for line in table.split(separator: "\n").dropFirst(2).prefix(while: { $0.hasPrefix("| `") }) {
      let cells = line.components(separatedBy: " | ")
      let name = cells[0].drop { $0 != "`" }.dropFirst().prefix { $0 != "`" }
      for metric in Self.expanded(String(name)) {
        found[metric] = (Self.unit(cells[1]), Self.labelSets(cells[2]))
      }
    }
    #expect(Set(found.keys) == Set(MetricCatalogue.all.map(\.name)))
    for metric in MetricCatalogue.all {
      #expect(found[metric.name]?.unit == metric.unit.rawValue, "\(metric.name)")
      #expect(found[metric.name]?.labels == Set(metric.labelSets.map(Set.init)), "\(metric.name)")
    }
  }

  @Test("lists every fate")
  func fates() throws {
    let page = try Self.page()
    for fate in Fate.allCases { #expect(page.contains("`\(fate.name)`")) }
  }
}
