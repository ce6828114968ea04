"""M/M/1 at 90 % load in SimPy.

mm1_simpy.py CUSTOMERS [SEED]: a process per customer, as in SimPy's documentation.
"""

import random
import sys
import time

import simpy


def customer(env, server, draws, waits):
    arrival = env.now
    with server.request() as turn:
        yield turn
        waits[0] += env.now - arrival
        yield env.timeout(draws.expovariate(1))


def arrivals(env, server, draws, waits, customers):
    for _ in range(customers):
        yield env.timeout(draws.expovariate(0.9))
        env.process(customer(env, server, draws, waits))


customers = int(sys.argv[1])
seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
start = time.process_time()
env = simpy.Environment()
waits = [0.0]
env.process(arrivals(env, simpy.Resource(env), random.Random(seed), waits, customers))
env.run()
elapsed = (time.process_time() - start) * 1e9 / customers
print(f"mm1-simpy n={customers} ns={elapsed:.1f} mean={waits[0] / customers:.9g}")
