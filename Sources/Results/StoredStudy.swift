import Records

/// What a database holds of several variants: what was measured of each, and what was concluded from all.
public struct StoredStudy: Sendable, Equatable {
  /// The database's path, as it was given; empty where it is not kept.
  public var database: String
  /// The variants, the base first.
  public var variants: [StoredRun]
  /// What was concluded from all of them.
  public var findings: Findings

  /// Creates a study.
  public init(database: String, variants: [StoredRun], findings: Findings = Findings()) {
    self.database = database
    self.variants = variants
    self.findings = findings
  }

  /// The command that left the database.
  public var command: Command { variants.first?.run.command ?? .run }
}
