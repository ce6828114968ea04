/// How a run of rows of one replication lies in a blob, column by column; `results/README.md` describes it
/// for other readers.
///
/// Most of a row says which of a few kinds it is (service, status, fate and the like), so a row has the
/// number of its kind, and each kind is written once a block. What is left are columns of integers, each as
/// narrow as the values of the block allow.
struct BlockFormat: Sendable {
  /// What a column has a value for.
  enum Group: Int, CaseIterable, Sendable {
    /// Every row.
    case rows
    /// Every distinct combination of what rows hardly differ in.
    case kinds
    /// Every row whose retry was denied.
    case denials
  }

  /// A column of a block.
  struct Column: Sendable {
    let name: String
    let group: Group
  }

  /// Where a column of the table that a block is shown as comes from.
  enum Source: Sendable {
    /// This column of the block.
    case column(Int)
    /// As ``column(_:)``, NULL where it is negative.
    case unlessNegative(Int)
    /// As ``column(_:)``, NULL where it is not positive.
    case positive(Int)
    /// The end of an attempt, which is the sum of these columns but for negative waiting and service, NULL
    /// where it is negative.
    case end(start: Int, waiting: Int, service: Int, rest: Int)
    /// This column of the denials, NULL where the row has none.
    case denial(Int)
  }

  /// A column of the table that a block is shown as.
  struct Shown: Sendable {
    let name: String
    let source: Source

    init(_ name: String, _ source: Source) {
      self.name = name
      self.source = source
    }
  }

  /// The second byte of a block: what its rows are.
  let content: UInt8
  /// The table of the blocks.
  let table: String
  /// The columns of a block in their order.
  let columns: [Column]
  /// The columns of the table of rows, after `id` and `replication`.
  let shown: [Shown]

  /// The first byte of a block: the version of everything that follows it.
  static let version: UInt8 = 1
  /// Most rows of a block, so that a reader knows what it must hold.
  static let rowLimit = 16_384
  /// Bytes before the directory of the columns.
  static let headerSize = 16
  /// The column of the rows' request numbers, in every block the first.
  static let request = 0

  /// The column of the number of a row's kind: the last that every row has a value in.
  var kind: Int { columns.count { $0.group == .rows } - 1 }
  /// The column of the number of a denial's row: the first of the denials.
  var deniedRow: Int { columns.count { $0.group != .denials } }

  /// Blocks of requests.
  static let requests = BlockFormat(
    content: 1, table: "request_block",
    columns: columns(.rows, "request", "arrival_ns", "response_ns", "kind")
      + columns(.kinds, "shape", "service", "replica", "attempts", "status", "fate"),
    shown: [
      Shown("request", .column(0)), Shown("arrival_ns", .column(1)), Shown("shape", .column(4)),
      Shown("service", .unlessNegative(5)), Shown("replica", .column(6)), Shown("attempts", .column(7)),
      Shown("status", .positive(8)), Shown("fate", .column(9)), Shown("response_ns", .unlessNegative(2)),
    ])

  /// Blocks of attempts. `rest_ns` is what of the time from start to end is neither waiting nor service:
  /// mostly the same in all rows.
  static let attempts = BlockFormat(
    content: 2, table: "attempt_block",
    columns: columns(.rows, "request", "start_ns", "waiting_ns", "service_ns", "rest_ns", "kind")
      + columns(.kinds, "attempt", "parent", "service", "endpoint", "status", "outcome")
      + columns(
        .denials, "row", "denied_retries", "denied_requests", "denied_limit", "denied_minimum_retries",
        "denied_minimum_limit", "denied_term"),
    shown: [
      Shown("request", .column(0)), Shown("attempt", .column(6)), Shown("parent", .positive(7)),
      Shown("service", .column(8)), Shown("endpoint", .unlessNegative(9)), Shown("start_ns", .column(1)),
      Shown("waiting_ns", .unlessNegative(2)), Shown("service_ns", .unlessNegative(3)),
      Shown("end_ns", .end(start: 1, waiting: 2, service: 3, rest: 4)),
      Shown("status", .positive(10)), Shown("outcome", .column(11)), Shown("denied_retries", .denial(13)),
      Shown("denied_requests", .denial(14)), Shown("denied_limit", .denial(15)),
      Shown("denied_minimum_retries", .denial(16)), Shown("denied_minimum_limit", .denial(17)),
      Shown("denied_term", .denial(18)),
    ])

  private static func columns(_ group: Group, _ names: String...) -> [Column] {
    names.map { Column(name: $0, group: group) }
  }
}

/// What the directory of a block says of one column.
struct BlockEntry: Sendable {
  /// Bytes of an entry: base, usual value, number of stored values, width, form, two bytes of zero.
  static let size = 24

  /// What is added to every stored number.
  var base: Int64 = 0
  /// The value of the rows that a sparse column does not store.
  var usual: Int64 = 0
  /// How many values are stored.
  var count = 0
  /// Bytes of a stored number, 0 to 8; with 0 every value is the base.
  var width = 0
  /// Whether only values that differ from the usual one are stored, after 16 bits each for their places,
  /// which ascend.
  var isSparse = false

  /// The bytes of the column's values.
  var byteCount: Int { count * (isSparse ? width + 2 : width) }
}
