// M/M/1 at 90 % load in plain C++, to measure the engine against:
//
//   mm1 bare|queue CUSTOMERS [SEED]
//
// `bare` keeps the next arrival and the next departure in two variables, `queue` keeps events in a
// std::priority_queue.

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <queue>
#include <vector>

#include "random.h"

namespace {

struct Line {
  std::vector<double> arrivals = std::vector<double>(1 << 20);
  uint64_t arrived = 0, served = 0;
  double waiting = 0;
  void arrive(double now) { arrivals[arrived++ & (arrivals.size() - 1)] = now; }
  void start(double now) { waiting += now - arrivals[served & (arrivals.size() - 1)]; }
};

double bare(uint64_t customers, uint64_t seed) {
  Random random(seed);
  Line line;
  double arrival = random.exponential() / 0.9, departure = INFINITY;
  while (line.served < customers) {
    if (arrival <= departure) {
      double now = arrival;
      line.arrive(now);
      arrival = line.arrived < customers ? now + random.exponential() / 0.9 : INFINITY;
      if (line.arrived - line.served == 1) line.start(now), departure = now + random.exponential();
    } else {
      double now = departure;
      line.served++;
      if (line.arrived > line.served) line.start(now), departure = now + random.exponential();
      else departure = INFINITY;
    }
  }
  return line.waiting / customers;
}

struct Event {
  double time;
  uint64_t sequence;
  int kind;
  bool operator<(const Event &other) const {
    return time > other.time || (time == other.time && sequence > other.sequence);
  }
};

double queue(uint64_t customers, uint64_t seed) {
  Random random(seed);
  Line line;
  std::priority_queue<Event> events;
  uint64_t sequence = 0;
  events.push({random.exponential() / 0.9, sequence++, 0});
  while (line.served < customers) {
    Event event = events.top();
    events.pop();
    double now = event.time;
    if (event.kind == 0) {
      line.arrive(now);
      if (line.arrived < customers) events.push({now + random.exponential() / 0.9, sequence++, 0});
      if (line.arrived - line.served == 1)
        line.start(now), events.push({now + random.exponential(), sequence++, 1});
    } else {
      line.served++;
      if (line.arrived > line.served)
        line.start(now), events.push({now + random.exponential(), sequence++, 1});
    }
  }
  return line.waiting / customers;
}

}  // namespace

int main(int count, char **arguments) {
  uint64_t customers = count > 2 ? std::strtoull(arguments[2], nullptr, 10) : 0;
  uint64_t seed = count > 3 ? std::strtoull(arguments[3], nullptr, 10) : 1;
  bool isBare = count > 1 && std::strcmp(arguments[1], "bare") == 0;
  if (customers == 0 || (!isBare && std::strcmp(arguments[1], "queue") != 0)) {
    std::fprintf(stderr, "usage: mm1 bare|queue CUSTOMERS [SEED]\n");
    return 64;
  }
  clock_t start = clock();
  double mean = isBare ? bare(customers, seed) : queue(customers, seed);
  double elapsed = double(clock() - start) / CLOCKS_PER_SEC * 1e9 / customers;
  std::printf("mm1-%s n=%llu ns=%.1f mean=%.9g\n", arguments[1], (unsigned long long)customers, elapsed,
              mean);
}
