/// Memory for keys that wait unsorted in many chains: chunks of 63 keys, from slabs, through a free list.
///
/// However the chains grow and shrink, the keys take little more than 16 bytes each: a chain that is moved key
/// by key gives its chunks back while it is read.
///
/// A chain is the place behind its last key, nil if it is empty. A chunk is aligned to its size, so the place
/// tells its chunk; the first place of a chunk holds the end of the chain before the chunk was added. That makes
/// a chain one word, and appending one store. Measured with an array a chain instead of these pointers, an
/// event cost 31 ns of 1,000 and 60 of a million in place of 21 and 29, and a million took 41 MB, not 17.
@frozen @usableFromInline struct KeyChunks: ~Copyable {
  @usableFromInline typealias Chain = UnsafeMutablePointer<UInt128>?

  @usableFromInline var slabs: [UnsafeMutableRawPointer] = []
  /// The free chunks, each of which holds the next one where a used one holds the end of its chain.
  @usableFromInline var free: UnsafeMutablePointer<UInt128>?

  /// The newest chunk of a chain.
  struct Chunk {
    let start: UnsafeMutablePointer<UInt128>
    let count: Int
    var keys: UnsafeBufferPointer<UInt128> { UnsafeBufferPointer(start: start + 1, count: count) }
    /// The chain without this chunk.
    var rest: Chain { UnsafeMutablePointer(bitPattern: UInt(truncatingIfNeeded: start.pointee)) }
  }

  @inlinable init() {}

  @inlinable deinit {
    for slab in slabs { slab.deallocate() }
  }

  @inlinable static var chunkBytes: Int { 1024 }
  static var chunksOfSlab: Int { 64 }

  /// How many keys the memory in use has room for.
  var room: Int { slabs.count * KeyChunks.chunksOfSlab * (KeyChunks.chunkBytes / 16 - 1) }

  /// Whether the next key of a chain needs another chunk.
  @inlinable static func isFull(_ chain: Chain) -> Bool {
    UInt(bitPattern: chain) & UInt(chunkBytes &- 1) == 0
  }

  /// The place of the next key of a chain that is full.
  mutating func extend(_ chain: Chain) -> UnsafeMutablePointer<UInt128> {
    let chunk = free ?? addSlab()
    free = UnsafeMutablePointer(bitPattern: UInt(truncatingIfNeeded: chunk.pointee))
    chunk.pointee = UInt128(UInt(bitPattern: chain))
    return chunk + 1
  }

  /// The newest chunk of a chain, or nil if the chain is empty.
  func newest(_ chain: Chain) -> Chunk? {
    guard let end = chain else { return nil }
    let used = ((Int(bitPattern: end) - 16) & (KeyChunks.chunkBytes - 1)) / 16
    return Chunk(start: end - used - 1, count: used)
  }

  /// Gives a chunk back that no chain holds any more.
  mutating func recycle(_ chunk: Chunk) {
    chunk.start.pointee = UInt128(UInt(bitPattern: free))
    free = chunk.start
  }

  /// How many keys a chain holds; counting ends beyond a limit.
  func count(_ chain: Chain, upTo limit: Int) -> Int {
    var total = 0
    var chain = chain
    while total <= limit, let chunk = newest(chain) {
      total += chunk.count
      chain = chunk.rest
    }
    return total
  }

  /// Gives all memory back; there must be no chain any more.
  mutating func release() {
    for slab in slabs { slab.deallocate() }
    slabs = []
    free = nil
  }

  /// Makes chunks and returns the first, which heads the free ones.
  private mutating func addSlab() -> UnsafeMutablePointer<UInt128> {
    let bytes = KeyChunks.chunkBytes * KeyChunks.chunksOfSlab
    let slab = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: KeyChunks.chunkBytes)
    slabs.append(slab)
    let places = slab.bindMemory(to: UInt128.self, capacity: bytes / 16)
    for chunk in stride(from: bytes - KeyChunks.chunkBytes, through: 0, by: -KeyChunks.chunkBytes) {
      let start = places + chunk / 16
      start.initialize(to: UInt128(UInt(bitPattern: free)))
      free = start
    }
    return places
  }
}
