/// Turns the values of neutral fields, whatever their names are in a file, into a record.
struct FieldValues {
  private var starts: StampReader
  private var ends: StampReader
  private var durations: DurationReader
  private var upstreamDurations: DurationReader
  /// The end of the request that the record is about.
  private var end: ISOTime.Found?
  private var hasStart = false
  private var isRoot = true

  /// The time columns are those with these names; nil where the file has none.
  private var names: [LogField: String]
  private let stampUnit: TimeUnit?
  private let durationUnit: TimeUnit?
  private let timezone: Int64

  /// - Parameters:
  ///   - names: The names of the fields that are known at once.
  ///   - unit: That of all times and durations, nil where names and values tell it.
  init(_ names: [LogField: String], stampUnit: TimeUnit?, durationUnit: TimeUnit?, timezone: Int64) {
    self.names = [:]
    self.stampUnit = stampUnit
    self.durationUnit = durationUnit
    self.timezone = timezone
    starts = StampReader(unit: stampUnit, timezone: timezone)
    ends = starts
    durations = DurationReader(unit: durationUnit)
    upstreamDurations = durations
    for field in LogField.allCases {
      if let name = names[field] { self.name(field, name) }
    }
  }

  /// Notes under which name a field stands, which may tell its unit; the first name of a field counts. Objects of JSON may leave a key out,
  /// so that it is seen late.
  mutating func name(_ field: LogField, _ name: String) {
    guard names[field] == nil else { return }
    names[field] = name
    let unit = TimeUnit(endOf: name)
    switch field {
    case .time: starts = StampReader(unit: stampUnit ?? unit, timezone: timezone)
    case .end: ends = StampReader(unit: stampUnit ?? unit, timezone: timezone)
    case .duration: durations = DurationReader(unit: durationUnit ?? unit)
    case .upstreamDuration: upstreamDurations = DurationReader(unit: durationUnit ?? unit)
    default: break
    }
  }

  /// Begins a new record.
  mutating func begin() {
    end = nil
    hasStart = false
    isRoot = true
  }

  /// Takes the value of a field that lies in `range` of the line; `text` is the same with its escapes decoded. What is wrong with it, nil
  /// where it is sound.
  mutating func set(
    _ field: LogField, _ range: Range<Int>, _ text: LogText, _ line: borrowing Span<UInt8>,
    _ record: inout LogRecord
  ) -> LineVerdict.Refusal? {
    switch field {
    case .time:
      guard let found = starts.parse(line, range) else { return .time }
      hasStart = true
      record.stamp = found.time
      record.resolution = found.resolution
    case .end:
      guard let found = ends.parse(line, range) else { return .time }
      end = found
    case .duration:
      guard let value = durations.parse(line, range) else { return .number }
      record.duration = value
    case .upstreamDuration:
      guard let value = upstreamDurations.parse(line, range) else { return .number }
      record.upstreamDuration = value
    case .status, .attempts, .requestBytes, .responseBytes: return number(field, range, line, &record)
    case .method: record.method = text
    case .host: record.host = text
    case .path: record.path = text
    case .url: URLParts.set(text, line, &record)
    case .upstream: record.upstream = text
    case .client: record.client = text
    case .userAgent: record.userAgent = text
    case .requestID: record.requestID = text
    case .outcome: record.outcome = OutcomeWords.outcome(line, range) ?? .ok
    case .parent: isRoot = range.count == 4 && line.has("root", at: range.lowerBound)
    }
    return nil
  }

  private func number(
    _ field: LogField, _ range: Range<Int>, _ line: borrowing Span<UInt8>, _ record: inout LogRecord
  ) -> LineVerdict.Refusal? {
    guard let value = LogDecimal.value(line, range), value >= 0 else { return .number }
    switch field {
    case .status:
      guard value <= 999, LogDecimal.stamp(line, range, power: 3) == value * 1000 else { return .number }
      record.status = value > 0 ? Int32(value) : nil
    case .attempts: record.attempts = Int32(clamping: value)
    case .requestBytes: record.requestBytes = value
    default: record.responseBytes = value
    }
    return nil
  }

  /// What the line is after all of its fields were taken.
  func verdict(_ record: inout LogRecord) -> LineVerdict {
    if let end {
      if hasStart {
        guard end.time >= record.stamp else { return .refused(.number) }
        record.duration = end.time - record.stamp
      } else {
        record.stamp = end.time
        record.resolution = end.resolution
        record.isEnd = true
      }
    } else if !hasStart {
      return .refused(.time)
    }
    return isRoot ? .record : .noRequest(.otherSample)
  }

  /// The units that were guessed, a sentence each.
  var guesses: [String] {
    var sentences: [String] = []
    func tell(_ field: LogField, _ unit: TimeUnit?, _ reason: String?, _ advice: String) {
      guard let name = names[field], let unit, let reason else { return }
      sentences.append("\(name) is taken to be \(unit.word), by \(reason)\(advice)")
    }
    tell(.time, starts.unit, starts.guess, "; --time-unit says otherwise")
    tell(.end, ends.unit, ends.guess, "; --time-unit says otherwise")
    let advice = "; --duration-unit says otherwise"
    tell(.duration, durations.unit, durations.guess, advice)
    tell(.upstreamDuration, upstreamDurations.unit, upstreamDurations.guess, advice)
    return sentences
  }
}
