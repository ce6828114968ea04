/// Reused places for values that come and go: an index stays valid until it is freed.
struct Pool<Element> {
  private(set) var elements: [Element] = []
  private var free: [Int32] = []

  /// Values in use.
  var count: Int { elements.count - free.count }

  /// Puts `element` into a free place and returns its index.
  mutating func insert(_ element: Element) -> Int32 {
    if let index = free.popLast() {
      elements[Int(index)] = element
      return index
    }
    elements.append(element)
    return Int32(elements.count - 1)
  }

  /// Frees the place at `index`.
  mutating func remove(_ index: Int32) {
    free.append(index)
  }

  subscript(index: Int32) -> Element {
    get { elements[Int(index)] }
    _modify { yield &elements[Int(index)] }
  }
}
