/// An engine of clusters that starts one program many times and tells each by a variable which of them it is.
///
/// Source: the variables that each engine's own documentation names for its array, or indexed, jobs.
enum ArrayEngine: CaseIterable {
  case kubernetes, awsBatch, slurm

  /// What people call it.
  var name: String {
    switch self {
    case .kubernetes: "a Kubernetes Indexed Job"
    case .awsBatch: "an AWS Batch array job"
    case .slurm: "a Slurm array job"
    }
  }

  /// The variable with the number of the task, from 0.
  var indexVariable: String {
    switch self {
    case .kubernetes: "JOB_COMPLETION_INDEX"
    case .awsBatch: "AWS_BATCH_JOB_ARRAY_INDEX"
    case .slurm: "SLURM_ARRAY_TASK_ID"
    }
  }

  /// The variable with the number of tasks, where it can be trusted.
  ///
  /// `SLURM_ARRAY_TASK_COUNT` cannot: where only tasks 3 and 5 are submitted again it says 2.
  var countVariable: String? {
    self == .awsBatch ? "AWS_BATCH_JOB_ARRAY_SIZE" : nil
  }

  /// The variable that says how often the task was started before, or is started now, for messages alone.
  var attemptVariable: String? {
    switch self {
    case .kubernetes: nil
    case .awsBatch: "AWS_BATCH_JOB_ATTEMPT"
    case .slurm: "SLURM_RESTART_COUNT"
    }
  }
}
