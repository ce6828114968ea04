import Results

extension JSONReport {
  private typealias Members = [(key: String, value: JSONValue)]

  /// A calibration (`weir.calibration/v1`): times are seconds, rates per second, shares of 1; what is not known is null.
  public static func calibration(_ record: CalibrationRecord) -> String {
    let members: Members = [
      ("schema", .string("weir.calibration/v1")),
      ("files", .array(record.recording.files.map { .string($0) })),
      ("scenario", record.scenario.map { .string($0) } ?? .null),
      ("confidence", .number(record.confidence)),
      ("tolerance", .number(record.tolerance)),
      ("recording", recording(record)),
      ("arrivals", arrivals(record.arrivals)),
      ("services", .array(record.services.map(service))),
      ("metrics", .array(record.figures.map(figure))),
      ("warnings", .array(record.warnings.map { .string($0) })),
    ]
    return JSONValue.object(members).document
  }

  private static func recording(_ record: CalibrationRecord) -> JSONValue {
    let recording = record.recording
    func part(_ part: CalibrationRecord.Part) -> JSONValue {
      .object([
        ("periods", JSONValue(part.periods)), ("seconds", .number(part.seconds)),
        ("requests", JSONValue(part.requests)),
      ])
    }
    let members: Members = [
      ("requests", JSONValue(recording.requests)), ("durations", JSONValue(recording.durations)),
      ("first", .number(Double(recording.first) / 1e9)), ("last", .number(Double(recording.last) / 1e9)),
      ("periods", JSONValue(recording.periods)), ("seconds", .number(recording.seconds)),
      ("longestGap", JSONValue(recording.longestGap)), ("window", JSONValue(recording.window)),
      ("strays", JSONValue(recording.strays)), ("fitted", part(record.fitted)),
      ("heldBack", part(record.held)),
      ("holdsWholeWindows", .bool(record.holdsWholeWindows)),
    ]
    return .object(members)
  }

  private static func arrivals(_ arrivals: CalibrationRecord.Arrivals) -> JSONValue {
    let members: Members = [
      ("process", .string(arrivals.process)), ("rate", .number(arrivals.rate)),
      ("low", .number(arrivals.low)),
      ("high", .number(arrivals.high)), ("poisson", .bool(arrivals.isPoisson)),
      ("dispersion", JSONValue(arrivals.dispersion)),
      ("dispersionWindow", JSONValue(arrivals.dispersionWindow)),
      ("dispersionProbability", JSONValue(arrivals.dispersionProbability)),
      ("gapDistance", JSONValue(arrivals.gapDistance)), ("gapCritical", JSONValue(arrivals.gapCritical)),
      ("gapVariation", JSONValue(arrivals.gapVariation)), ("misfit", JSONValue(arrivals.misfit)),
      ("lowestRate", .number(arrivals.lowestRate)), ("highestRate", .number(arrivals.highestRate)),
    ]
    return .object(members)
  }

  private static func service(_ service: CalibrationRecord.Service) -> JSONValue {
    let load = service.load.map { load -> JSONValue in
      .object([
        ("threshold", JSONValue(load.threshold)), ("low", .number(load.low)), ("high", .number(load.high)),
        ("probability", .number(load.probability)), ("depends", .bool(load.isFound)),
      ])
    }
    let members: Members = [
      ("name", .string(service.name)), ("recordedName", .string(service.recordedName)),
      ("requests", JSONValue(service.requests)), ("durations", JSONValue(service.durations)),
      ("distribution", .string(service.distribution)), ("distance", JSONValue(service.distance)),
      ("critical", JSONValue(service.critical)), ("refused", .array(service.refused.map { .string($0) })),
      ("failures", .number(service.failures)), ("greatestInFlight", JSONValue(service.greatestInFlight)),
      ("load", load ?? .null),
    ]
    return .object(members)
  }

  private static func figure(_ figure: CalibrationRecord.Figure) -> JSONValue {
    let members: Members = [
      ("metric", .string(figure.metric)), ("service", figure.service.map { .string($0) } ?? .null),
      ("count", JSONValue(figure.count)), ("recorded", .number(figure.recorded)),
      ("low", JSONValue(figure.low)), ("high", JSONValue(figure.high)),
      ("predicted", JSONValue(figure.predicted)), ("bias", JSONValue(figure.bias)),
      ("error", JSONValue(figure.error)), ("believed", .bool(figure.objection == nil)),
      ("objection", figure.objection.map { .string($0) } ?? .null),
    ]
    return .object(members)
  }
}
