import Documents

/// What is to be said about manifests: admission errors object by object, the status that a controller would write, and lints.
public struct Validation: Sendable {
  /// One object, or what is no object.
  public struct Subject: Sendable {
    /// The object, such as `HTTPRoute/shop/front`; nil where errors belong to no object, as those of the YAML itself.
    public var object: String?
    /// Where it stands.
    public var location: SourceLocation?
    /// Why it is not admitted; none where it is, or where there were too many errors before it.
    public var errors: [Diagnostic]
    /// Whether it takes part.
    public var isAdmitted: Bool
  }

  /// The objects in input order, what is no object first.
  public var subjects: [Subject]
  /// What a controller would write for the admitted ones.
  public var status: [ObjectStatus]
  /// What is admitted and probably not meant, the gravest first.
  public var lints: [Diagnostic]
  /// What is admitted and not simulated.
  public var notModelled: [NotModelled]

  /// Whether every object is admitted.
  public var isValid: Bool { subjects.allSatisfy(\.isAdmitted) }

  /// Puts together what `configuration` and the messages of its reading come to.
  public init(_ configuration: GatewayConfiguration, _ diagnostics: [Diagnostic]) {
    let entries = configuration.inventory.entries
    subjects = entries.map {
      Subject(object: $0.title, location: $0.location, errors: [], isAdmitted: $0.isAdmitted)
    }
    let positions = Dictionary(grouping: entries.indices) { entries[$0].title }
    var strays: [Diagnostic] = []
    for error in diagnostics where error.severity == .error {
      let candidates = error.object.flatMap { positions[$0] } ?? []
      guard let first = candidates.first else {
        strays.append(error)
        continue
      }
      // Of several documents that declare the same object the one is meant in which the message's place lies.
      let owner = candidates.last { entries[$0].location.begins(before: error.location) } ?? first
      subjects[owner].errors.append(error)
      subjects[owner].isAdmitted = false
    }
    subjects =
      strays.map { Subject(object: $0.object, location: $0.location, errors: [$0], isAdmitted: false) }
      + subjects
    status = configuration.status()
    let kept = diagnostics.filter { $0.severity != .error }
    lints = kept.filter { $0.severity == .warning } + kept.filter { $0.severity == .note }
    notModelled = configuration.notModelled
  }
}

extension SourceLocation {
  /// Whether it stands in the same file at or before `other`.
  fileprivate func begins(before other: SourceLocation?) -> Bool {
    guard let other, other.file == file else { return false }
    return (line, column) <= (other.line, other.column)
  }
}
