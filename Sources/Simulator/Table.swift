/// A fixed number of values that their one owner changes in place.
///
/// An `Array` asks at each change whether somebody shares it, by a call that the compiler does not inline: in a profile of the
/// event loop those calls and the reference counting around them were a quarter of the time. Nobody shares what cannot be copied.
/// An index out of bounds stops the program, as with an array.
struct Table<Element: ~Copyable>: ~Copyable {
  private let base: UnsafeMutablePointer<Element>
  let count: Int

  /// As many values as `count`, each made from its index.
  init(_ count: Int, make: (Int) -> Element) {
    base = .allocate(capacity: count)
    self.count = count
    for index in 0..<count { (base + index).initialize(to: make(index)) }
  }

  deinit {
    base.deinitialize(count: count)
    base.deallocate()
  }

  var indices: Range<Int> { 0..<count }

  subscript(index: Int) -> Element {
    @inline(__always) _read {
      precondition(UInt(bitPattern: index) < UInt(bitPattern: count), "an index beyond the table")
      yield base[index]
    }
    @inline(__always) _modify {
      precondition(UInt(bitPattern: index) < UInt(bitPattern: count), "an index beyond the table")
      yield &base[index]
    }
  }
}

extension Table {
  init(_ elements: [Element]) {
    self.init(elements.count) { elements[$0] }
  }

  init(repeating element: Element, count: Int) {
    self.init(count) { _ in element }
  }

  /// The values, for what happens once a replication.
  var elements: [Element] { indices.map { base[$0] } }
}
