/// When requests arrived that something held before their timeouts began: a browser's preflight or a fault filter.
struct HeldArrivals: ~Copyable {
  /// Whether anything can hold requests.
  let isUsed: Bool
  /// By the place of a job, -1 where nothing held it.
  private var arrivals: [Int64] = []

  init(_ model: Model) { isUsed = !model.crossings.isEmpty || model.hasFilters }

  /// Notes that the request of the job at `place` arrived at `time`, unless something held it before.
  mutating func note(_ time: Int64, at place: Int32) {
    if arrivals.count <= place {
      arrivals.append(contentsOf: repeatElement(-1, count: Int(place) + 1 - arrivals.count))
    }
    if arrivals[Int(place)] < 0 { arrivals[Int(place)] = time }
  }

  /// When the request of the job at `place` arrived; nil for what was not held.
  func arrival(at place: Int32) -> Int64? {
    place < arrivals.count && arrivals[Int(place)] >= 0 ? arrivals[Int(place)] : nil
  }

  /// Forgets when the request of the job at `place` arrived, and says it; nil for what was not held.
  mutating func take(at place: Int32) -> Int64? {
    guard let arrival = arrival(at: place) else { return nil }
    arrivals[Int(place)] = -1
    return arrival
  }
}
