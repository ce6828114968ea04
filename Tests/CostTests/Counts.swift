/// What callgrind counted in a part of a run.
struct Counts {
  var instructions = 0
  /// Calls of functions, by the names that callgrind gives them.
  var calls: [String: Int] = [:]

  /// Calls of what allocates; an array comes through three of them.
  var allocations: Int {
    sum([
      "malloc", "calloc", "realloc", "posix_memalign", "aligned_alloc", "swift_slowAlloc",
      "swift_allocObject",
    ])
  }

  /// Calls of what counts references to objects; those for bridged objects call the others in turn.
  var references: Int {
    sum([
      "swift_retain", "swift_release", "swift_retain_n", "swift_release_n", "swift_bridgeObjectRetain",
      "swift_bridgeObjectRelease", "swift_bridgeObjectRetain_n", "swift_bridgeObjectRelease_n",
    ])
  }

  /// Dynamic checks that no two accesses to a variable overlap.
  var accessChecks: Int { sum(["swift_beginAccess"]) }

  /// What a longer run has counted more than a shorter one.
  static func - (longer: Counts, shorter: Counts) -> Counts {
    Counts(
      instructions: longer.instructions - shorter.instructions,
      calls: longer.calls.merging(shorter.calls.mapValues { -$0 }, uniquingKeysWith: +))
  }

  static func += (counts: inout Counts, more: Counts) {
    counts.instructions += more.instructions
    counts.calls.merge(more.calls, uniquingKeysWith: +)
  }

  private func sum(_ functions: [String]) -> Int { functions.reduce(0) { $0 + calls[$1, default: 0] } }
}
