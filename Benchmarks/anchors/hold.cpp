// The hold model on std::priority_queue, to measure the engine's calendar against: takes the next event and
// schedules one exponentially later, with a fixed number pending. The increments come from a table.
//
//   hold PENDING HOLDS

#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <queue>
#include <vector>

#include "random.h"

namespace {

struct Event {
  double time;
  uint64_t sequence;
  bool operator<(const Event &other) const {
    return time > other.time || (time == other.time && sequence > other.sequence);
  }
};

}  // namespace

int main(int count, char **arguments) {
  uint64_t pending = count > 1 ? std::strtoull(arguments[1], nullptr, 10) : 0;
  uint64_t holds = count > 2 ? std::strtoull(arguments[2], nullptr, 10) : 0;
  if (pending == 0 || holds == 0) {
    std::fprintf(stderr, "usage: hold PENDING HOLDS\n");
    return 64;
  }
  Random random(1);
  std::vector<double> increments(65536);
  for (double &increment : increments) increment = random.exponential();
  std::priority_queue<Event> events;
  uint64_t sequence = 0;
  while (sequence < pending) {
    double time = increments[sequence & 65535];
    events.push({time, sequence++});
  }
  clock_t start = clock();
  for (uint64_t i = 0; i < holds; i++) {
    double now = events.top().time;
    events.pop();
    events.push({now + increments[i & 65535], sequence++});
  }
  std::printf("hold-%llu ns=%.1f\n", (unsigned long long)pending,
              double(clock() - start) / CLOCKS_PER_SEC * 1e9 / holds);
  return events.size() == pending ? 0 : 1;
}
