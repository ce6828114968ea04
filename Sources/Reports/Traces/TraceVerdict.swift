import Logs

/// Whether a log can be trusted.
enum TraceVerdict {
  case sound, careful, unusable

  /// What warnings come to.
  init(_ warnings: [TraceWarning]) {
    if warnings.contains(where: { $0.code == .doctoredClock }) {
      self = .unusable
    } else {
      self = warnings.allSatisfy(\.code.isRemark) ? .sound : .careful
    }
  }

  /// A word for it, with a blank behind.
  func sign(_ paint: Paint) -> String {
    switch self {
    case .sound: paint.good("SOUND ")
    case .careful: paint.doubtful("WITH CARE ")
    case .unusable: paint.bad("NOT AS ARRIVALS ")
    }
  }
}
