import Engine
import Records
import Scenarios

/// Runs one replication of a model: the event loop and the state of the simulated world.
///
/// All state lives in flat tables of plain structs inside this value; nothing is shared with other replications, and the loop allocates
/// nothing once its tables have grown.
///
/// What the loop calls is `mutating` or inlined, also where it changes nothing: a struct that is only read may be passed as a copy, and
/// this one has 1.2 kB. Such copies were 15 % of the time.
public struct Replication: ~Copyable {
  let model: Model
  let replication: UInt32
  let limits: SimulationLimits
  var calendar: EventCalendar
  let lanes: Lanes
  var jobs = JobPool()
  /// Requests that wait for their answer.
  var openRequests = 0
  /// For each place of ``jobs`` the trace's record, -1 elsewhere; empty where no source has a trace.
  var traceRecords: [Int32] = []
  var sources: Table<SourceState>
  let shapes: Table<Model.Shape>
  let plans: Table<Model.Plan>
  let backends: Table<Model.Backend>
  let mirrors: Table<Model.Mirror>
  let services: Table<Model.Service>
  var endpoints: Table<Endpoint>
  var balancers: Balancers
  var autoscaling: Autoscaling
  var pools: ConnectionPools
  let overhead: Overhead
  let hasTrace: Bool
  /// Whether mirrors and splits of a request are drawn from one number.
  let sharesDraws: Bool
  /// The effects of the active faults, per endpoint and per route; not looked at while no fault is active.
  var endpointEffects: Table<Effects>
  var routeEffects: Table<Effects>
  /// The first so many gateway replicas are lost.
  var lostReplicas: Int16 = 0
  var budgets: Budgets
  var history: RetryHistory
  var callers: Callers
  /// The adaptive throttles of all client instances, and where those of each source begin.
  var throttles: Table<AdaptiveThrottle>
  let firstThrottles: Table<Int>
  /// The proxy of each endpoint whose service calls others, -1 elsewhere.
  let proxies: Table<Int>
  var activeFaults: [ActiveFault] = []
  /// Those of them that are filters of the gateway, in the order in which they began.
  var filters: [Int] = []
  /// When each fault lasts, and the requests without success that arrived in it.
  let occurrences: Table<Model.Occurrences>
  var lost: Table<Int>
  var cells: Table<RequestMeasurements>
  var serviceMeasurements: Table<ServiceMeasurements>
  var mirrorRecords: Table<MirrorRecord>
  var browsing: Browsing
  var held: HeldArrivals
  var timeline: Timeline
  var responseTimes: ResponseTimes
  var budgetCourse: BudgetCourse
  var recorder: Recorder
  var conservation = Conservation()
  /// Events that came, and those of them that nothing waited for any more.
  var eventCount: UInt64 = 0
  var staleCount: UInt64 = 0
  /// With more events than this on the calendar the stale ones are dropped.
  var sweepAbove = Self.toleratedEvents
  let streams: Streams

  /// Runs replication `index` of `model` and answers with everything measured.
  ///
  /// The same model, index and recording give the same record and the same batches, always.
  ///
  /// - Parameters:
  ///   - recording: which requests and attempts are given to `emit`.
  ///   - explaining: whether what followed each recorded attempt is given to it too (``RecordBatch/decisions``).
  ///   - emit: takes each full batch of recorded rows.
  ///   - proceed: asked once per simulated second and every few thousand events, with the nanoseconds simulated so far; false
  ///     stops the replication.
  /// - Returns: nil where `proceed` stopped it.
  /// - Throws: ``SimulationError`` where the model outgrows `limits`, or a trace cannot be read to its end.
  public static func run(
    _ model: Model, index: Int, recording: Recording = .none, explaining: Bool = false,
    limits: SimulationLimits = SimulationLimits(), emit: @escaping (RecordBatch) -> Void = { _ in },
    proceed: (Int64) -> Bool = { _ in true }
  ) throws(SimulationError) -> ReplicationRecord? {
    var replication = Replication(
      model, index: index, recording: recording, explaining: explaining, limits: limits, emit: emit)
    replication.begin()
    guard try replication.loop(proceed) else { return nil }
    return replication.finish()
  }

  private init(
    _ model: Model, index: Int, recording: Recording, explaining: Bool, limits: SimulationLimits,
    emit: @escaping (RecordBatch) -> Void
  ) {
    let number = UInt32(truncatingIfNeeded: index)
    self.model = model
    self.limits = limits
    replication = number
    calendar = EventCalendar()
    lanes = Lanes(model, of: &calendar)
    sources = Table(model.sources.map { SourceState($0, model: model, replication: number) })
    shapes = Table(model.shapes)
    plans = Table(model.plans)
    backends = Table(model.backends)
    mirrors = Table(model.mirrors)
    services = Table(model.services)
    endpoints = Table(
      model.services.enumerated().flatMap { index, service in
        Array(
          repeating: Endpoint(
            service: index, concurrency: service.concurrency, places: service.queue,
            discipline: service.discipline),
          count: service.endpoints)
      })
    balancers = Balancers(model: model, replication: number)
    autoscaling = Autoscaling(model)
    pools = ConnectionPools(model)
    overhead = Overhead(model.dataPlane.overhead)
    sharesDraws = model.dataPlane.sharesDraws
    hasTrace = model.sources.contains { $0.trace != nil }
    endpointEffects = Table(repeating: Effects(), count: model.endpointCount)
    routeEffects = Table(repeating: Effects(), count: model.routes.count)
    budgets = Budgets(model)
    history = RetryHistory(model)
    callers = Callers(model)
    let throttled = model.sources.map {
      $0.client.flatMap { client in client.throttle.map { (client.instances, $0) } }
    }
    let factors = throttled.flatMap { source in source.map { Array(repeating: $0.1, count: $0.0) } ?? [] }
    throttles = Table(factors.count) { AdaptiveThrottle(multiplier: factors[$0]) }
    firstThrottles = Table(throttled.indices.map { throttled[..<$0].reduce(0) { $0 + ($1?.0 ?? 0) } })
    proxies = Table(model.proxies)
    occurrences = Table(model.faults.map(\.occurrences))
    lost = Table(repeating: 0, count: model.faults.count)
    cells = Table(repeating: RequestMeasurements(), count: model.cells.count)
    serviceMeasurements = Table(repeating: ServiceMeasurements(), count: model.services.count)
    mirrorRecords = Table(model.mirrors.map(\.record))
    browsing = Browsing(model)
    held = HeldArrivals(model)
    timeline = Timeline(model: model)
    responseTimes = ResponseTimes(model: model, seconds: timeline.seconds)
    budgetCourse = BudgetCourse(model: model, seconds: timeline.seconds, isShared: budgets.isShared)
    recorder = Recorder(
      model: model, replication: index, recording: recording, notesDecisions: explaining, emit: emit)
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
      case .overheadDone: leaveGateway(event.index)
      case .jobArrives: finishTravel(event.index)
      case .jobDone: completeService(event.index)
      case .attemptTimeout: timeOutAttempt(event.index)
      case .requestTimeout: timeOutRequest(event.index)
      case .retry: retry(event.index)
      case .faultBegins: beginFault(Int(event.index))
      case .faultSteps: stepFault(Int(event.index))
      case .faultEnds: endFaults()
      case .measuringBegins: beginMeasuring()
      case .measuringEnds: endMeasuring()
      case .preflightDone: endPreflight(event.index)
      case .connected: finishConnecting(event.index)
      case .tryEnded: decideTry(event.index)
      case .clientTimeout: timeOutClient(event.index)
      case .clientRetry: retryAtClient(event.index)
      case .callEnded: endCall(event.index)
      case .metricsTaken: endMetricWindow(Int(event.index))
      case .autoscale: autoscale(Int(event.index))
      case .endpointStarts: endStart(of: Int(event.index))
      case .filterDone: endFilterDelay(event.index)
      case .outlierLook: lookForOutliers(service: Int(event.index))
      case .second:
        endSecond()
        guard proceed(now) else { return false }
      }
      // Once a second would be too late where millions arrive in each, and never where time stands still.
      if eventCount.isMultiple(of: Self.eventsPerLook) {
        try checkLimits()
        sweepCalendar()
        guard proceed(now) else { return false }
      }
    }
    try checkTraces()
    return true
  }

  /// A trace that cannot be read any more ends early: what was measured then is of fewer requests than there are.
  private func checkTraces() throws(SimulationError) {
    guard hasTrace else { return }
    for index in model.sources.indices {
      guard let reason = sources[index].failure else { continue }
      throw .unreadableTrace(source: model.sources[index].name, reason: reason)
    }
  }

  /// A power of two, small against ``SimulationLimits/inFlight``: an event lets in a request and its copies at most.
  private static let eventsPerLook: UInt64 = 1 << 14

  private func checkLimits() throws(SimulationError) {
    guard jobs.count <= limits.inFlight, recorder.pendingCount <= limits.inFlight else {
      throw .tooManyInFlight(limits.inFlight, at: now)
    }
    guard budgets.memory <= limits.budgetMemory else {
      throw .budgetTooLong(limits.budgetMemory, at: now)
    }
  }

  /// Nanoseconds from time zero.
  var now: Int64 { @inline(__always) get { calendar.now.nanoseconds } }

  /// Whether any fault is active now.
  var isDisturbed: Bool { @inline(__always) get { !activeFaults.isEmpty } }

  /// Schedules `event` at `time`, in `lane` if there is one for it.
  mutating func schedule(_ event: Event, at time: Int64, in lane: EventCalendar.Lane? = nil) {
    let time = SimulationTime(nanoseconds: time)
    if let lane {
      calendar.schedule(event.packed, at: time, in: lane)
    } else {
      calendar.schedule(event.packed, at: time)
    }
  }

  /// The moment `delay` nanoseconds from now, at most the end of time.
  @inline(__always) func moment(after delay: Int64) -> Int64 {
    (calendar.now + SimulationDuration(nanoseconds: delay)).nanoseconds
  }
}
