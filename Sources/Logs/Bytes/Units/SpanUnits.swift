/// The spans of OTLP/JSON documents, each in an envelope with what its surroundings tell:
/// `{"isRoot":true,"service":"NAME","span":{…}}`.
///
/// A span of kind SERVER is a root where its parent is not in the file, which may be known only at the end: such spans are held until then.
struct SpanUnits: UnitReader {
  /// Bytes of spans that are held, and spans whose identities are kept.
  private static let mostHeld = 1 << 28
  private static let mostSpans = 1 << 24

  private static let path = JSONPath([
    [.key("resourceSpans"), .each, .key("resource")],
    [.key("resourceSpans"), .each, .key("scopeSpans"), .each, .key("spans"), .each],
  ])

  private enum Field: Int {
    case kind, id, parent
  }

  private struct Held {
    var parent: UInt64
    var range: Range<Int>
    var number: Int
  }

  private var elements: JSONElements
  private var element: [UInt8] = []
  private var resource = JSONFields(JSONFieldTable([(path: "attributes", field: 0)]))
  private var attributes = AttributeValues(["service.name": 0])
  private var span = JSONFields(
    JSONFieldTable([
      (path: "kind", field: Field.kind.rawValue), (path: "spanId", field: Field.id.rawValue),
      (path: "parentSpanId", field: Field.parent.rawValue),
    ]))
  /// The name of the service with its quotes, empty where it is not told.
  private var service: [UInt8] = []
  /// Hashes of the identities of all spans so far.
  private var known: Set<UInt64> = []
  private var held: [Held] = []
  private var heldBytes: [UInt8] = []
  private var released = 0
  private var isAtEnd = false

  init(_ source: RecordedBytes) { elements = JSONElements(source, Self.path) }

  mutating func next(in buffer: inout [UInt8]) throws(TraceProblem) -> UnitPlace? {
    while !isAtEnd {
      guard let place = try elements.next(in: &element) else {
        isAtEnd = true
        break
      }
      if place.isTooLong { return place }
      if elements.target == 0 {
        readResource(place.range)
      } else if let unit = try take(place, into: &buffer) {
        return unit
      }
    }
    return release(into: &buffer)
  }

  private mutating func readResource(_ range: Range<Int>) {
    service.removeAll(keepingCapacity: true)
    let bytes = element
    guard resource.read(bytes.span, range) == nil else { return }
    attributes.read(bytes.span, resource[0])
    let name = attributes.fields[0]
    guard name.kind == .string else { return }
    service += bytes[(name.range.lowerBound - 1)..<(name.range.upperBound + 1)]
  }

  /// The envelope of a span; nil where it is held.
  private mutating func take(_ place: UnitPlace, into buffer: inout [UInt8]) throws(TraceProblem)
    -> UnitPlace?
  {
    let bytes = element
    guard span.read(bytes.span, place.range) == nil else {
      return envelope(place, isRoot: true, into: &buffer)
    }
    let isServer = isServer
    let parent = hash(.parent)
    if let id = hash(.id) {
      guard known.count < Self.mostSpans else {
        throw TraceProblem(
          .tooLarge, "the file has more than \(Self.mostSpans) spans", line: place.number,
          suggestion: "split it; parents are looked for in the same file")
      }
      known.insert(id)
    }
    guard isServer, let parent else { return envelope(place, isRoot: isServer, into: &buffer) }
    if known.contains(parent) { return envelope(place, isRoot: false, into: &buffer) }
    let start = heldBytes.count
    append(place.range, isRoot: true, to: &heldBytes)
    held.append(Held(parent: parent, range: start..<heldBytes.count, number: place.number))
    guard heldBytes.count <= Self.mostHeld else {
      throw TraceProblem(
        .tooLarge, "more than \(Self.mostHeld >> 20) MiB of spans wait for their parents", line: place.number,
        suggestion: "leave out the spans of all services but the gateway")
    }
    return nil
  }

  /// The next of the spans that were held.
  private mutating func release(into buffer: inout [UInt8]) -> UnitPlace? {
    guard released < held.count else { return nil }
    let span = held[released]
    released += 1
    buffer.removeAll(keepingCapacity: true)
    if known.contains(span.parent) {
      buffer += Array(#"{"isRoot":false}"#.utf8)
    } else {
      buffer += heldBytes[span.range]
    }
    return UnitPlace(range: 0..<buffer.count, number: span.number)
  }

  private func envelope(_ place: UnitPlace, isRoot: Bool, into buffer: inout [UInt8]) -> UnitPlace {
    buffer.removeAll(keepingCapacity: true)
    append(place.range, isRoot: isRoot, to: &buffer)
    var place = place
    place.range = 0..<buffer.count
    return place
  }

  private func append(_ span: Range<Int>, isRoot: Bool, to bytes: inout [UInt8]) {
    bytes += Array((isRoot ? #"{"isRoot":true,"service":"# : #"{"isRoot":false,"service":"#).utf8)
    if service.isEmpty { bytes += Array("null".utf8) } else { bytes += service }
    bytes += Array(#","span":"#.utf8)
    bytes += element[span]
    bytes.append(UInt8(ascii: "}"))
  }

  /// Kind 2, or its name.
  private var isServer: Bool {
    let kind = span[Field.kind.rawValue]
    return switch kind.kind {
    case .number: element[kind.range].elementsEqual("2".utf8)
    case .string: element[kind.range].elementsEqual("SPAN_KIND_SERVER".utf8)
    default: false
    }
  }

  /// FNV-1a of an identity; nil where it is not told or all zeros.
  private func hash(_ field: Field) -> UInt64? {
    let value = span[field.rawValue]
    guard value.kind == .string, element[value.range].contains(where: { $0 != UInt8(ascii: "0") }) else {
      return nil
    }
    return element[value.range].reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
  }
}
