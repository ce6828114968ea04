import Engine
import Records
import Scenarios

/// Runs one replication of a model: the event loop and the state of the simulated world.
///
/// All state lives in flat arrays of plain structs inside this value; nothing is shared with other replications.
public struct Replication: ~Copyable {
  let model: Model
  let replication: UInt32
  let limits: SimulationLimits
  var calendar = EventCalendar()
  var sources: [SourceState]
  var requests = Pool<RequestState>()
  var jobs = Pool<Job>()
  var endpoints: [Endpoint]
  var balancers: Balancers
  /// The effects of route faults, per route.
  var routeEffects: [Effects]
  /// Per replica and service; only the kind that the service's policy uses is touched.
  var windowBudgets: [WindowBudget?]
  var concurrencyBudgets: [ConcurrencyBudget?]
  var budgetMeasurements: [BudgetMeasurements]
  var activeFaults: [Int] = []
  /// Requests without success that arrived in each fault.
  var lost: [Int]
  var cells: [RequestMeasurements]
  var serviceMeasurements: [ServiceMeasurements]
  var mirrorRecords: [MirrorRecord]
  /// Levels of the timeline's current second.
  var secondBusy: [TimeWeightedTally]
  var secondQueue: [TimeWeightedTally]
  var timeline: Timeline
  var recorder: Recorder
  var conservation = Conservation()
  var eventCount: UInt64 = 0
  let streams: Streams

  /// Runs replication `index` of `model` and answers with everything measured.
  ///
  /// The same model, index and recording give the same record and the same batches, always.
  ///
  /// - Parameters:
  ///   - recording: which requests and attempts are given to `emit`.
  ///   - emit: takes each full batch of recorded rows.
  ///   - proceed: asked once per simulated second and every few thousand events, with the nanoseconds simulated so far; false
  ///     stops the replication.
  /// - Returns: nil where `proceed` stopped it.
  /// - Throws: ``SimulationError`` where the model outgrows `limits`.
  public static func run(
    _ model: Model, index: Int, recording: Recording = .none, limits: SimulationLimits = SimulationLimits(),
    emit: @escaping (RecordBatch) -> Void = { _ in }, proceed: (Int64) -> Bool = { _ in true }
  ) throws(SimulationError) -> ReplicationRecord? {
    var replication = Replication(model, index: index, recording: recording, limits: limits, emit: emit)
    replication.begin()
    guard try replication.loop(proceed) else { return nil }
    return replication.finish()
  }

  private init(
    _ model: Model, index: Int, recording: Recording, limits: SimulationLimits,
    emit: @escaping (RecordBatch) -> Void
  ) {
    let number = UInt32(truncatingIfNeeded: index)
    self.model = model
    self.limits = limits
    replication = number
    sources = model.sources.map { SourceState($0, model: model, replication: number) }
    endpoints = model.services.enumerated().flatMap { index, service in
      (0..<service.endpoints).map { _ in
        Endpoint(service: index, concurrency: service.concurrency, places: service.queue)
      }
    }
    balancers = Balancers(model: model, replication: number)
    routeEffects = Array(repeating: Effects(), count: model.routes.count)
    var windows: [WindowBudget?] = []
    var concurrent: [ConcurrencyBudget?] = []
    for _ in 0..<model.dataPlane.replicas {
      for service in model.services {
        switch service.budget {
        case .unlimited:
          windows.append(nil)
          concurrent.append(nil)
        case .window(let policy):
          windows.append(WindowBudget(policy))
          concurrent.append(nil)
        case .concurrency(let maximum):
          windows.append(nil)
          concurrent.append(ConcurrencyBudget(maximum: maximum))
        }
      }
    }
    windowBudgets = windows
    concurrencyBudgets = concurrent
    budgetMeasurements = Array(repeating: BudgetMeasurements(), count: windows.count)
    lost = Array(repeating: 0, count: model.faults.count)
    cells = Array(repeating: RequestMeasurements(), count: model.cells.count)
    serviceMeasurements = Array(repeating: ServiceMeasurements(), count: model.services.count)
    mirrorRecords = model.mirrors.map(\.record)
    secondBusy = Array(repeating: TimeWeightedTally(), count: model.services.count)
    secondQueue = secondBusy
    timeline = Timeline(model: model)
    recorder = Recorder(model: model, replication: index, recording: recording, emit: emit)
    streams = Streams(model: model, replication: number)
  }

  /// Pops events in the order of time, and of scheduling among equals, until nothing is left or the horizon is reached.
  private mutating func loop(_ proceed: (Int64) -> Bool) throws(SimulationError) -> Bool {
    let horizon = SimulationTime(nanoseconds: model.horizon)
    while let packed = calendar.next(notAfter: horizon) {
      guard let event = Event(packed: packed) else { continue }
      eventCount += 1
      switch event.kind {
      case .arrival: arrive(source: Int(event.index))
      case .overheadDone: route(event.index)
      case .jobArrives: reachEndpoint(event.index)
      case .jobDone: completeService(event.index)
      case .attemptTimeout: timeOutAttempt(event.index)
      case .requestTimeout: timeOutRequest(event.index)
      case .retry: sendAttempt(event.index)
      case .faultBegins: beginFault(Int(event.index))
      case .faultEnds: endFaults()
      case .measuringBegins: beginMeasuring()
      case .measuringEnds: endMeasuring()
      case .second:
        endSecond()
        guard proceed(now) else { return false }
      }
      // Once a second would be too late where millions arrive in each, and never where time stands still.
      if eventCount.isMultiple(of: Self.eventsPerLook) {
        try checkLimits()
        guard proceed(now) else { return false }
      }
    }
    return true
  }

  /// A power of two, small against ``SimulationLimits/inFlight``: an event lets in a request and its copies at most.
  private static let eventsPerLook: UInt64 = 1 << 14

  private func checkLimits() throws(SimulationError) {
    guard jobs.count <= limits.inFlight, requests.count <= limits.inFlight,
      recorder.pendingCount <= limits.inFlight
    else { throw .tooManyInFlight(limits.inFlight, at: now) }
    let remembered = windowBudgets.reduce(0) { $0 + ($1?.memory ?? 0) }
    guard remembered <= limits.budgetMemory else {
      throw .budgetTooLong(limits.budgetMemory, at: now)
    }
  }

  /// Nanoseconds from time zero.
  var now: Int64 { calendar.now.nanoseconds }

  /// Schedules `event` at `time`; what would come after the end of time never comes.
  @discardableResult
  mutating func schedule(_ event: Event, at time: Int64) -> EventHandle {
    calendar.schedule(event.packed, at: SimulationTime(nanoseconds: time))
  }

  /// Schedules `event` after `delay` nanoseconds.
  @discardableResult
  mutating func schedule(_ event: Event, after delay: Int64) -> EventHandle {
    schedule(event, at: moment(after: delay))
  }

  /// The moment `delay` nanoseconds from now, at most the end of time.
  func moment(after delay: Int64) -> Int64 {
    (calendar.now + SimulationDuration(nanoseconds: delay)).nanoseconds
  }

  /// The index of a budget: a service at a gateway replica.
  func budgetIndex(service: Int32, replica: Int16) -> Int {
    Int(replica) * model.services.count + Int(service)
  }
}
