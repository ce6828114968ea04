import Documents
import GatewayAPI

/// One thing that a variant has another way than the base.
public struct DocumentChange: Sendable, Equatable {
  /// `Kind/namespace/name`, `Kind/name` of what stands in no namespace, or `Scenario`.
  public let object: String
  /// Where in the object of the variant, or of the base where it was removed; empty for a whole object.
  public let path: String
  /// Where in the files of the variant, or of the base where it was removed; a change of the command line has `--set PATH` as its file.
  public let location: SourceLocation
  /// The line there without the spaces around it, or the `PATH=VALUE` of the command line; nil where it is not known.
  public let line: String?
  /// What the base has, on one line of YAML; nil where it has nothing.
  public let from: String?
  /// What the variant has, on one line of YAML; nil where it has nothing.
  public let to: String?
}

/// What differs between two scenarios.
public struct DocumentChanges: Sendable, Equatable {
  /// The changes, at most ``limit``: object by object in the variant's order, then the objects that are gone.
  public var all: [DocumentChange] = []
  /// How many more there are.
  public var omitted = 0

  /// The most changes that are told one by one.
  public static let limit = 10_000
}

/// What `variant` has another way than `base`, after all overlays and changes of the command line, in the scenario itself and in the
/// manifests.
///
/// It compares what is written: the API's defaults are not filled in, and a time in other words (`0.25s` for `250ms`) is a change,
/// whereas the order of keys, comments, needless quotes and formatting are none. An object that only one of them has is one change.
/// Items of lists are matched as ``ValueComparison`` says. Texts of more than 1,000 characters, and lines of more than 200, are cut off
/// and end in `…`; lines of more than 64 KiB are not shown. O(number of values).
public func documentChanges(from base: Scenario, to variant: Scenario) -> DocumentChanges {
  var comparison = ScenarioComparison(base, variant)
  comparison.compare()
  return comparison.changes
}

/// Compares the documents of two scenarios.
private struct ScenarioComparison {
  private let base: Side
  private let variant: Side
  private(set) var changes = DocumentChanges()

  /// The documents of one scenario by what they are.
  private struct Side {
    let documents: [(key: Key, document: Document)]
    let lines: SourceLines

    init(_ scenario: Scenario) {
      var seen: [Key: Int] = [:]
      documents = scenario.documents.enumerated().map { index, document in
        var key = Key(document, isScenario: index == 0)
        seen[key, default: 0] += 1
        key.occurrence = seen[key, default: 1]
        return (key, document)
      }
      lines = SourceLines(scenario)
    }
  }

  /// What makes two documents the same object; the version of the API is no part of it.
  private struct Key: Hashable {
    let title: String
    let group: Substring
    /// Which of several documents of that name it is, which is an error for all kinds that are simulated.
    var occurrence = 0

    init(_ document: Document, isScenario: Bool) {
      let version = document.root["apiVersion"]?.text ?? ""
      group = version.contains("/") ? version.prefix { $0 != "/" } : ""
      title = isScenario ? "Scenario" : ScenarioDocuments.objectTitle(of: document)
    }
  }

  init(_ base: Scenario, _ variant: Scenario) {
    self.base = Side(base)
    self.variant = Side(variant)
  }

  mutating func compare() {
    let before = Dictionary(
      base.documents.map { ($0.key, $0.document) }, uniquingKeysWith: { first, _ in first })
    for (key, document) in variant.documents {
      var comparison = ValueComparison(limit: DocumentChanges.limit - changes.all.count)
      if let old = before[key] {
        comparison.compare(old.root, document.root)
      } else {
        comparison.add(nil, document.root, at: document.root.location)
      }
      add(comparison, of: key)
    }
    let kept = Set(variant.documents.map(\.key))
    for (key, document) in base.documents where !kept.contains(key) {
      var comparison = ValueComparison(limit: DocumentChanges.limit - changes.all.count)
      comparison.add(document.root, nil, at: document.root.location)
      add(comparison, of: key)
    }
  }

  private mutating func add(_ comparison: ValueComparison, of key: Key) {
    let object = key.title.clipped
    for change in comparison.changes {
      changes.all.append(
        DocumentChange(
          object: object, path: change.path.description.clipped, location: change.location,
          line: (change.new == nil ? base : variant).lines[change.location],
          from: change.old?.flowText(upTo: String.longest), to: change.new?.flowText(upTo: String.longest)))
    }
    changes.omitted += comparison.omitted
  }
}

extension String {
  /// The most characters of one part of a change: ten thousand changes may repeat a long one.
  fileprivate static let longest = 1_000

  /// The text, cut off where it is too long.
  fileprivate var clipped: String {
    let rest = unicodeScalars.dropFirst(Self.longest)
    return rest.isEmpty ? self : String(unicodeScalars[..<rest.startIndex]) + "…"
  }
}
