import ArgumentParser
import Clusters
import Foundation

extension Shard {
  /// Reads the value of `--shard`.
  init(option text: String) throws {
    do throws(Problem) {
      try self.init(text, environment: ProcessInfo.processInfo.environment)
    } catch {
      throw ValidationError(error.description)
    }
  }
}
