/// Goes through the rows of a table's blocks that a query asks for, holding one block.
struct BlockCursor: ~Copyable {
  /// What a query asks for; the rows that come may be more.
  struct Wanted {
    var replication: Int64?
    var firstRequest = Int64.min
    var lastRequest = Int64.max
  }

  private let store: BlockStore
  private var wanted = Wanted()
  private var places: ArraySlice<BlockStore.Place> = []
  private var block: Block?
  /// The wanted rows of the block where not all are, by their places.
  private var rows: ArraySlice<Int>?
  private var position = 0
  private var end = 0
  private var row = 0
  private var firstID: Int64 = 0
  /// Those of the block, which holds them.
  private var columns = UnsafeMutableBufferPointer<ShownColumns.Column>(start: nil, count: 0)

  init(_ store: BlockStore) { self.store = store }

  /// Whether there is no further row.
  var isAtEnd: Bool { position == end }

  /// The key of the current row.
  var id: Int64 { firstID + Int64(row) }

  /// The key of the current row's replication.
  var replication: Int64 { RowKey.replication(of: firstID) }

  /// Goes to the first wanted row.
  mutating func start(_ wanted: Wanted) throws(SQLiteFailure) {
    self.wanted = wanted
    let all = try store.places()
    if let replication = wanted.replication {
      // Keys begin with the replication, so their order is that of the replications.
      places = all.prefix { $0.replication <= replication }.drop { $0.replication < replication }
    } else {
      places = all[...]
    }
    try enterNextBlock()
  }

  /// Goes to the next wanted row.
  mutating func advance() throws(SQLiteFailure) {
    position += 1
    if position == end { return try enterNextBlock() }
    row = rows?[position] ?? position
  }

  /// A value of the current row, nil for NULL; of a column that comes after `id` and `replication`.
  func value(_ index: Int) throws(SQLiteFailure) -> Int64? {
    if columns[index].values == nil { try show(index) }
    guard let values = columns[index].values, columns[index].isNull?[row] != true else { return nil }
    return values[row]
  }

  private func show(_ index: Int) throws(SQLiteFailure) {
    do throws(Block.Damage) {
      try block?.show(index)
    } catch {
      throw store.damage(firstID, error.reason)
    }
  }

  private mutating func enterNextBlock() throws(SQLiteFailure) {
    (position, end) = (0, 0)
    while let place = places.popFirst() {
      guard place.firstRequest <= wanted.lastRequest, place.lastRequest >= wanted.firstRequest else {
        continue
      }
      let block = try store.block(place)
      let isWhole = wanted.firstRequest <= place.firstRequest && wanted.lastRequest >= place.lastRequest
      do throws(Block.Damage) {
        rows = isWhole ? nil : try block.rows(from: wanted.firstRequest, through: wanted.lastRequest)
      } catch {
        throw store.damage(place.id, error.reason)
      }
      let range = rows?.indices ?? 0..<block.rowCount
      guard let first = range.first else { continue }
      self.block = block
      columns = block.shown.columns
      firstID = place.id
      (position, end) = (first, range.upperBound)
      row = rows?[first] ?? first
      return
    }
  }
}
