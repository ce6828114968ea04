import Foundation

/// What a scenario of the gallery gave: a line of CSV for each metric and each check, kept under `results/reference`.
struct GalleryReference {
  static let folder = URL(fileURLWithPath: Gallery.folder).deletingLastPathComponent()
    .appending(path: "results/reference")

  /// The last columns of each line hold what was measured, those before them what of.
  private static let values = ["mean", "low", "high", "n", "never", "verdict"]

  let text: String

  /// All metrics but those by route, source and replica, which repeat or part them, and shares of fates and statuses that never came; then
  /// the checks.
  init(run: JSONText) {
    let metrics = run.metrics.filter { metric in
      let labels = metric["labels"] as? [String: String] ?? [:]
      let isPart =
        labels["traffic"] != nil || labels["replica"] != nil
        || (labels["route"] != nil && labels["rule"] == nil)
      let isShare = labels["fate"] != nil || labels["status"] != nil
      return !isPart && !(isShare && metric["mean"] as? Double == 0)
    }
    text = Self.text(
      head: ["metric", "labels"],
      metrics.map { Self.line($0, point: []) } + run.checks.map { Self.line(check: $0, point: []) })
  }

  /// Of each point how many succeed, and the checks, which name what the sweep is about.
  init(sweep: JSONText) {
    let points = sweep["points"] as? [[String: Any]] ?? []
    let lines = points.flatMap { point in
      let settings = point["settings"] as? [[String: Any]] ?? []
      let values = [settings.map { $0["value"] as? String ?? "" }.joined(separator: " ")]
      let metrics = (point["metrics"] as? [[String: Any]] ?? []).filter {
        $0["name"] as? String == "success_ratio" && ($0["labels"] as? [String: String])?.isEmpty == true
      }
      let checks = point["checks"] as? [[String: Any]] ?? []
      return metrics.map { Self.line($0, point: values) } + checks.map { Self.line(check: $0, point: values) }
    }
    text = Self.text(head: ["point", "metric", "labels"], lines)
  }

  init(text: String) { self.text = text }

  /// What is not as it was, one line for each metric, at most `limit` of them and how many more there are.
  static func differences(_ name: String, was: Self, is now: Self, limit: Int = 20) -> [String] {
    let old = was.lines
    let new = now.lines
    let before = Dictionary(old, uniquingKeysWith: { first, _ in first })
    let after = Set(new.map(\.0))
    let changed = new.filter { before[$0.0] != $0.1 }.map { ($0.0, before[$0.0], Optional($0.1)) }
    let gone = old.filter { !after.contains($0.0) }.map { ($0.0, Optional($0.1), String?.none) }
    let all = (changed + gone).map { "\(name): \($0.0): was \($0.1 ?? "absent"), is \($0.2 ?? "absent")" }
    return all.count <= limit ? all : all.prefix(limit) + ["\(name): and \(all.count - limit) more"]
  }

  /// What each line is about, and its values in words.
  private var lines: [(String, String)] {
    text.split(separator: "\n").map { line in
      let fields = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      let measured = zip(Self.values, fields.suffix(Self.values.count)).filter { !$0.1.isEmpty }
      return (
        fields.dropLast(Self.values.count).joined(separator: ",").replacing("\"", with: ""),
        measured.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
      )
    }
  }

  private static func text(head: [String], _ lines: [[String]]) -> String {
    ([head + values] + lines).map { $0.map(field).joined(separator: ",") + "\n" }.joined()
  }

  private static func line(_ metric: [String: Any], point: [String]) -> [String] {
    let labels = (metric["labels"] as? [String: String] ?? [:]).sorted { $0.key < $1.key }
    let list = labels.map { "\($0.key)=\($0.value)" }.joined(separator: ",")
    return point + [metric["name"] as? String ?? "", labels.isEmpty ? "" : "{\(list)}"]
      + ["mean", "low", "high", "n", "never"].map { number(metric[$0]) } + [""]
  }

  private static func line(check: [String: Any], point: [String]) -> [String] {
    point + [check["check"] as? String ?? "", ""]
      + ["estimate", "low", "high", "n"].map { number(check[$0]) }
      + ["", check["verdict"] as? String ?? ""]
  }

  /// Six digits: more would change with the mathematical library of another system.
  private static func number(_ value: Any?) -> String {
    (value as? NSNumber).map { String(format: "%.6g", $0.doubleValue) } ?? ""
  }

  private static func field(_ text: String) -> String {
    guard text.contains(where: { ",\"".contains($0) }) else { return text }
    return "\"" + text.replacing("\"", with: "\"\"") + "\""
  }
}
