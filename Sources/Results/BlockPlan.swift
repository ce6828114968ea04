import GRDBSQLite

// How a query of blocks is planned: which of its conditions lead to the few blocks that can hold what it
// wants. SQLite still checks them all, so what comes too much costs only time.
extension BlockTable {
  /// A condition that leads to blocks; its raw value is its bit in the plan's number.
  private enum Condition: Int32, CaseIterable {
    case replication = 1
    case request = 2
    case low = 4
    case high = 8

    init?(_ constraint: sqlite3_index_constraint) {
      guard constraint.usable != 0 else { return nil }
      switch (constraint.iColumn, Int32(constraint.op)) {
      case (1, SQLITE_INDEX_CONSTRAINT_EQ): self = .replication
      case (2, SQLITE_INDEX_CONSTRAINT_EQ): self = .request
      case (2, SQLITE_INDEX_CONSTRAINT_GT), (2, SQLITE_INDEX_CONSTRAINT_GE): self = .low
      case (2, SQLITE_INDEX_CONSTRAINT_LT), (2, SQLITE_INDEX_CONSTRAINT_LE): self = .high
      default: return nil
      }
    }
  }

  /// SQLite asks what a combination of conditions would cost.
  static func best(
    _ base: UnsafeMutablePointer<sqlite3_vtab>?, _ plan: UnsafeMutablePointer<sqlite3_index_info>?
  ) -> Int32 {
    guard let store = store(base), let plan else { return SQLITE_MISUSE }
    var found: [Condition: Int] = [:]
    for index in 0..<Int(plan.pointee.nConstraint) {
      if let condition = Condition(plan.pointee.aConstraint[index]) { found[condition] = index }
    }
    var argument: Int32 = 0
    for condition in Condition.allCases {
      guard let index = found[condition] else { continue }
      argument += 1
      plan.pointee.aConstraintUsage[index].argvIndex = argument
      plan.pointee.idxNum |= condition.rawValue
    }
    estimate(plan, store, found.keys)
    return SQLITE_OK
  }

  private static func estimate(
    _ plan: UnsafeMutablePointer<sqlite3_index_info>, _ store: BlockStore,
    _ conditions: some Collection<Condition>
  ) {
    // What is wrong with the blocks is told when they are read: here SQLite would make it a mistake in the
    // SQL.
    let places = (try? store.places()) ?? []
    let all = Double(Set(places.lazy.map(\.replication)).count)
    let replications = conditions.contains(.replication) ? min(1, all) : all
    var rows = places.reduce(1) { $0 + Double($1.rowCount) } * replications / max(1, all)
    if conditions.contains(.low) { rows /= 4 }
    if conditions.contains(.high) { rows /= 4 }
    plan.pointee.estimatedCost = rows
    if conditions.contains(.request) {
      rows = min(rows, 2 * replications)
      // A block is read whole to find one row of it; the next row that is wanted is mostly in the same one.
      plan.pointee.estimatedCost = 100 * replications
    }
    plan.pointee.estimatedRows = Int64(max(1, rows))
  }

  /// SQLite begins to read, or begins anew.
  static func filter(
    _ base: UnsafeMutablePointer<sqlite3_vtab_cursor>?, _ plan: Int32, _ count: Int32,
    _ values: UnsafeMutablePointer<OpaquePointer?>?
  ) -> Int32 {
    guard let base, let cursor = cursor(base) else { return SQLITE_MISUSE }
    var wanted = BlockCursor.Wanted()
    let conditions = Condition.allCases.filter { plan & $0.rawValue != 0 }
    for (condition, index) in zip(conditions, 0..<Int(count)) {
      guard let bounds = values?[index].flatMap(Self.bounds) else { continue }
      switch condition {
      case .replication: wanted.replication = bounds.lowerBound
      case .request:
        wanted.firstRequest = max(wanted.firstRequest, bounds.lowerBound)
        wanted.lastRequest = min(wanted.lastRequest, bounds.upperBound)
      case .low: wanted.firstRequest = max(wanted.firstRequest, bounds.lowerBound)
      case .high: wanted.lastRequest = min(wanted.lastRequest, bounds.upperBound)
      }
    }
    return reporting(to: base.pointee.pVtab) { () throws(SQLiteFailure) in
      try cursor.pointee.rows.start(wanted)
    }
  }

  /// The integers nearest to a value; nil where it is no number.
  private static func bounds(_ value: OpaquePointer) -> ClosedRange<Int64>? {
    switch sqlite3_value_type(value) {
    case SQLITE_INTEGER:
      let number = sqlite3_value_int64(value)
      return number...number
    case SQLITE_FLOAT:
      let number = sqlite3_value_double(value)
      guard let low = Int64(exactly: number.rounded(.down)), let high = Int64(exactly: number.rounded(.up))
      else {
        return nil
      }
      return low...high
    default: return nil
    }
  }
}
