/**
 * Closed forms of single stations. `arrivals` per second, `service` mean seconds a customer, `servers` side by side.
 * Source: L. Kleinrock, "Queueing Systems" I (1975); M. Harchol-Balter, "Performance Modeling and Design of Computer Systems" (2013).
 */

/** Erlang B: probability that all `servers` are busy when what finds them busy is turned away; `offered` in Erlangs. */
export function erlangB(servers: number, offered: number): number {
  let inverse = 1;
  for (let k = 1; k <= servers; k++) inverse = 1 + (inverse * k) / offered;
  return offered === 0 ? 0 : 1 / inverse;
}

/** Erlang C: probability that a customer of an M/M/c station waits; 1 when it is saturated. */
export function erlangC(servers: number, offered: number): number {
  if (offered >= servers) return 1;
  const blocked = erlangB(servers, offered);
  return blocked / (1 - (offered / servers) * (1 - blocked));
}

export type Station = {
  readonly utilisation: number;
  /** Mean seconds waiting, and waiting and served. */
  readonly waiting: number;
  readonly response: number;
  /** Mean number waiting, and waiting and served. */
  readonly queueLength: number;
  readonly inSystem: number;
};

/** M/M/c, first come first served. Infinite waiting at saturation. */
export function mmc(arrivals: number, service: number, servers: number): Station {
  const utilisation = (arrivals * service) / servers;
  const waiting = utilisation >= 1 ? Infinity : (erlangC(servers, arrivals * service) * service) / (servers * (1 - utilisation));
  return station(arrivals, utilisation, waiting, service);
}

const station = (arrivals: number, utilisation: number, waiting: number, service: number): Station => ({
  utilisation,
  waiting,
  response: waiting + service,
  queueLength: arrivals === 0 ? 0 : arrivals * waiting,
  inSystem: arrivals === 0 ? 0 : arrivals * (waiting + service),
});

/** P(time in an M/M/c station > t). */
export function mmcResponseTail(arrivals: number, service: number, servers: number, t: number): number {
  const mu = 1 / service;
  const theta = servers * mu - arrivals;
  if (theta <= 0) return 1;
  const waits = erlangC(servers, arrivals * service);
  const alone = Math.exp(-mu * t);
  // Waiting, once there is any, is exponential with rate theta; added to an exponential service time.
  const both = Math.abs(theta - mu) < 1e-12 * mu ? alone * (1 + mu * t) : (theta * alone - mu * Math.exp(-theta * t)) / (theta - mu);
  return (1 - waits) * alone + waits * both;
}

/** The time in an M/M/c station that a share `p` of customers stays below. */
export function mmcResponseQuantile(arrivals: number, service: number, servers: number, p: number): number {
  if (arrivals * service >= servers) return Infinity;
  let low = 0;
  let high = service;
  while (mmcResponseTail(arrivals, service, servers, high) > 1 - p) high *= 2;
  for (let i = 0; i < 200 && high - low > 1e-13 * high; i++) {
    const middle = (low + high) / 2;
    if (mmcResponseTail(arrivals, service, servers, middle) > 1 - p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** M/M/c with room for `room` customers in all, those in service included. */
export function mmck(arrivals: number, service: number, servers: number, room: number): Station & { readonly blocked: number } {
  const offered = arrivals * service;
  const terms = [1];
  for (let n = 1; n <= room; n++) terms.push((terms[n - 1]! * offered) / Math.min(n, servers));
  const total = terms.reduce((sum, term) => sum + term, 0);
  const blocked = terms[room]! / total;
  const inSystem = terms.reduce((sum, term, n) => sum + n * term, 0) / total;
  const accepted = arrivals * (1 - blocked);
  const response = inSystem / accepted;
  const waiting = response - service;
  return { blocked, utilisation: (accepted * service) / servers, waiting, response, queueLength: accepted * waiting, inSystem };
}

/** M/G/1 (Pollaczek and Khinchine): `squaredCv` is variance / mean² of the service time. */
export function mg1(arrivals: number, service: number, squaredCv: number): Station {
  const utilisation = arrivals * service;
  const waiting = utilisation >= 1 ? Infinity : (utilisation * service * (1 + squaredCv)) / (2 * (1 - utilisation));
  return station(arrivals, utilisation, waiting, service);
}

/**
 * Mean waiting of a G/G/c station after Allen and Cunneen: an approximation, some 11% high at a squared variation of 4 and eight
 * servers. Source: A. O. Allen, "Probability, Statistics and Queueing Theory" (1990).
 */
export const allenCunneen = (arrivals: number, service: number, servers: number, arrivalCv2: number, serviceCv2: number): number =>
  (mmc(arrivals, service, servers).waiting * (arrivalCv2 + serviceCv2)) / 2;

/** Mean response of a product-form network of M/M/c stations: visits times response, summed (Jackson 1957). */
export const jackson = (
  arrivals: number,
  stations: readonly { readonly visits: number; readonly service: number; readonly servers: number }[],
): number => stations.reduce((sum, each) => sum + each.visits * mmc(arrivals * each.visits, each.service, each.servers).response, 0);
