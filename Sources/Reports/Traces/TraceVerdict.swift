import Logs

/// Whether a log can be trusted.
enum TraceVerdict {
  case empty, sound, careful, unusable

  /// What the warnings about so many requests come to.
  init(_ warnings: [TraceWarning], requests: Int) {
    if requests == 0 {
      self = .empty
    } else if warnings.contains(where: { $0.code == .doctoredClock }) {
      self = .unusable
    } else {
      self = warnings.allSatisfy(\.code.isRemark) ? .sound : .careful
    }
  }

  /// The word for it in JSON.
  var word: String {
    switch self {
    case .empty: "empty"
    case .sound: "sound"
    case .careful: "with-care"
    case .unusable: "not-as-arrivals"
    }
  }

  /// A word for it, with a blank behind.
  func sign(_ paint: Paint) -> String {
    switch self {
    case .empty: paint.doubtful("NOTHING ")
    case .sound: paint.good("SOUND ")
    case .careful: paint.doubtful("WITH CARE ")
    case .unusable: paint.bad("NOT AS ARRIVALS ")
    }
  }
}
