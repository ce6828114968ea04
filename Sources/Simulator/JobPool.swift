/// The jobs of a replication, in reused places: an index stays valid until its job is removed.
///
/// The places are contiguous and begin at cache lines, so that to look at a job is to fetch one line: with a million jobs in flight
/// that is what an event costs.
struct JobPool: ~Copyable {
  private var base: UnsafeMutablePointer<Job>
  private var capacity: Int
  /// Places that were ever used.
  private(set) var used = 0
  /// The first free place among them; each holds the next one where a job holds its endpoint. -1 ends the chain.
  private var firstFree: Int32 = -1
  /// Jobs that are there.
  private(set) var count = 0

  private static let lineSize = 64

  init() {
    capacity = 64
    base = Self.allocate(capacity)
  }

  deinit { UnsafeMutableRawPointer(base).deallocate() }

  private static func allocate(_ capacity: Int) -> UnsafeMutablePointer<Job> {
    UnsafeMutableRawPointer
      .allocate(byteCount: capacity * MemoryLayout<Job>.stride, alignment: lineSize)
      .bindMemory(to: Job.self, capacity: capacity)
  }

  /// Puts `job` into a free place and returns its index.
  mutating func insert(_ job: Job) -> Int32 {
    let index = add()
    base[Int(index)] = job
    return index
  }

  /// Takes a free place, whose job is whatever was there, and returns its index.
  @inline(__always) mutating func add() -> Int32 {
    count += 1
    let index = firstFree
    if index >= 0 {
      firstFree = base[Int(index)].endpoint
      return index
    }
    return addPlace()
  }

  @inline(never) private mutating func addPlace() -> Int32 {
    if used == capacity { grow() }
    (base + used).initialize(to: Job())
    used += 1
    return Int32(used - 1)
  }

  /// Frees the place at `index`.
  mutating func remove(_ index: Int32) {
    self[index].stage = .gone
    self[index].isOpen = false
    self[index].endpoint = firstFree
    firstFree = index
    count -= 1
  }

  subscript(index: Int32) -> Job {
    @inline(__always) _read {
      precondition(UInt(bitPattern: Int(index)) < UInt(bitPattern: used), "an index beyond the jobs")
      yield base[Int(index)]
    }
    @inline(__always) _modify {
      precondition(UInt(bitPattern: Int(index)) < UInt(bitPattern: used), "an index beyond the jobs")
      yield &base[Int(index)]
    }
  }

  /// Indexes of the jobs that satisfy `condition`. O(places ever used).
  func indices(where condition: (Job) -> Bool) -> [Int32] {
    (0..<Int32(used)).filter { self[$0].stage != .gone && condition(self[$0]) }
  }

  @inline(never) private mutating func grow() {
    precondition(capacity < Event.indexLimit, "more than 2^27 jobs")
    let larger = Self.allocate(2 * capacity)
    larger.moveInitialize(from: base, count: used)
    UnsafeMutableRawPointer(base).deallocate()
    base = larger
    capacity *= 2
  }
}
