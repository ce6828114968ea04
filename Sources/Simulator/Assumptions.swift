import Records

/// What every simulation assumes where specification and manifests leave it open; each is repeated beside the code that makes it.
public let simulatorAssumptions: [RunRecord.Assumption] = [
  .init(
    id: "A-ENG-1", text: "Simulated time advances in nanoseconds; every amount is rounded to the nearest."),
  .init(
    id: "A-SIM-1",
    text:
      "A budget's share counts first attempts and retries, its minimum rate is an alternative and not added, shares are "
      + "rounded down, and each gateway replica has windows of its own."),
  .init(
    id: "A-SIM-2",
    text: "A retry counts against its budget from the moment it is granted; mirrored requests never count."),
  .init(
    id: "A-SIM-3",
    text:
      "A concurrent retry holds its place from the grant through its backoff to the end of the retried attempt."
  ),
  .init(id: "A-SIM-4", text: "Each request goes to a gateway replica drawn at random."),
  .init(id: "A-SIM-5", text: "The gateway's overhead delays a request once, before it is routed."),
  .init(
    id: "A-SIM-6",
    text: "A retry stays with the service that the weights chose and is balanced like a first attempt."),
  .init(
    id: "A-SIM-7", text: "Where no endpoint is ready the gateway answers 503 at once and does not retry."),
  .init(id: "A-SIM-8", text: "A connection error that is not retried gives the client 503."),
  .init(id: "A-SIM-9", text: "An endpoint learns at once that its client gave up."),
  .init(
    id: "A-SIM-10",
    text:
      "Connection errors and attempt timeouts are retried wherever the rule has a retry, statuses only where its codes list them; "
      + "other data planes than that of the specification have conditions of their own."),
  .init(
    id: "A-SIM-11",
    text:
      "A retry whose backoff would reach the request timeout is not begun, and the client waits for its 504; an Envoy does not look."
  ),
  .init(
    id: "A-SIM-12",
    text: "A slowdown stretches the whole service of work that begins while it lasts, and no other."),
  .init(
    id: "A-SIM-13",
    text:
      "Each mirror samples once per client request; retries are not mirrored again. An Envoy samples from the one random number from which it chooses the backend too, others independently."
  ),
  .init(
    id: "A-SIM-14",
    text: "A copy is balanced and served like any other work and is never retried."),
  .init(id: "A-SIM-15", text: "Every gateway replica learns at once which endpoints are ready."),
  .init(
    id: "A-SIM-16",
    text:
      "A Service without a retryConstraint has no budget but what the data plane has by itself; a service's own block goes before the policy."
  ),
  .init(
    id: "A-SIM-17",
    text: "A connection that nothing listens for counts as answered, with status 503 and no route."),
  .init(
    id: "A-SIM-18",
    text:
      "A retry stanza without attempts retries once; without a backoff a retry begins at once, with one exactly that long "
      + "after the failure. More than 32,766 retries of a request count as 32,766."),
  .init(id: "A-SIM-19", text: "An answer at the very nanosecond of a timeout comes too late."),
  .init(
    id: "A-SIM-20",
    text:
      "A paused endpoint keeps as much as it would have taken otherwise, what fits into its free slots and its queue; one more "
      + "is answered 503 as always."),
  .init(
    id: "A-SIM-21",
    text:
      "Latency and black holes take hold of an attempt or a copy when it is sent; what is under way by then, and answers, pass. "
      + "A copy that vanishes counts as failed at once."),
  .init(
    id: "A-SIM-22",
    text:
      "Of faults at one time the factors multiply, the latencies add up, and each error fault takes its rate of what the ones "
      + "before left over."),
  .init(
    id: "A-SIM-23",
    text:
      "Recovery is judged by all traffic together, and every request without success that arrived during a fault counts as lost "
      + "to it."),
  .init(
    id: "A-SIM-24",
    text:
      "Round robin begins at a random endpoint in each gateway replica and keeps its position when the ready endpoints change."
  ),
  .init(
    id: "A-SIM-25",
    text:
      "Each request of a source with browsers comes from one of them, drawn at random. A browser keeps what a preflight allows from "
      + "the moment of its answer on; requests that it makes before that ask for themselves."),
  .init(
    id: "A-SIM-26",
    text:
      "A preflight takes the gateway its overhead and the client the source's roundTrip beside that; then the request reaches "
      + "the gateway, whose timeouts begin there, while its response time includes the wait."),
  .init(
    id: "A-SIM-27",
    text:
      "Preflights are work of the gateway alone: no fault touches them, no mirror copies them, and those that a rule without a CORS "
      + "filter would forward load no backend."),
  .init(
    id: "A-SIM-28",
    text:
      "A request that browsers do not send ends as answered by the gateway, with the status of its preflight, or as one that no "
      + "rule takes; one whose answer they keep from the script is served. Neither is a success."),
  .init(
    id: "A-SIM-29",
    text:
      "An Envoy speaks HTTP/1.1 to endpoints: an attempt has a connection of its own while it lasts, connecting takes no time, an idle "
      + "connection stays. A gateway replica is one process."),
  .init(
    id: "A-SIM-30",
    text: "An Envoy gives a copy up after the route's request timeout; other data planes never do."),
  .init(
    id: "A-SIM-31",
    text: "Where a retry avoids endpoints that its request tried, the last eight attempts are remembered."),
  .init(
    id: "A-SIM-32",
    text:
      "When an Envoy decides about a retry, an attempt whose answer failed still counts as active, one that broke or timed out does "
      + "not, nor do requests in backoff."),
  .init(
    id: "A-SIM-33", text: "An AWS SDK takes 429 for throttling; what a status hides in its body is not known."
  ),
  .init(
    id: "A-SIM-34",
    text: "Without an interval of its own or a policy's, envoy-interval takes the API's default, 10 s."),
  .init(
    id: "A-SIM-50",
    text:
      "The first slot of a window that forgets in slots begins at time zero, when the gateway starts."
  ),
  .init(id: "A-SIM-51", text: "The two minutes of adaptive throttling are 120 slots of a second."),
  .init(
    id: "A-SIM-60",
    text:
      "A full queue refuses the newcomer under every discipline, also where the newest is served first."),
  .init(
    id: "A-SIM-61",
    text:
      "Too late for a queue with deadlines is what nobody waits for any more and what the source's deadline has passed for; copies "
      + "never are. What is dropped counts as rejected."),
  .init(
    id: "A-SIM-62",
    text:
      "A fault that grows has the size of the moment at which it is used: when an attempt is sent, reaches its endpoint, or begins "
      + "to be served. Slots vanish one by one, evenly spread."),
  .init(
    id: "A-SIM-63",
    text:
      "Which attempts a fault with a percentage hits is drawn for each attempt and each copy by itself."),
  .init(
    id: "A-SIM-64",
    text:
      "An endpoint that a rolling restart replaces is ready again, with free slots and an empty queue, when the start time has passed "
      + "since it went; what the old one has not finished by then is lost."),
  .init(
    id: "A-SIM-65",
    text:
      "All Gateways share the replicas, of which the first are lost. What is in flight on them ends with status 503 for its client and "
      + "is given up for its endpoints; clients are spread evenly over those that are left at once. A replica comes back with fresh "
      + "budgets and balancers."),
  .init(
    id: "A-SIM-66",
    text: "Recovery from a fault that comes several times is that from the last time."),
  .init(
    id: "A-SIM-35",
    text:
      "Each try of a client goes to a gateway replica drawn anew, and draws everything anew; the first try draws what the request of a "
      + "client without retries would."),
  .init(
    id: "A-SIM-36",
    text:
      "A client that gives up closes its connection, and the gateway gives its attempt up at once; a request that ends so counts as "
      + "answered with 504."),
  .init(
    id: "A-SIM-37",
    text:
      "To adaptive throttling every answer but 429 and 503 is accepted; a try that is given up is not."),
  .init(
    id: "A-SIM-38",
    text: "Each request comes from one of its source's client instances, drawn at random."),
  .init(
    id: "A-SIM-39",
    text:
      "Work holds its slot while it waits for its calls; the first call that fails makes it fail with that status, and no further call "
      + "is made."),
  .init(
    id: "A-SIM-40",
    text:
      "Every endpoint of a service that calls has a proxy of its own, with the data plane of the gateway; calls that were made go on when "
      + "whoever made them has gone."),
  .init(
    id: "A-SIM-41",
    text:
      "A user of a closed population thinks before the first request too, waits for each answer however long it takes, and asks again after "
      + "at least 0.1 ms."),
  .init(
    id: "A-SIM-80",
    text:
      "An autoscaler decides as the HorizontalPodAutoscaler of Kubernetes does (autoscaling/v2); busy slots stand in for CPU, and nothing "
      + "is rounded but the number of endpoints."),
  .init(
    id: "A-SIM-81",
    text:
      "An autoscaler begins at time zero, with the number that there is then as its first recommendation, so that nothing is removed "
      + "before the time of stabilization is over."),
  .init(
    id: "A-SIM-82",
    text:
      "An autoscaler's metric is the mean over windows that follow one another from time zero on, known at the end of each; an endpoint "
      + "counts once it was ready during a whole window, and as starting before."),
  .init(
    id: "A-SIM-83",
    text: "To an autoscaler an endpoint that a fault has taken away is a pod without metrics."),
  .init(
    id: "A-SIM-84",
    text:
      "An autoscaler removes the newest endpoints; they get nothing new and finish what they have. A new endpoint that takes the place "
      + "of one that has not finished yet has so many slots fewer until then."),
  .init(
    id: "A-SIM-85",
    text:
      "A new endpoint is ready after 10 s; an autoscaler looks every 15 s at the mean of the last 15 s, as often as Kubernetes' controller "
      + "does and as the metrics-server has something new."),
  .init(
    id: "A-SIM-70",
    text:
      "A ring holds all endpoints of its service, each as often as the others; those that cannot be picked are passed over. Retry N of a "
      + "request takes the Nth entry after that of its first attempt, which may be of the same endpoint."),
  .init(
    id: "A-SIM-71",
    text:
      "Every gateway replica ejects by itself what it saw fail itself, and looks at its endpoints at the multiples of the interval from "
      + "time zero. Copies count as attempts do; an attempt that timed out counts once it was sent, what circuit breakers refused never. "
      + "An endpoint that is not ready is forgotten."),
  .init(
    id: "A-SIM-72",
    text:
      "A fault filter delays a request before its timeouts begin, while its response time includes the delay; an abort is drawn after "
      + "that. Of several filters the delays add up, and aborts are drawn one after another in the order in which they began. Preflights "
      + "pass."),
  .init(
    id: "A-SIM-73",
    text:
      "Endpoints that are ready at time zero have their whole weight, and so has one that an ejection gives back. While an endpoint of a "
      + "service is in its slow start every replica takes the turns of weights, which begin anew when the endpoints change."
  ),
  .init(
    id: "A-SIM-125",
    text:
      "In a search, a check on recovery_time passes where goodput came back in every replication and surely does so more often than not, and "
      + "fails where it surely stays down more often than not, or comes back too late; between the two it is inconclusive."
  ),
  .init(
    id: "A-SIM-126",
    text:
      "A load at which goodput is below 90 % of what is offered without any fault is overloaded; goodput that is not back after the last "
      + "fault when measuring ends stays down."),
  .init(
    id: "A-SIM-127",
    text:
      "In a calibration, nothing was recorded where the requests of a log are more than 13.8 mean gaps apart, which a Poisson process has with a "
      + "probability of 1e-6: of the mean gaps of all, and of the fifty requests before and after."),
  .init(
    id: "A-SIM-128",
    text:
      "A calibration takes the durations of a log whole as service times, with slots without bound: the waiting that they hold is that of the "
      + "recorded load, and the model does not slow down under more."),
  .init(
    id: "A-SIM-129",
    text:
      "In a calibrated model each request draws anew what it asks for, of which service, and how long it takes, whatever came before it."
  ),
  .init(
    id: "A-SIM-130",
    text:
      "In a calibration, requests that a log's clock cannot tell apart lie in its tick as those of a Poisson process would, given how many there are."
  ),
]
