"""The lines of bench/lines.ts in SimPy 3, written as its manual does: one process a customer, one Resource a station.

Run: python3 bench/lines_in_simpy.py <stations> <servers> <rate> <customers>. Prints the processor seconds and the mean time in the system.
"""

import random
import sys
import time

import simpy


def customer(env, stations, spent):
    came = env.now
    for station in stations:
        with station.request() as slot:
            yield slot
            yield env.timeout(random.expovariate(1))
    spent[0] += env.now - came
    spent[1] += 1


def arrivals(env, stations, rate, customers, spent):
    for _ in range(customers):
        yield env.timeout(random.expovariate(rate))
        env.process(customer(env, stations, spent))


def main():
    stations, servers, rate, customers = int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]), int(sys.argv[4])
    random.seed(1)
    start = time.process_time()
    env = simpy.Environment()
    line = [simpy.Resource(env, capacity=servers) for _ in range(stations)]
    spent = [0.0, 0]
    env.process(arrivals(env, line, rate, customers, spent))
    env.run()
    print(time.process_time() - start, spent[0] / spent[1])


main()
