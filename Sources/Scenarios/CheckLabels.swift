import Documents
import Records

/// What the labels of checks may be.
enum CheckLabels {
  /// Throws where `labels` are not a set with which `metric` is reported, or a value cannot be one.
  static func check(_ labels: [(key: String, value: String)], of metric: Metric) throws(Diagnostic) {
    let known = Set(metric.labelSets.flatMap { $0 }).sorted()
    for (key, value) in labels {
      guard known.contains(key) else {
        throw CheckParser.problem(
          .checkLabel, "\(metric.name) has no label \"\(key.prefix(80))\"",
          didYouMean(key, among: known) ?? "it is reported \(sets(of: metric))")
      }
      try check(value, of: key)
    }
    let keys = labels.map(\.key).sorted()
    guard Set(keys).count == keys.count, metric.labelSets.contains(where: { $0.sorted() == keys }) else {
      throw CheckParser.problem(
        .checkLabel,
        "\(metric.name) is not reported \(keys.isEmpty ? "without labels" : "by \(keys.joined(separator: ", "))")",
        "it is reported \(sets(of: metric))")
    }
  }

  private static func check(_ value: String, of key: String) throws(Diagnostic) {
    switch key {
    case "fate":
      let fates = Fate.allCases.map(\.name)
      guard !fates.contains(value) else { return }
      throw CheckParser.problem(
        .checkLabel, "there is no fate \"\(value.prefix(80))\"",
        didYouMean(value, among: fates) ?? "there is \(fates.joined(separator: ", "))")
    case "status", "rule", "replica":
      guard Int(value) == nil else { return }
      throw CheckParser.problem(.checkLabel, "the label \(key) is a number, found \"\(value.prefix(80))\"")
    default:
      guard value.isEmpty else { return }
      throw CheckParser.problem(.checkLabel, "the label \(key) has no value")
    }
  }

  private static func sets(of metric: Metric) -> String {
    metric.labelSets.map { $0.isEmpty ? "without labels" : "by {\($0.joined(separator: ", "))}" }
      .joined(separator: " or ")
  }
}
