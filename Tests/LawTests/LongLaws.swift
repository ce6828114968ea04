import Foundation

/// Whether `make laws` asks for the long variants.
enum LongLaws {
  static let areAsked = ProcessInfo.processInfo.environment["WEIR_LONG_LAWS"] == "1"
}
