import GatewayAPI

/// Which answers to preflights spare which others, worked out once for the shapes of a source.
///
/// A browser keeps what an answer allows by URL: methods and names of headers, each for a while (Fetch standard, "CORS-preflight
/// cache"). A request is spared its preflight while all that it needs is there. What the same answers allow comes and goes together, so
/// it shares a slot: nearly always there is one slot a URL.
struct PreflightSlots {
  /// What there is to know of a shape's preflight.
  struct Kind: Hashable {
    var url: String
    var needs: [CrossOriginRequest.Need]
    var permission: CrossOriginRequest.Permission?
  }

  /// What is looked at, and made fresh, by the preflights of a kind; without ``needs`` nothing spares them.
  struct Use {
    var needs: [Int32] = []
    var grants: [Int32] = []
  }

  private(set) var kinds: [Kind] = []
  private var indexes: [Kind: Int] = [:]

  /// The number of a kind, which is added where it is new.
  mutating func add(_ kind: Kind) -> Int {
    if let index = indexes[kind] { return index }
    indexes[kind] = kinds.count
    kinds.append(kind)
    return kinds.count - 1
  }

  /// How many slots a browser has, and what each kind does with them.
  func assigned() -> (count: Int, uses: [Use]) {
    var groups: [[Int]] = []
    var positions: [String: Int] = [:]
    for (index, kind) in kinds.enumerated() {
      let position = positions[kind.url] ?? groups.count
      if position == groups.count { groups.append([]) }
      positions[kind.url] = position
      groups[position].append(index)
    }
    var count = 0
    var uses = Array(repeating: Use(), count: kinds.count)
    for group in groups { assign(group, &count, &uses) }
    return (count, uses)
  }

  /// Assigns the slots of one URL.
  private func assign(_ group: [Int], _ count: inout Int, _ uses: inout [Use]) {
    var slots: [[Int]: Int32] = [:]
    /// Nil for what no answer allows.
    var slotOfNeed: [CrossOriginRequest.Need: Int32?] = [:]
    for need in group.flatMap({ kinds[$0].needs }) where slotOfNeed[need] == nil {
      let givers = group.filter { kinds[$0].permission?.covers(need) == true }
      guard !givers.isEmpty, slots[givers] == nil else {
        slotOfNeed[need] = .some(slots[givers])
        continue
      }
      slots[givers] = Int32(count)
      slotOfNeed[need] = .some(Int32(count))
      for giver in givers { uses[giver].grants.append(Int32(count)) }
      count += 1
    }
    for index in group {
      let needed = kinds[index].needs.compactMap { slotOfNeed[$0] ?? nil }
      if needed.count == kinds[index].needs.count { uses[index].needs = Set(needed).sorted() }
    }
  }
}
