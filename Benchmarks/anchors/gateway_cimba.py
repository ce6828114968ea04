"""The model of gateway.cpp in the cimba wheel, whose models are compiled onto Cimba's C engine.

gateway_cimba.py REQUESTS [SEED [REPLICATIONS]]: a process per request and per copy, a resource per server, no
timeouts.
"""

import math
import sys
import time

import cimba as cb

BINS = 100_000
BIN = 0.0001


class Budget(cb.Model):
    """At most 10 % of the attempts of the last 10 s may be retries, or one retry in the last second."""

    attempts: cb.Array[float] = cb.Array(65_536)
    retries: cb.Array[float] = cb.Array(8_192)
    first_attempt: int = 0
    last_attempt: int = 0
    first_retry: int = 0
    first_recent: int = 0
    last_retry: int = 0

    @cb.function
    def note_attempt(self) -> None:
        now = cb.now()
        while (
            self.first_attempt < self.last_attempt and self.attempts[self.first_attempt & 65_535] <= now - 10
        ):
            self.first_attempt += 1
        self.attempts[self.last_attempt & 65_535] = now
        self.last_attempt += 1

    @cb.function
    def allow(self) -> bool:
        now = cb.now()
        while (
            self.first_attempt < self.last_attempt and self.attempts[self.first_attempt & 65_535] <= now - 10
        ):
            self.first_attempt += 1
        while self.first_retry < self.last_retry and self.retries[self.first_retry & 8_191] <= now - 10:
            self.first_retry += 1
        while self.first_recent < self.last_retry and self.retries[self.first_recent & 8_191] <= now - 1:
            self.first_recent += 1
        limit = 10 * (self.last_attempt - self.first_attempt) // 100
        if self.last_retry - self.first_retry + 1 > limit and self.last_retry > self.first_recent:
            return False
        self.note_attempt()
        self.retries[self.last_retry & 8_191] = now
        self.last_retry += 1
        return True


class Server(cb.Model):
    log_mean: cb.Param[float]
    slots: cb.Resource = cb.Resource(capacity=16)
    budget: Budget


class Gateway(cb.Model):
    requests: cb.Param[int]
    fast: Server
    medium: Server
    slow: Server
    copy: Server
    histogram: cb.Array[int] = cb.Array(BINS)
    answered: int = 0
    retried: int = 0
    copied: int = 0
    failed: int = 0
    total: float = 0.0
    mean: cb.Output[float]
    p99: cb.Output[float]
    retries: cb.Output[float]
    copies: cb.Output[float]
    failures: cb.Output[float]

    @cb.process
    def arrivals(self):
        for _ in range(self.requests):
            cb.hold(cb.random.exponential(1 / 2200))
            cb.spawn(Request, gateway=self)

    @cb.function
    def answer(self, response: float) -> None:
        self.answered += 1
        self.total += response
        self.histogram[min(int(response / BIN), BINS - 1)] += 1

    @cb.on_end
    def conclude(self):
        self.mean = self.total / self.answered
        seen = 0
        index = 0
        while seen < 0.99 * self.answered:
            seen += self.histogram[index]
            index += 1
        self.p99 = (index - 0.5) * BIN
        self.retries = self.retried / self.requests
        self.copies = self.copied / self.requests
        self.failures = self.failed / self.requests


class Copy(cb.Model):
    server: cb.Ref[Server]

    @cb.process
    def run(self):
        self.server.slots.acquire()
        cb.hold(cb.random.lognormal(self.server.log_mean, 1.0))
        self.server.slots.release()


class Request(cb.Model):
    gateway: cb.Ref[Gateway]

    @cb.process
    def run(self):
        gateway = self.gateway
        arrival = cb.now()
        cb.hold(0.0002)
        if cb.random.uniform() < 0.1:
            gateway.copied += 1
            cb.spawn(Copy, server=gateway.copy)
        choice = cb.random.uniform()
        server = gateway.fast
        if choice >= 0.8:
            server = gateway.slow
        elif choice >= 0.5:
            server = gateway.medium
        server.budget.note_attempt()
        tries = 0
        while True:
            fails = cb.random.uniform() < 0.01
            server.slots.acquire()
            cb.hold(cb.random.lognormal(server.log_mean, 1.0))
            server.slots.release()
            if not fails:
                break
            if tries == 2 or not server.budget.allow():
                gateway.failed += 1
                break
            tries += 1
            gateway.retried += 1
            cb.hold(0.01)
        gateway.answer(cb.now() - arrival)


def make_server(mean: float) -> Server:
    server = Server()
    server.log_mean = math.log(mean) - 0.5
    server.budget = Budget()
    return server


requests = int(sys.argv[1])
seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
replications = int(sys.argv[3]) if len(sys.argv) > 3 else 1
model = Gateway()
model.requests = requests
model.fast, model.medium, model.slow, model.copy = map(make_server, (0.010, 0.016, 0.024, 0.050))
experiment = cb.Experiment(model, window=cb.Window.until_idle(), seed=seed, replications=replications)
start = time.process_time()
results = experiment.run(workers=1)
# The compilation is in it; who compares takes the difference of two runs.
elapsed = (time.process_time() - start) * 1e9 / requests / replications
outcome = results[model]
for i in range(replications):
    print(
        f"gateway-cimba n={requests} ns={elapsed:.1f} mean={outcome.mean[0][i]:.9g}"
        f" p99={outcome.p99[0][i]:.6g} retries={outcome.retries[0][i]:.6g} copies={outcome.copies[0][i]:.6g}"
        f" failures={outcome.failures[0][i]:.6g}"
    )
