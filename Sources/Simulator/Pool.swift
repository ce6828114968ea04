/// Reused places for plain values that come and go: an index stays valid until it is freed.
struct Pool<Element>: ~Copyable {
  private var elements: UnsafeMutablePointer<Element>
  /// The free places below ``used``, the one that was freed last at the end.
  private var free: UnsafeMutablePointer<Int32>
  private var freeCount = 0
  private var used = 0
  private var capacity = 16

  init() {
    elements = .allocate(capacity: capacity)
    free = .allocate(capacity: capacity)
  }

  deinit {
    elements.deinitialize(count: used)
    elements.deallocate()
    free.deallocate()
  }

  /// Values in use.
  var count: Int { used - freeCount }

  /// Puts `element` into a free place and returns its index.
  mutating func insert(_ element: Element) -> Int32 {
    if freeCount > 0 {
      freeCount -= 1
      let index = free[freeCount]
      elements[Int(index)] = element
      return index
    }
    if used == capacity { grow() }
    (elements + used).initialize(to: element)
    used += 1
    return Int32(used - 1)
  }

  /// Frees the place at `index`, whose value stays until the next one is inserted.
  mutating func remove(_ index: Int32) {
    precondition(freeCount < used, "a place was freed twice")
    free[freeCount] = index
    freeCount += 1
  }

  subscript(index: Int32) -> Element {
    @inline(__always) _read {
      precondition(UInt(bitPattern: Int(index)) < UInt(bitPattern: used), "an index beyond the pool")
      yield elements[Int(index)]
    }
    @inline(__always) _modify {
      precondition(UInt(bitPattern: Int(index)) < UInt(bitPattern: used), "an index beyond the pool")
      yield &elements[Int(index)]
    }
  }

  @inline(never) private mutating func grow() {
    let larger = UnsafeMutablePointer<Element>.allocate(capacity: 2 * capacity)
    larger.moveInitialize(from: elements, count: used)
    elements.deallocate()
    elements = larger
    let largerFree = UnsafeMutablePointer<Int32>.allocate(capacity: 2 * capacity)
    largerFree.moveInitialize(from: free, count: freeCount)
    free.deallocate()
    free = largerFree
    capacity *= 2
  }
}
