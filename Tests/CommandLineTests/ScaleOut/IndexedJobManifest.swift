import Foundation
import Yams

/// A manifest that `weir sweep --emit kubernetes` made, read by a parser of YAML.
struct IndexedJobManifest {
  /// A value of a document.
  struct Value {
    let any: Any?

    subscript(key: String) -> Value { Value(any: (any as? [String: Any])?[key]) }
    subscript(index: Int) -> Value { list.indices.contains(index) ? list[index] : Value(any: nil) }

    var text: String? { any as? String }
    var number: Int? { any as? Int }
    var truth: Bool? { any as? Bool }
    var list: [Value] { (any as? [Any] ?? []).map { Value(any: $0) } }
    var texts: [String] { list.compactMap(\.text) }
    var keys: [String] { (any as? [String: Any] ?? [:]).keys.sorted() }
  }

  /// A rule of `podFailurePolicy`.
  struct FailureRule {
    let value: Value

    /// Whether it is about a pod that ended this way.
    func matches(exitCode: Int, container: String, conditions: [String: String]) -> Bool {
      let codes = value["onExitCodes"]
      if codes.any != nil {
        let isListed = codes["values"].list.contains { $0.number == exitCode }
        let isNamed = codes["containerName"].text.map { $0 == container } ?? true
        return exitCode != 0 && isNamed && isListed == (codes["operator"].text == "In")
      }
      return value["onPodConditions"].list.contains { wanted in
        wanted["type"].text.flatMap { conditions[$0] } == wanted["status"].text
      }
    }
  }

  let text: String
  let documents: [Value]

  init(_ text: String) throws {
    self.text = text
    documents = try Yams.load_all(yaml: text).map { Value(any: $0) }
  }

  func document(_ kind: String) -> Value {
    documents.first { $0["kind"].text == kind } ?? Value(any: nil)
  }

  var name: String { document("Job")["metadata"]["name"].text ?? "" }
  var job: Value { document("Job")["spec"] }
  /// The specification of the pods of shards, and of the pod that waits for commands.
  var pods: [Value] { [job["template"]["spec"], document("Pod")["spec"]] }
  var configMap: Value { document("ConfigMap") }
  var failureRules: [FailureRule] { job["podFailurePolicy"]["rules"].list.map(FailureRule.init) }

  /// The words of a shard's command line: Kubernetes puts in variables that it knows, and makes one `$` of two.
  var words: [String] {
    let container = pods[0]["containers"][0]
    let variables = container["env"].list.map { ("$(\($0["name"].text ?? ""))", $0["value"].text ?? "") }
    return (container["command"].texts + container["args"].texts).map { word in
      word.components(separatedBy: "$$").map { part in
        variables.reduce(part) { $0.replacingOccurrences(of: $1.0, with: $1.1) }
      }.joined(separator: "$")
    }
  }

  /// The commands of the comment under a heading that begins so.
  func commands(_ heading: String) -> [String] {
    let lines = text.components(separatedBy: "\n").prefix { $0.hasPrefix("#") }
    let step = lines.drop { !$0.hasPrefix("# \(heading)") }.dropFirst()
    return step.prefix { $0.hasPrefix("#   ") }.map { String($0.dropFirst(4)) }
  }
}
