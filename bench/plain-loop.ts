/**
 * The simplest honest simulation of a line of stations in JavaScript, untuned: a heap of events in typed arrays, a list of
 * arrival times a station, xoshiro128++ and a logarithm. It has nothing else in it: no design, no histogram, no report.
 */
export function plainLoop(stations: number, servers: number, rate: number, customers: number): number {
  const words = Int32Array.of(1, 2, 3, 4);
  const uniform = (): number => {
    const sum = (words[0]! + words[3]!) | 0;
    const out = (((sum << 7) | (sum >>> 25)) + words[0]!) | 0;
    const t = words[1]! << 9;
    words[2]! ^= words[0]!;
    words[3]! ^= words[1]!;
    words[1]! ^= words[2]!;
    words[0]! ^= words[3]!;
    words[2]! ^= t;
    words[3] = (words[3]! << 11) | (words[3]! >>> 21);
    return ((out >>> 0) + 0.5) / 4294967296;
  };
  const exponential = (): number => -Math.log(uniform());

  const times = new Float64Array(1024);
  const kinds = new Int32Array(1024);
  const started = new Float64Array(1024);
  let size = 0;
  const push = (time: number, kind: number, start: number): void => {
    let i = size++;
    while (i > 0 && times[(i - 1) >> 1]! > time) {
      const parent = (i - 1) >> 1;
      times[i] = times[parent]!;
      kinds[i] = kinds[parent]!;
      started[i] = started[parent]!;
      i = parent;
    }
    times[i] = time;
    kinds[i] = kind;
    started[i] = start;
  };
  const pop = (): void => {
    const last = --size;
    const time = times[last]!;
    let i = 0;
    for (;;) {
      let child = 2 * i + 1;
      if (child >= last) break;
      if (child + 1 < last && times[child + 1]! < times[child]!) child++;
      if (times[child]! >= time) break;
      times[i] = times[child]!;
      kinds[i] = kinds[child]!;
      started[i] = started[child]!;
      i = child;
    }
    times[i] = time;
    kinds[i] = kinds[last]!;
    started[i] = started[last]!;
  };

  const free = new Int32Array(stations).fill(servers);
  const queues: number[][] = Array.from({ length: stations }, () => []);
  const heads = new Int32Array(stations);
  const ARRIVAL = -1;
  let served = 0;
  let sum = 0;
  const arrive = (station: number, now: number, start: number): void => {
    if (free[station]! > 0) {
      free[station]!--;
      push(now + exponential(), station, start);
    } else queues[station]!.push(start);
  };
  push(exponential() / rate, ARRIVAL, 0);
  while (served < customers) {
    const now = times[0]!;
    const kind = kinds[0]!;
    const start = started[0]!;
    pop();
    if (kind === ARRIVAL) {
      push(now + exponential() / rate, ARRIVAL, 0);
      arrive(0, now, now);
      continue;
    }
    const queue = queues[kind]!;
    if (heads[kind]! < queue.length) {
      push(now + exponential(), kind, queue[heads[kind]!]!);
      if (++heads[kind]! > 1024) {
        queue.splice(0, heads[kind]!);
        heads[kind] = 0;
      }
    } else free[kind]!++;
    if (kind + 1 < stations) arrive(kind + 1, now, start);
    else {
      served++;
      sum += now - start;
    }
  }
  return sum / served;
}
