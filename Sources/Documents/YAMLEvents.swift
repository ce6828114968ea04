internal import CYaml

/// One step of the parser through a YAML stream. Positions count Unicode scalars from the beginning of the stream.
enum YAMLEvent {
  case streamEnd
  case documentStart(at: Int)
  case documentEnd(end: Int)
  case alias(name: String, at: Int)
  case scalar(Text, Properties)
  case sequenceStart(Properties)
  case sequenceEnd
  case mappingStart(Properties)
  case mappingEnd

  /// A scalar's text and how it was written.
  struct Text {
    var text: String
    var isPlain: Bool
    /// Where it ends.
    var end: Int
  }

  /// What every value may have, and where it begins.
  struct Properties {
    var anchor: String?
    var tag: String?
    var start: Int
  }
}

/// Why libyaml gave up, in its own words, which never quote the input.
struct YAMLFailure: Error {
  /// What it was reading, and where that began.
  var context: String?
  var contextStart: Int
  /// What was wrong, and where.
  var problem: String
  var position: Int
}

/// Reads the events of one YAML stream.
///
/// libyaml is called directly, since what Yams makes of its events loses the places of aliases and of repeated keys.
final class YAMLEvents {
  private let parser: UnsafeMutablePointer<yaml_parser_t>

  /// Calls `body` with the events of `bytes`.
  static func read<Result>(_ bytes: ArraySlice<UInt8>, _ body: (YAMLEvents) throws -> Result) throws -> Result
  {
    try bytes.withUnsafeBufferPointer { buffer in
      guard let events = YAMLEvents(buffer) else { throw outOfMemory }
      return try body(events)
    }
  }

  private static let outOfMemory = YAMLFailure(contextStart: 0, problem: "out of memory", position: 0)

  /// Reads from `buffer`, which must outlive the reader.
  private init?(_ buffer: UnsafeBufferPointer<UInt8>) {
    parser = UnsafeMutablePointer.allocate(capacity: 1)
    guard yaml_parser_initialize(parser) == 1 else {
      parser.deallocate()
      return nil
    }
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    yaml_parser_set_input_string(parser, buffer.baseAddress, buffer.count)
  }

  deinit {
    yaml_parser_delete(parser)
    parser.deallocate()
  }

  /// The next event.
  func next() throws -> YAMLEvent {
    while true {
      var event = yaml_event_t()
      guard yaml_parser_parse(parser, &event) == 1 else { throw failure }
      defer { yaml_event_delete(&event) }
      if let result = Self.convert(event) { return result }
    }
  }

  private static func convert(_ event: yaml_event_t) -> YAMLEvent? {
    let start = Int(event.start_mark.index)
    switch event.type {
    case YAML_STREAM_START_EVENT:
      return nil
    case YAML_DOCUMENT_START_EVENT:
      return .documentStart(at: start)
    case YAML_DOCUMENT_END_EVENT:
      return .documentEnd(end: Int(event.end_mark.index))
    case YAML_ALIAS_EVENT:
      return .alias(name: text(event.data.alias.anchor) ?? "", at: start)
    case YAML_SCALAR_EVENT:
      return scalar(event, start: start)
    case YAML_SEQUENCE_START_EVENT:
      let data = event.data.sequence_start
      return .sequenceStart(.init(anchor: text(data.anchor), tag: text(data.tag), start: start))
    case YAML_SEQUENCE_END_EVENT:
      return .sequenceEnd
    case YAML_MAPPING_START_EVENT:
      let data = event.data.mapping_start
      return .mappingStart(.init(anchor: text(data.anchor), tag: text(data.tag), start: start))
    case YAML_MAPPING_END_EVENT:
      return .mappingEnd
    default:
      return .streamEnd
    }
  }

  private static func scalar(_ event: yaml_event_t, start: Int) -> YAMLEvent {
    let data = event.data.scalar
    let bytes = UnsafeBufferPointer(start: data.value, count: Int(data.length))
    let text = YAMLEvent.Text(
      text: String(decoding: bytes, as: UTF8.self), isPlain: data.style == YAML_PLAIN_SCALAR_STYLE,
      end: Int(event.end_mark.index))
    return .scalar(text, .init(anchor: self.text(data.anchor), tag: self.text(data.tag), start: start))
  }

  private static func text(_ pointer: UnsafeMutablePointer<yaml_char_t>?) -> String? {
    pointer.map { String(cString: $0) }
  }

  private var failure: YAMLFailure {
    let state = parser.pointee
    return YAMLFailure(
      context: state.context.map { String(cString: $0) }, contextStart: Int(state.context_mark.index),
      problem: state.problem.map { String(cString: $0) } ?? Self.outOfMemory.problem,
      position: Int(state.problem_mark.index))
  }
}
