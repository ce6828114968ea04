import Engine

/// The lanes of the calendar that a replication uses: what comes in the order in which it was scheduled does not go through the heap.
///
/// Timeouts get theirs first, since most of them are stale when they come; then the gateway's overhead where it is constant; then
/// arrivals, where the sources are few: the heap is as fast for three (Benchmarks, "Calendar"). What gets none waits in the heap, with
/// the same results.
struct Lanes: ~Copyable {
  /// Per plan.
  let requestTimeouts: Table<EventCalendar.Lane?>
  let attemptTimeouts: Table<EventCalendar.Lane?>
  let overhead: EventCalendar.Lane?
  /// Per source.
  let arrivals: Table<EventCalendar.Lane?>

  init(_ model: Model, of calendar: inout EventCalendar) {
    var byTimeout: [Timeout: EventCalendar.Lane] = [:]
    func lane(_ timeout: Timeout) -> EventCalendar.Lane? {
      guard timeout.length != Model.never else { return nil }
      if let known = byTimeout[timeout] { return known }
      let new = calendar.addLane()
      byTimeout[timeout] = new
      return new
    }
    requestTimeouts = Table(model.plans.map { lane(Timeout(isOfRequest: true, length: $0.requestTimeout)) })
    attemptTimeouts = Table(model.plans.map { lane(Timeout(isOfRequest: false, length: $0.attemptTimeout)) })
    overhead = model.dataPlane.overhead.flatMap { $0.variance == 0 ? calendar.addLane() : nil }
    let sourcesAreFew = model.sources.count <= 2
    arrivals = Table(model.sources.map { _ in sourcesAreFew ? calendar.addLane() : nil })
  }

  private struct Timeout: Hashable {
    var isOfRequest: Bool
    var length: Int64
  }
}
