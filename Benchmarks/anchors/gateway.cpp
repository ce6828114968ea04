// The model of ../scenarios/gateway in plain C++ with std::priority_queue, to measure runs of Weir against:
//
//   gateway REQUESTS [SEED] [timeouts]
//
// Clients ask 2200 times a second. The gateway takes 0.2 ms, copies one request in ten to a fourth server,
// and sends the request to one of three by weight; each has 16 slots and a queue without end, and fails once
// in a hundred. A failure is retried 10 ms later, twice at most, while the retries of the last 10 s stay
// below 10 % of the attempts. With `timeouts` each request has an event in the queue 1 s after its arrival;
// what a client gave up on is served all the same. Nothing is recorded but the mean and a histogram of the
// response times.

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <queue>
#include <vector>

#include "random.h"

namespace {

constexpr double rate = 2200, overhead = 0.0002, failureShare = 0.01, backoff = 0.01, timeLimit = 1;
constexpr double mirrorShare = 0.1, budgetInterval = 10, budgetMinimumInterval = 1;
constexpr int retryLimit = 2, budgetPercent = 10, budgetMinimum = 1, slots = 16, mirror = 3;
constexpr double meanServiceTime[] = {0.010, 0.016, 0.024, 0.050};

// A queue in a ring that doubles where it is full.
template <typename T>
class Ring {
  std::vector<T> items = std::vector<T>(64);
  size_t head = 0, length = 0;

 public:
  size_t size() const { return length; }
  T &front() { return items[head]; }
  void pop() { head = (head + 1) & (items.size() - 1), length--; }
  void push(T item) {
    if (length == items.size()) {
      std::vector<T> larger(2 * length);
      for (size_t i = 0; i < length; i++) larger[i] = items[(head + i) & (length - 1)];
      items.swap(larger), head = 0;
    }
    items[(head + length++) & (items.size() - 1)] = item;
  }
};

// At most a share of the attempts of the last interval may be retries, or a few retries in a shorter one.
struct Budget {
  Ring<double> attempts, retries, recent;

  static void forget(Ring<double> &times, double until) {
    while (times.size() > 0 && times.front() <= until) times.pop();
  }
  void noteFirstAttempt(double now) {
    forget(attempts, now - budgetInterval);
    attempts.push(now);
  }
  bool allow(double now) {
    forget(attempts, now - budgetInterval);
    forget(retries, now - budgetInterval);
    forget(recent, now - budgetMinimumInterval);
    size_t limit = budgetPercent * attempts.size() / 100;
    if (retries.size() + 1 > limit && recent.size() >= budgetMinimum) return false;
    attempts.push(now), retries.push(now), recent.push(now);
    return true;
  }
};

struct Server {
  int busy = 0;
  Ring<uint32_t> line;
  Budget budget;
};

// A client request, or a copy of one.
struct Request {
  double arrival;
  uint64_t timeout;  // the number of its timeout's event
  uint8_t server, retries;
  bool isCopy, fails, isAtServer, isAnswered;
};

enum Kind : uint32_t { arrives, leavesGateway, isServed, isRetried, timesOut };

struct Event {
  double time;
  uint64_t sequence;
  Kind kind;
  uint32_t request;
  bool operator<(const Event &other) const {
    return time > other.time || (time == other.time && sequence > other.sequence);
  }
};

class Gateway {
  Random random;
  uint64_t expected;
  bool hasTimeouts;
  double now = 0;
  uint64_t sequence = 0;
  std::priority_queue<Event> events;
  Server servers[4];
  double logMean[4];
  std::vector<Request> requests;
  std::vector<uint32_t> unused;

  static constexpr double bin = 0.0001;
  std::vector<uint32_t> histogram = std::vector<uint32_t>(100000);
  double responses = 0;

 public:
  uint64_t arrived = 0, answered = 0, retried = 0, copied = 0, failed = 0;

  Gateway(uint64_t expected, uint64_t seed, bool hasTimeouts)
      : random(seed), expected(expected), hasTimeouts(hasTimeouts) {
    for (int i = 0; i < 4; i++) logMean[i] = std::log(meanServiceTime[i]) - 0.5;  // sigma is 1
  }

  void run() {
    schedule(random.exponential() / rate, arrives, 0);
    while (!events.empty()) {
      Event event = events.top();
      events.pop();
      now = event.time;
      switch (event.kind) {
        case arrives: arrive(); break;
        case leavesGateway: route(event.request); break;
        case isServed: finish(event.request); break;
        case isRetried: send(event.request); break;
        case timesOut: timeOut(event); break;
      }
    }
  }

  double mean() const { return responses / answered; }

  double quantile(double share) const {
    uint64_t seen = 0;
    for (size_t i = 0; i < histogram.size(); i++)
      if ((seen += histogram[i]) >= share * answered) return (i + 0.5) * bin;
    return INFINITY;
  }

 private:
  void schedule(double delay, Kind kind, uint32_t request) {
    events.push({now + delay, sequence++, kind, request});
  }

  uint32_t make(bool isCopy) {
    uint32_t request;
    if (unused.empty()) {
      request = requests.size();
      requests.emplace_back();
    } else {
      request = unused.back();
      unused.pop_back();
    }
    requests[request] = {now, UINT64_MAX, 0, 0, isCopy, false, false, false};
    return request;
  }

  void arrive() {
    if (++arrived < expected) schedule(random.exponential() / rate, arrives, 0);
    uint32_t request = make(false);
    if (hasTimeouts) {
      requests[request].timeout = sequence;
      schedule(timeLimit, timesOut, request);
    }
    schedule(overhead, leavesGateway, request);
  }

  void route(uint32_t request) {
    if (random.uniform() < mirrorShare) {
      copied++;
      uint32_t copy = make(true);
      requests[copy].server = mirror;
      join(copy);
    }
    double choice = random.uniform();
    uint8_t server = choice < 0.5 ? 0 : choice < 0.8 ? 1 : 2;
    requests[request].server = server;
    servers[server].budget.noteFirstAttempt(now);
    send(request);
  }

  void send(uint32_t request) {
    requests[request].fails = random.uniform() < failureShare;
    join(request);
  }

  void join(uint32_t request) {
    requests[request].isAtServer = true;
    Server &server = servers[requests[request].server];
    if (server.busy == slots) {
      server.line.push(request);
    } else {
      server.busy++;
      serve(request);
    }
  }

  void serve(uint32_t request) {
    schedule(std::exp(logMean[requests[request].server] + random.normal()), isServed, request);
  }

  void finish(uint32_t request) {
    Request &finished = requests[request];
    Server &server = servers[finished.server];
    if (server.line.size() > 0) {
      serve(server.line.front());
      server.line.pop();
    } else {
      server.busy--;
    }
    finished.isAtServer = false;
    if (finished.isCopy || finished.isAnswered) unused.push_back(request);
    else if (!finished.fails) answer(request);
    else retryOrAnswer(request);
  }

  void retryOrAnswer(uint32_t request) {
    Request &finished = requests[request];
    bool isLate = hasTimeouts && now + backoff >= finished.arrival + timeLimit;
    if (finished.retries == retryLimit) {
      failed++;
      answer(request);
    } else if (isLate) {
      return;  // nothing but its timeout is left to it
    } else if (!servers[finished.server].budget.allow(now)) {
      failed++;
      answer(request);
    } else {
      finished.retries++;
      retried++;
      schedule(backoff, isRetried, request);
    }
  }

  void timeOut(const Event &event) {
    Request &late = requests[event.request];
    if (late.timeout != event.sequence || late.isAnswered) return;  // it was answered in time
    failed++;
    answer(event.request);
  }

  void answer(uint32_t request) {
    double response = now - requests[request].arrival;
    responses += response;
    size_t index = response / bin;
    histogram[index < histogram.size() ? index : histogram.size() - 1]++;
    answered++;
    requests[request].isAnswered = true;
    if (!requests[request].isAtServer) unused.push_back(request);
  }
};

}  // namespace

int main(int count, char **arguments) {
  uint64_t requests = count > 1 ? std::strtoull(arguments[1], nullptr, 10) : 0;
  uint64_t seed = count > 2 ? std::strtoull(arguments[2], nullptr, 10) : 1;
  bool hasTimeouts = count > 3 && std::strcmp(arguments[3], "timeouts") == 0;
  if (requests == 0) {
    std::fprintf(stderr, "usage: gateway REQUESTS [SEED] [timeouts]\n");
    return 64;
  }
  clock_t start = clock();
  Gateway gateway(requests, seed, hasTimeouts);
  gateway.run();
  double elapsed = double(clock() - start) / CLOCKS_PER_SEC * 1e9 / requests;
  std::printf("gateway n=%llu ns=%.1f mean=%.9g p99=%.6g retries=%.6g copies=%.6g failures=%.6g\n",
              (unsigned long long)requests, elapsed, gateway.mean(), gateway.quantile(0.99),
              double(gateway.retried) / requests, double(gateway.copied) / requests,
              double(gateway.failed) / requests);
  return gateway.answered == requests ? 0 : 1;
}
