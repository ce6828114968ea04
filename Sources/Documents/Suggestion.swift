/// `did you mean "x"?` for the nearest of `candidates` by edit distance, nil where none is near.
///
/// Near is at most a third of the length, at least 1 edit (a transposition counts as one). O(length²) a candidate; words over 64
/// characters get no suggestion.
public func didYouMean(_ word: String, among candidates: [String]) -> String? {
  nearest(to: word, among: candidates).map { "did you mean \"\($0)\"?" }
}

/// The nearest of `candidates` to `word` as ``didYouMean(_:among:)`` sees it; ties go to the first.
public func nearest(to word: String, among candidates: [String]) -> String? {
  guard word.count <= 64 else { return nil }
  let folded = Array(word.lowercased())
  var best: (candidate: String, distance: Int)?
  for candidate in candidates where candidate.count <= 64 {
    let distance = editDistance(folded, Array(candidate.lowercased()))
    let limit = max(1, max(folded.count, candidate.count) / 3)
    if distance <= limit, distance < best?.distance ?? Int.max { best = (candidate, distance) }
  }
  return best?.candidate
}

/// Optimal string alignment distance: insertions, deletions, substitutions and swaps of neighbours.
private func editDistance(_ left: [Character], _ right: [Character]) -> Int {
  var beforePrevious: [Int] = []
  var previous = Array(0...right.count)
  for (row, leftCharacter) in left.enumerated() {
    var current = [row + 1]
    for (column, rightCharacter) in right.enumerated() {
      let substitution = previous[column] + (leftCharacter == rightCharacter ? 0 : 1)
      var distance = min(substitution, previous[column + 1] + 1, current[column] + 1)
      if row > 0, column > 0, leftCharacter == right[column - 1], left[row - 1] == rightCharacter {
        distance = min(distance, beforePrevious[column - 1] + 1)
      }
      current.append(distance)
    }
    beforePrevious = previous
    previous = current
  }
  return previous[right.count]
}
