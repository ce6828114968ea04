/// Goes through the rows of a table's blocks that a query asks for, holding one block.
final class BlockCursor {
  /// What a query asks for; the rows that come may be more.
  struct Wanted {
    var replication: Int64?
    var firstRequest = Int64.min
    var lastRequest = Int64.max
  }

  private let store: BlockStore
  private var wanted = Wanted()
  private var places: ArraySlice<BlockStore.Place> = []
  private var current: (place: BlockStore.Place, block: Block)?
  /// The wanted rows of the block where not all are.
  private var rows: ArraySlice<Int>?
  private var position = 0

  init(_ store: BlockStore) { self.store = store }

  /// Whether there is no further row.
  var isAtEnd: Bool { current == nil }

  /// Goes to the first wanted row.
  func start(_ wanted: Wanted) throws(SQLiteFailure) {
    self.wanted = wanted
    current = nil
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
  func advance() throws(SQLiteFailure) {
    guard let current else { return }
    position += 1
    if position >= (rows?.endIndex ?? current.block.rowCount) { try enterNextBlock() }
  }

  /// The key of the current row.
  var id: Int64 { (current?.place.id ?? 0) + Int64(row) }

  /// A value of the current row, nil for NULL.
  func value(_ column: Int) throws(SQLiteFailure) -> Int64? {
    guard let current else { return nil }
    switch column {
    case 0: return id
    case 1: return current.place.replication
    default:
      do throws(Block.Damage) {
        return try current.block.value(store.format.shown[column - 2].source, row: row)
      } catch {
        throw store.damage(current.place.id, error.reason)
      }
    }
  }

  private var row: Int { rows?[position] ?? position }

  private func enterNextBlock() throws(SQLiteFailure) {
    current = nil
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
      position = rows?.startIndex ?? 0
      if rows?.isEmpty == true { continue }
      current = (place, block)
      return
    }
  }
}
