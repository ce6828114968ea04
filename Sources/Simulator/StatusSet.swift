/// A set of HTTP statuses from 400 to 655, in four words.
struct StatusSet: Sendable {
  private var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)

  init() {}

  init(_ statuses: [Int]) {
    for status in statuses where (400..<656).contains(status) {
      let bit = UInt64(1) << UInt64((status - 400) % 64)
      switch (status - 400) / 64 {
      case 0: words.0 |= bit
      case 1: words.1 |= bit
      case 2: words.2 |= bit
      default: words.3 |= bit
      }
    }
  }

  func contains(_ status: Int) -> Bool {
    guard (400..<656).contains(status) else { return false }
    let bit = UInt64(1) << UInt64((status - 400) % 64)
    switch (status - 400) / 64 {
    case 0: return words.0 & bit != 0
    case 1: return words.1 & bit != 0
    case 2: return words.2 & bit != 0
    default: return words.3 & bit != 0
    }
  }
}
