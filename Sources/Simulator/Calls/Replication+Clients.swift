import Engine
import Records
import Scenarios

/// Clients that give up and try again.
///
/// A client request is a job of its own that waits at its client; each try is a gateway request. What is measured of it ends when the client
/// has its answer or gives up for good.
extension Replication {
  /// A request of a client that may try again arrives.
  mutating func arriveAtClient(_ job: Int32) {
    callers[job].own = callers.tries.insert(Callers.Tries(client: job))
    jobs[job].stage = .trying
    jobs[job].replica = -1
    tryNow(job)
  }

  /// Sends a try to the gateway, unless the client's own throttle keeps it back.
  ///
  /// Assumption A-SIM-35: each try goes to a gateway replica drawn anew, and draws everything anew; the first try of a request draws what the
  /// request of a client without retries would.
  private mutating func tryNow(_ client: Int32) {
    let tries = callers[client].own
    callers.tries[tries].count += 1
    let source = source(of: client)
    let key = callers[client].key &+ UInt64(callers.tries[tries].count - 1) << 40
    if isThrottled(client, source: source, key: key) {
      endTry(tries, status: 503, fate: .throttled)
      return
    }
    let request = jobs.add()
    jobs[request].begin(
      number: jobs[client].number, arrival: now, shape: jobs[client].shape,
      replica: replica(source: source, key: key), isMeasured: jobs[client].isMeasured,
      record: jobs[client].record)
    callers.begin(request, key: key, caller: .retryingClient(tries))
    callers.tries[tries].request = request
    noteTraceRecord(Int32(traceRecord(of: client)), of: request)
    if history.isUsed { history.begin(request) }
    if let timeout = model.sources[source].client?.timeout, timeout != Model.never {
      let due = moment(after: timeout)
      jobs[client].due = due
      schedule(Event(.clientTimeout, client), at: due)
    }
    send(request, source: source, key: key)
  }

  /// A try has its answer, or was kept back: what follows comes by an event of its own, so that no chain of tries is a recursion.
  mutating func endTry(_ tries: Int32, status: Int, fate: Fate) {
    let client = callers.tries[tries].client
    callers.tries[tries].request = -1
    callers.tries[tries].status = Int16(clamping: status)
    callers.tries[tries].fate = fate.rawValue
    jobs[client].due = now
    schedule(Event(.tryEnded, client), at: now)
  }

  /// A gateway request of a client that may try again is over.
  mutating func takeAnswer(_ request: Int32, of tries: Int32, status: Int, fate: Fate) {
    let client = callers.tries[tries].client
    noteTry(request, of: tries)
    noteAccepted(client, status: status)
    endTry(tries, status: status, fate: fate)
  }

  /// Keeps of a gateway request what is measured of the client request.
  private mutating func noteTry(_ request: Int32, of tries: Int32) {
    callers.tries[tries].attempts += Int32(jobs[request].attempts)
    callers.tries[tries].replica = jobs[request].replica
    jobs[callers.tries[tries].client].endpoint = jobs[request].endpoint
  }

  /// The client decides what to do after a try.
  mutating func decideTry(_ client: Int32) {
    guard jobs[client].awaits(.trying, at: now) else { return ignore() }
    let tries = callers[client].own
    guard callers.tries[tries].request < 0, let fate = Fate(rawValue: callers.tries[tries].fate) else {
      return ignore()
    }
    let status = Int(callers.tries[tries].status)
    let isRetriable =
      fate == .clientTimeout
      ? model.sources[source(of: client)].client?.onTimeout == true
      : model.sources[source(of: client)].client?.statuses.contains(status) == true
    if isRetriable, tryAgain(client, tries) { return }
    finishTries(client, tries, status: status, fate: fate)
  }

  private mutating func tryAgain(_ client: Int32, _ tries: Int32) -> Bool {
    guard let behaviour = model.sources[source(of: client)].client,
      Int(callers.tries[tries].count) <= behaviour.retries
    else { return false }
    let retry = Int(callers.tries[tries].count)
    var draws = streams.sources[source(of: client)].clientBackoffs.draws(
      callers[client].key, UInt32(retry))
    let wait = behaviour.backoff.delay(
      retry: retry, previous: callers.tries[tries].wait, draws: &draws)
    callers.tries[tries].wait = wait
    let due = moment(after: wait)
    jobs[client].stage = .resting
    jobs[client].due = due
    schedule(Event(.clientRetry, client), at: due)
    return true
  }

  /// The client's backoff is over.
  mutating func retryAtClient(_ client: Int32) {
    guard jobs[client].awaits(.resting, at: now) else { return ignore() }
    jobs[client].stage = .trying
    jobs[client].due = Model.never
    tryNow(client)
  }

  /// The client's own timeout: it gives the try up, and the gateway what it does for it.
  ///
  /// Assumption A-SIM-36: a client that gives up closes its connection, and the gateway gives its attempt up at once; a request that ends so
  /// counts as answered with 504.
  mutating func timeOutClient(_ client: Int32) {
    guard jobs[client].awaits(.trying, at: now) else { return ignore() }
    let tries = callers[client].own
    let request = callers.tries[tries].request
    guard request >= 0 else { return ignore() }
    giveUp(request, of: tries)
    endTry(tries, status: 504, fate: .clientTimeout)
  }

  /// Nobody waits for a gateway request any more.
  private mutating func giveUp(_ request: Int32, of tries: Int32) {
    releaseRetry(request)
    if held.isUsed { restoreArrival(of: request) }
    let hasAttempt = jobs[request].hasAttempt
    if hasAttempt { endAttempt(request, outcome: .abandoned, status: 0) }
    noteTry(request, of: tries)
    callers[request].caller = .client
    if hasAttempt {
      jobs[request].leaveClient()
      abandon(request)
    } else {
      jobs.remove(request)
    }
  }

  private mutating func finishTries(_ client: Int32, _ tries: Int32, status: Int, fate: Fate) {
    let count = Int(callers.tries[tries].count)
    jobs[client].attempts = Int16(clamping: callers.tries[tries].attempts)
    jobs[client].replica = callers.tries[tries].replica
    if jobs[client].isMeasured { cells[shapes[Int(jobs[client].shape)].cell].note(tries: count) }
    callers[client].own = -1
    callers.tries.remove(tries)
    answer(client, status: status, fate: fate == .okFirstTry && count > 1 ? .okAfterRetry : fate)
  }

  /// A client request that is still open when the replication ends: the attempts that its tries had.
  mutating func settleTries(_ client: Int32) {
    guard jobs[client].isAtClient else { return }
    let tries = callers[client].own
    let request = callers.tries[tries].request
    let attempts = callers.tries[tries].attempts + (request >= 0 ? Int32(jobs[request].attempts) : 0)
    jobs[client].attempts = Int16(clamping: attempts)
    jobs[client].replica = request >= 0 ? jobs[request].replica : callers.tries[tries].replica
    if jobs[client].isMeasured {
      cells[shapes[Int(jobs[client].shape)].cell].note(tries: Int(callers.tries[tries].count))
    }
  }

  // MARK: Adaptive throttling

  /// Whether the client's own throttle keeps a try back (reference retry-budgets 4.3).
  private mutating func isThrottled(_ client: Int32, source: Int, key: UInt64) -> Bool {
    guard let throttle = throttle(of: client, source: source) else { return false }
    let probability = throttles[throttle].rejectProbability(at: now)
    throttles[throttle].noteRequest(at: now)
    guard probability > 0 else { return false }
    var draws = streams.sources[source].throttles.draws(key)
    return draws.uniform() < probability
  }

  /// Tells the client's throttle of an answer.
  ///
  /// Assumption A-SIM-37: to adaptive throttling every answer but 429 and 503 is accepted; a try that is given up is not.
  private mutating func noteAccepted(_ client: Int32, status: Int) {
    guard status != 429, status != 503, let throttle = throttle(of: client, source: source(of: client))
    else { return }
    throttles[throttle].noteAccept(at: now)
  }

  /// Which throttle a client request asks, nil for none.
  ///
  /// Assumption A-SIM-38: each request comes from one of its source's client instances, drawn at random with equal probabilities.
  private mutating func throttle(of client: Int32, source: Int) -> Int? {
    guard let behaviour = model.sources[source].client, behaviour.throttle != nil else { return nil }
    var draws = streams.sources[source].users.draws(callers[client].key)
    return firstThrottles[source] + Int(draws.below(UInt64(behaviour.instances)))
  }

  // MARK: Closed populations

  /// Lets the users of a closed population begin.
  ///
  /// Assumption A-SIM-41: a user of a closed population thinks before the first request too, waits for each answer however long it takes, and
  /// asks again after at least 0.1 ms, without which answers that come at once would be asked for without end.
  mutating func scheduleUsers(of source: Int) {
    guard let population = model.sources[source].population else { return }
    for user in 0..<population.users {
      var draws = streams.sources[source].thinks.draws(UInt64(user), 1)
      scheduleUser(of: source, after: population.think.sampleDuration(&draws))
    }
  }

  /// Lets the user of a request that has its answer ask again.
  mutating func scheduleReturn(of job: Int32) {
    let source = source(of: job)
    guard let population = model.sources[source].population else { return }
    var draws = streams.sources[source].thinks.draws(key(of: job))
    scheduleUser(of: source, after: population.think.sampleDuration(&draws))
  }

  private static let shortestThink: Int64 = 100_000

  private mutating func scheduleUser(of source: Int, after think: SimulationDuration) {
    let due = moment(after: max(think.nanoseconds, Self.shortestThink))
    guard due < model.measured.upperBound else { return }
    schedule(Event(.arrival, Int32(source)), at: due)
  }
}
