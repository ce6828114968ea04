/// What is counted of one budget: a service at a gateway replica.
struct BudgetMeasurements {
  var allowed = 0
  var denied = 0
  var exhaustion = ExhaustionTracker()
}
