/// The filters of an import, all of which must hold.
struct FilterSet {
  private let filters: [RequestFilter]
  /// By filter: the number of its label, -1 where it has none.
  private let labels: [Int]
  private let defaultHost: [UInt8]

  init(_ options: LogOptions) {
    filters = options.filters
    defaultHost = Array((options.defaultHost ?? "").utf8)
    labels = options.filters.map { filter in
      guard case .label(let name) = filter.key else { return -1 }
      return options.labels.firstIndex(of: name) ?? -1
    }
  }

  /// The number of the first filter that the record does not pass; nil where it passes all.
  func firstFailing(_ record: borrowing LogRecord, _ line: borrowing Span<UInt8>) -> Int? {
    for index in filters.indices where !passes(index, record, line) { return index }
    return nil
  }

  private func passes(_ index: Int, _ record: borrowing LogRecord, _ line: borrowing Span<UInt8>) -> Bool {
    let filter = filters[index]
    switch filter.key {
    case .status: return filter.passes(status: record.status)
    case .outcome: return filter.passes(Array(record.outcome.word.utf8)[...])
    case .host:
      if record.host.isEmpty { return filter.passes(defaultHost[...]) }
      return filter.passes(record.bytes(record.host, line))
    case .path: return filter.passes(record.bytes(record.path, line))
    case .method: return filter.passes(record.bytes(record.method, line))
    case .upstream: return filter.passes(record.bytes(record.upstream, line))
    case .userAgent: return filter.passes(record.bytes(record.userAgent, line))
    case .label:
      let number = labels[index]
      guard record.labels.indices.contains(number) else { return filter.passes([]) }
      return filter.passes(record.bytes(record.labels[number], line))
    }
  }
}
