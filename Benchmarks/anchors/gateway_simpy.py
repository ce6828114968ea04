"""The model of gateway.cpp in SimPy.

gateway_simpy.py REQUESTS [SEED]: a process per request and per copy, as in its documentation; no timeouts.
"""

import math
import random
import sys
import time
from collections import deque

import simpy


class Budget:
    """At most 10 % of the attempts of the last 10 s may be retries, or one retry in the last second."""

    def __init__(self):
        self.attempts = deque()
        self.retries = deque()
        self.recent = deque()

    @staticmethod
    def forget(times, until):
        while times and times[0] <= until:
            times.popleft()

    def note_first_attempt(self, now):
        self.forget(self.attempts, now - 10)
        self.attempts.append(now)

    def allow(self, now):
        self.forget(self.attempts, now - 10)
        self.forget(self.retries, now - 10)
        self.forget(self.recent, now - 1)
        if len(self.retries) + 1 > 10 * len(self.attempts) // 100 and self.recent:
            return False
        for times in (self.attempts, self.retries, self.recent):
            times.append(now)
        return True


class Server:
    def __init__(self, env, mean):
        self.slots = simpy.Resource(env, capacity=16)
        self.log_mean = math.log(mean) - 0.5
        self.budget = Budget()


class Gateway:
    def __init__(self, seed):
        self.env = simpy.Environment()
        self.draws = random.Random(seed)
        self.servers = [Server(self.env, mean) for mean in (0.010, 0.016, 0.024)]
        self.mirror = Server(self.env, 0.050)
        self.responses = []
        self.retries = self.copies = self.failures = 0

    def arrivals(self, requests):
        for _ in range(requests):
            yield self.env.timeout(self.draws.expovariate(2200))
            self.env.process(self.request())

    def work(self, server):
        with server.slots.request() as slot:
            yield slot
            yield self.env.timeout(self.draws.lognormvariate(server.log_mean, 1))

    def request(self):
        env = self.env
        arrival = env.now
        yield env.timeout(0.0002)
        if self.draws.random() < 0.1:
            self.copies += 1
            env.process(self.work(self.mirror))
        choice = self.draws.random()
        server = self.servers[0 if choice < 0.5 else 1 if choice < 0.8 else 2]
        server.budget.note_first_attempt(env.now)
        tries = 0
        while True:
            fails = self.draws.random() < 0.01
            yield from self.work(server)
            if not fails:
                break
            if tries == 2 or not server.budget.allow(env.now):
                self.failures += 1
                break
            tries += 1
            self.retries += 1
            yield env.timeout(0.01)
        self.responses.append(env.now - arrival)


requests = int(sys.argv[1])
seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
start = time.process_time()
gateway = Gateway(seed)
gateway.env.process(gateway.arrivals(requests))
gateway.env.run()
elapsed = (time.process_time() - start) * 1e9 / requests
responses = sorted(gateway.responses)
print(
    f"gateway-simpy n={requests} ns={elapsed:.1f} mean={sum(responses) / requests:.9g}"
    f" p99={responses[math.ceil(0.99 * requests) - 1]:.6g} retries={gateway.retries / requests:.6g}"
    f" copies={gateway.copies / requests:.6g} failures={gateway.failures / requests:.6g}"
)
