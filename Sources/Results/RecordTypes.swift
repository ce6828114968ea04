import Records

// Reports and experiments meet what is measured and kept through this module.

/// An account of requests: offered, answered, unanswered.
public typealias Conservation = Records.Conservation
/// One recorded attempt.
public typealias AttemptRow = Records.AttemptRow
/// An assertion on a metric.
public typealias Check = Records.Check
/// A check with its verdict and the numbers behind it.
public typealias CheckResult = Records.CheckResult
/// A time during which a budget denied retries.
public typealias EpisodeRecord = Records.EpisodeRecord
/// How a client request ended.
public typealias Fate = Records.Fate
/// What one fault did in one replication.
public typealias FaultRecord = Records.FaultRecord
/// A histogram of nanoseconds.
public typealias HistogramRecord = Records.HistogramRecord
/// The labels of a metric.
public typealias Labels = Records.Labels
/// The definition of a metric.
public typealias Metric = Records.Metric
/// Every metric that Weir measures.
public typealias MetricCatalogue = Records.MetricCatalogue
/// A metric with the labels that select one of its values.
public typealias MetricKey = Records.MetricKey
/// One metric's value in one replication.
public typealias MetricSample = Records.MetricSample
/// The exact interval of one mirror's ratio in one replication.
public typealias MirrorInterval = Records.MirrorInterval
/// What one RequestMirror filter was offered and sent.
public typealias MirrorRecord = Records.MirrorRecord
/// A request that was chosen to be explained, and why.
public typealias ChosenRequest = Records.ChosenRequest
/// The requests that were chosen by their names.
public typealias ChosenRequests = Records.ChosenRequests
/// A buffer of recorded requests and attempts.
public typealias RecordBatch = Records.RecordBatch
/// Everything measured in one replication.
public typealias ReplicationRecord = Records.ReplicationRecord
/// Which requests of a replication are to be explained.
public typealias RequestChoice = Records.RequestChoice
/// What names requests on a command line.
public typealias RequestName = Records.RequestName
/// All that was recorded of one client request.
public typealias RequestStory = Records.RequestStory
/// What a gateway decided after a failed attempt.
public typealias RetryDecision = Records.RetryDecision
/// One recorded client request.
public typealias RequestRow = Records.RequestRow
/// What a run was.
public typealias RunRecord = Records.RunRecord
/// A metric over all replications.
public typealias Summary = Records.Summary
/// A value per second of a replication.
public typealias TimelineSeries = Records.TimelineSeries
/// What a check came to.
public typealias Verdict = Records.Verdict
/// Names for paths that are no longer than needed to tell them apart.
public typealias ShortNames = Records.ShortNames
/// The command that left a database.
public typealias Command = Records.Command
/// How much a metric of a variant differs from the base's.
public typealias Difference = Records.Difference
/// What a variant changes in the scenario or in a manifest.
public typealias ChangeRecord = Records.ChangeRecord
/// What a search came to.
public typealias SearchRecord = Records.SearchRecord
/// Whether goodput comes back after a trigger.
public typealias StabilityRecord = Records.StabilityRecord
/// What is concluded from several variants together.
public typealias Findings = Records.Findings
/// One value that makes a variant differ from the base.
public typealias Setting = Records.Setting
/// How a variant stands among all variants in one metric.
public typealias RankRecord = Records.RankRecord
/// The response times of one window of time.
public typealias ResponseWindow = Records.ResponseWindow
/// What a retry budget's series count.
public typealias BudgetUnit = Records.BudgetUnit
/// A model that was fitted to recorded requests, and how far it may be believed.
public typealias CalibrationRecord = Records.CalibrationRecord
