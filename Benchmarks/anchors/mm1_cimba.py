"""M/M/1 at 90 % load in the cimba wheel, whose models are compiled onto Cimba's C engine.

mm1_cimba.py CUSTOMERS [SEED [REPLICATIONS]]: a process for the arrivals, one for the server, and a store
between them, as in the wheel's own description; the store holds the times of arrival.
"""

import sys
import time

import cimba as cb


class MM1(cb.Model):
    customers: cb.Param[int]
    line: cb.Store[float] = cb.Store()
    mean_wait: cb.Output[float]

    @cb.process
    def arrivals(self):
        for _ in range(self.customers):
            cb.hold(cb.random.exponential(1 / 0.9))
            self.line.put(cb.now())

    @cb.process
    def server(self):
        waiting = 0.0
        for _ in range(self.customers):
            arrival = self.line.get()
            waiting += cb.now() - arrival
            cb.hold(cb.random.exponential(1.0))
        self.mean_wait = waiting / self.customers


customers = int(sys.argv[1])
seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
replications = int(sys.argv[3]) if len(sys.argv) > 3 else 1
model = MM1()
model.customers = customers
experiment = cb.Experiment(model, window=cb.Window.until_idle(), seed=seed, replications=replications)
start = time.process_time()
results = experiment.run(workers=1)
# The compilation is in it; who compares takes the difference of two runs.
elapsed = (time.process_time() - start) * 1e9 / customers / replications
for mean in results[model].mean_wait[0]:
    print(f"mm1-cimba n={customers} ns={elapsed:.1f} mean={mean:.9g}")
