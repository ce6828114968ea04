import Engine

/// Runs a part of the engine through its public interface, for CostTests to count what it costs:
/// `EngineWorkload mm1 CUSTOMERS` or `EngineWorkload hold PENDING HOLDS`.
@main
enum Main {
  /// What it was asked to do is neither.
  struct UnknownWorkload: Error {
    let arguments: [String]
  }

  static func main() throws {
    let arguments = Array(CommandLine.arguments.dropFirst())
    let numbers = arguments.dropFirst().compactMap { UInt64($0) }
    // What is printed keeps the work from being optimised away.
    switch (arguments.first, numbers.count) {
    case ("mm1", 1):
      var queue = MM1()
      print(queue.meanWait(customers: numbers[0]))
    case ("hold", 2):
      print(hold(pending: UInt32(clamping: numbers[0]), holds: numbers[1]).nanoseconds)
    default: throw UnknownWorkload(arguments: arguments)
    }
  }
}
