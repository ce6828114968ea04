import Records
import Scenarios

/// Endpoints that gateway replicas eject, and take back.
///
/// Assumption A-SIM-71: every gateway replica ejects by itself what it saw fail itself, and looks at its endpoints at the multiples of the
/// interval from time zero. Copies count as attempts do; an attempt that timed out counts once it was sent, what circuit breakers refused
/// never. An endpoint that is not ready is forgotten.
extension Replication {
  mutating func scheduleLooks() {
    for service in services.indices { scheduleLook(service: service) }
  }

  private mutating func scheduleLook(service: Int) {
    guard let outliers = services[service].outliers else { return }
    schedule(Event(.outlierLook, Int32(service)), at: moment(after: outliers.interval))
  }

  /// An interval of a service's outlier detection ends, at all gateway replicas.
  mutating func lookForOutliers(service: Int) {
    let ejections = balancers.look(service: service, at: now)
    if model.measured.contains(now) { serviceMeasurements[service].ejections += ejections }
    if now < model.measured.upperBound || jobs.count > 0 { scheduleLook(service: service) }
  }

  /// Tells the detector of a job's gateway replica how its attempt or copy ended.
  mutating func noteResult(of job: Int32, _ outcome: AttemptRow.Outcome, status: Int) {
    let result: Int
    switch outcome {
    case .success, .failure, .rejected: result = status
    case .reset, .refused: result = 503
    case .timeout:
      guard jobs[job].stage != .pending else { return }
      result = 504
    case .abandoned, .unanswered: return
    }
    let service = service(of: job)
    let isEjected = balancers.note(
      result, endpoint: jobs[job].endpoint, service: service, replica: Int(jobs[job].replica), at: now)
    if isEjected, model.measured.contains(now) { serviceMeasurements[service].ejections += 1 }
  }
}
