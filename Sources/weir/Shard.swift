import ArgumentParser

/// The value of `--shard`: `K/N`, the jobs whose number leaves K when divided by N.
struct Shard {
  /// Which shard, from 0.
  let index: Int
  /// Of how many, at least 1.
  let count: Int

  /// Reads the value of the option.
  init(text: String) throws {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let index = Int(parts[0]), let count = Int(parts[1]) else {
      throw ValidationError("it wants K/N, such as 0/8, found \(text)")
    }
    guard count >= 1, 0..<count ~= index else {
      throw ValidationError("it wants K/N with K from 0 to N - 1, found \(text)")
    }
    self.index = index
    self.count = count
  }

  /// Its jobs of a sweep of `jobs`.
  func jobs(of jobs: Int) -> [Int] { Array(stride(from: index, to: jobs, by: count)) }
}
