/// Why a sweep cannot be run or merged.
public enum SweepError: Error, Sendable, Equatable {
  /// What is varied makes no sweep.
  case design(String)
  /// Points cannot be read; the messages say why.
  case points(Int)
  /// What lies in the folder is of another sweep, of another version, or damaged.
  case mismatch(String)
}
