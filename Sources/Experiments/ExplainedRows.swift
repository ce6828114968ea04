import Records

/// The rows of the requests that a run explains, of which those are written that the recording does not hold by itself.
struct ExplainedRows {
  private var missing: RecordBatch?

  /// - Parameter rows: those of one replication, nil where none of its requests is explained.
  init(_ rows: RecordBatch?) {
    missing = rows
  }

  /// Notes which of the requests are recorded anyway. O(1) where none is explained.
  mutating func note(_ batch: RecordBatch) {
    guard let explained = missing, !explained.requests.isEmpty else { return }
    let wanted = Set(explained.requests.map(\.request))
    let found = Set(batch.requests.lazy.map(\.request).filter(wanted.contains))
    guard !found.isEmpty else { return }
    missing?.requests.removeAll { found.contains($0.request) }
    missing?.attempts.removeAll { found.contains($0.request) }
  }

  /// What is to be written after the recorded batches: the missing rows, and all decisions.
  var rest: RecordBatch? { missing }
}
