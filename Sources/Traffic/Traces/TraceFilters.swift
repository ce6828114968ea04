import Documents
import Logs

/// What the records of a trace in Weir's form must fulfil, each filter with the cell that it looks at.
struct TraceFilters {
  private var filters: [(filter: RequestFilter, cell: Int?)] = []

  /// Finds the columns; nil where there is none that a filter names.
  init?(_ filters: [RequestFilter], header: CSVRecords, _ report: (TraceProblem) -> Void) {
    let names = (0..<header.count).map { String(decoding: header.bytes[header.range(of: $0)], as: UTF8.self) }
    for filter in filters {
      let cell = Self.cell(of: filter.key, names)
      self.filters.append((filter, cell))
      guard cell == nil, case .label(let name) = filter.key else { continue }
      report(
        TraceProblem(
          .filter,
          "\"\(filter.text)\" is no filter of this trace, which has no column \"\(name.prefix(80))\"",
          line: header.line,
          suggestion: didYouMean(name, among: RequestFilter.keys + names)
            ?? "the keys are \(RequestFilter.keys.joined(separator: ", ")) and the names of columns"))
      return nil
    }
  }

  private static func cell(of key: RequestFilter.Key, _ names: [String]) -> Int? {
    switch key {
    case .host: names.firstIndex(of: "host")
    case .path: names.firstIndex(of: "path")
    case .method: names.firstIndex(of: "method")
    case .status: names.firstIndex(of: "status")
    case .upstream: names.firstIndex(of: "upstream")
    case .outcome: names.firstIndex(of: "outcome")
    case .userAgent: names.firstIndex { $0.lowercased() == "header.user-agent" }
    case .label(let name): names.firstIndex(of: name)
    }
  }

  /// Whether a record, whose cells are as many as the header's, is replayed.
  func passes(_ record: CSVRecords) -> Bool {
    filters.allSatisfy { filter, cell in
      let text = cell.map { record.bytes[record.range(of: $0)] } ?? []
      switch filter.key {
      case .status: return filter.passes(status: Int32(String(decoding: text, as: UTF8.self)))
      case .method where text.isEmpty: return filter.passes(Array("GET".utf8)[...])
      case .path where text.isEmpty: return filter.passes(Array("/".utf8)[...])
      // Import leaves the cell empty where nothing out of the ordinary is told.
      case .outcome where text.isEmpty: return filter.passes(Array(LogOutcome.ok.word.utf8)[...])
      default: return filter.passes(text)
      }
    }
  }
}
