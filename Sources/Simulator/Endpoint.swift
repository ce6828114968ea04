import Scenarios

/// One endpoint of a service: slots and a queue.
struct Endpoint {
  let service: Int
  /// Slots without faults, `Int.max` for unbounded.
  let concurrency: Int
  /// Waiting places, `Int.max` for unbounded.
  let places: Int
  /// Which of the waiting work is next.
  let discipline: ServiceModel.QueueDiscipline
  /// Slots that are left.
  var slots: Int
  var busy = 0
  var waiting = 0
  /// The queue's ends among the jobs, in the order in which they came, -1 where it is empty.
  var first: Int32 = -1
  var last: Int32 = -1
  /// Whether a fault pauses it.
  var isPaused = false
  /// Whether its service wants it and it has started; a fault may have taken it away all the same.
  var isReady = true

  init(service: Int, concurrency: Int, places: Int, discipline: ServiceModel.QueueDiscipline) {
    self.service = service
    self.concurrency = concurrency
    self.places = places
    self.discipline = discipline
    slots = concurrency
  }

  /// Whether work that arrives now begins at once.
  var canStart: Bool { busy < slots && !isPaused }

  /// The job that is next, -1 where none waits.
  var next: Int32 { discipline == .lifo ? last : first }

  /// Whether work that cannot begin finds a place to wait.
  ///
  /// Assumption A-SIM-60: a full queue refuses the newcomer under every discipline, also where the newest is served first.
  /// Assumption A-SIM-20: a paused endpoint keeps as much as it would have taken otherwise, what fits into its free slots and its
  /// queue; one more is answered 503 as always.
  var canWait: Bool { waiting < places || (isPaused && waiting - places < slots - busy) }
}
