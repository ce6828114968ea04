/// How the work of a replication went on, as far as it was run.
struct WorkCourse {
  private var first: (share: Double, work: Double)?
  private var last: (share: Double, work: Double)?

  /// How much of it was run: from 0 to 1.
  var share: Double { last?.share ?? 0 }

  /// Notes how much of it is done, and the work since it began.
  mutating func note(share: Double, work: Double) {
    if first == nil { first = (share, work) }
    last = (share, work)
  }

  /// The work of all of it if it goes on as it did; nil before that can be told.
  ///
  /// Before the first note there is work that is done once, such as making room for the results of every second.
  var whole: Double? {
    guard let first, let last, last.share > first.share else { return nil }
    return first.work + (last.work - first.work) * (1 - first.share) / (last.share - first.share)
  }
}
