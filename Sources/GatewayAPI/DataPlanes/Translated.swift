import Documents

/// What a data plane makes of something that is written for the Gateway API, field by field.
public struct Translated<Setting: Sendable>: Sendable {
  /// What it acts by.
  public var setting: Setting
  /// What became of each field, in the order of the manifest.
  public var notes: [TranslationNote]

  /// Creates a translation.
  public init(_ setting: Setting, notes: [TranslationNote] = []) {
    self.setting = setting
    self.notes = notes
  }
}

/// What became of one field.
public struct TranslationNote: Sendable, Hashable {
  /// What may become of a field's meaning.
  public enum Verdict: String, CaseIterable, Sendable {
    /// It means the same.
    case kept
    /// It becomes something else, or a default stands in for what is not written.
    case changed
    /// It has no effect.
    case dropped
  }

  /// Whether its meaning survived.
  public var verdict: Verdict
  /// Where it stands, from the policy on, such as `spec.retryConstraint.budget.interval`, or from the rule on, such as `retry.codes`.
  public var path: String
  /// What is written, such as `10s`; nil where nothing is.
  public var written: String?
  /// What the data plane acts by, such as `max_retries 3`; nil where by nothing.
  public var becomes: String?
  /// Why, in one sentence.
  public var reason: String
  /// Where the policy stands; nil for rules, of which plans know no place.
  public var location: SourceLocation?

  /// Creates a note.
  public init(
    _ verdict: Verdict, path: String, written: String? = nil, becomes: String? = nil, reason: String,
    location: SourceLocation? = nil
  ) {
    self.verdict = verdict
    self.path = path
    self.written = written
    self.becomes = becomes
    self.reason = reason
    self.location = location
  }
}
