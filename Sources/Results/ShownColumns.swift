/// The columns of a block as a table shows them, spread out for SQLite to ask for value by value.
///
/// Unsafe pointers, because SQLite asks through a function of C: arrays there are retained and released for
/// each value, which was 1,040 of the 1,920 ns that writing a request and its attempt through this took.
final class ShownColumns {
  /// A column; without values it is not filled.
  struct Column {
    /// The value of each row.
    var values: UnsafeMutablePointer<Int64>?
    /// Which of them are NULL, nil where none is.
    var isNull: UnsafeMutablePointer<Bool>?
  }

  /// The columns, which live as long as this object.
  let columns: UnsafeMutableBufferPointer<Column>

  /// Creates columns without values.
  init(count: Int) {
    columns = .allocate(capacity: count)
    columns.initialize(repeating: Column())
  }

  deinit {
    for column in columns {
      column.values?.deallocate()
      column.isNull?.deallocate()
    }
    columns.deallocate()
  }

  /// Fills a column that has no values; where `isNull` is given it has as many elements.
  func fill(_ index: Int, _ values: [Int64], isNull: [Bool]?) {
    guard columns[index].values == nil else { return }
    columns[index] = Column(values: Self.copy(values), isNull: isNull.map(Self.copy))
  }

  /// Fills a column, with NULL in place of some values.
  func fill(_ index: Int, _ values: [Int64], where isNull: (Int64) -> Bool) {
    fill(index, values, isNull: values.contains(where: isNull) ? values.map(isNull) : nil)
  }

  private static func copy<Element: BitwiseCopyable>(_ elements: [Element]) -> UnsafeMutablePointer<Element> {
    let copy = UnsafeMutablePointer<Element>.allocate(capacity: elements.count)
    for (index, element) in elements.enumerated() { (copy + index).initialize(to: element) }
    return copy
  }
}
