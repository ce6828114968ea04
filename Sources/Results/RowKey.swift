/// The primary keys of what replications measured: a function of the replication and of the row's number
/// within it alone, never of the order in which threads finish.
enum RowKey {
  /// The largest number of replications of a variant.
  static let replications = 1 << 16

  /// The largest number of replications of all variants together.
  private static let replicationsOfAll = 1 << 27

  /// How many replications each of `variants` variants may have.
  static func replications(ofEach variants: Int) -> Int {
    min(replications, replicationsOfAll / max(1, variants))
  }

  /// The key of a replication of a variant, both from 0, where each variant may have `most` replications.
  static func replication(_ number: Int, variant: Int, most: Int) -> Int64 {
    Int64(variant) * Int64(most) + Int64(number)
  }

  /// The key of a replication of the base.
  static func replication(_ number: Int) -> Int64 { Int64(number) }

  /// The key of row `sequence` of a replication's key.
  static func row(_ replication: Int64, _ sequence: Int64) -> Int64 { replication << 36 | sequence }

  /// The key of the replication that a row's key belongs to.
  static func replication(of row: Int64) -> Int64 { row >> 36 }

  /// The first and the last key that a row of a replication's key can have: with them a reader finds a
  /// replication's rows in a table without an index and without a scan.
  static func rows(_ replication: Int64) -> [SQLValue] {
    [.integer(row(replication, 0)), .integer(row(replication + 1, 0) - 1)]
  }
}
