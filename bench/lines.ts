/** Lines of waiting customers that every engine here can run: stations one after another, each with its servers, mean service time 1 s. */
export type Line = { readonly name: string; readonly stations: number; readonly servers: number; readonly rate: number };

export const LINES: readonly Line[] = [
  { name: 'M/M/1, rho 0.8', stations: 1, servers: 1, rate: 0.8 },
  { name: 'M/M/8, rho 0.9', stations: 1, servers: 8, rate: 7.2 },
  { name: 'tandem of 5, rho 0.8', stations: 5, servers: 1, rate: 0.8 },
];

/** The line as a design. */
export function lineDesign({ stations, servers, rate }: Line): string {
  const names = Array.from({ length: stations }, (_, i) => `s${i}`);
  const components = names.map(
    (name) => `  ${name}: { is: service, replicas: 1, concurrency: ${servers}, time: { mean: 1s, shape: exponential } }`,
  );
  const path = names.map((name) => `web -> ${name}`).join(', ');
  return `sysdrill: 1
title: bench
network: none
components:
  web: { is: client }
${components.join('\n')}
flows:
  f: { rate: ${rate}/s, path: [ ${path} ] }
`;
}

/** A design with a bit of everything: a balancer that compares, slots held during calls, a cache, three stores, timeouts and retries. */
export const THREE_TIERS = `sysdrill: 1
title: three tiers
network: none
components:
  web: { is: client }
  edge: { is: load-balancer, algorithm: power-of-two, health-check: 1s }
  api: { is: service, replicas: 3, concurrency: 8, time: { mean: 1ms, shape: exponential } }
  hot: { is: cache, concurrency: 4, time: { mean: 0.1ms, shape: exponential } }
  db: { is: database, shards: { count: 3, by: hash }, concurrency: 4, time: { mean: 2ms, shape: exponential } }
data:
  row: { in: db, key: id }
flows:
  f:
    rate: 4000/s
    path:
      - web -> edge -> api: { timeout: 1s, retries: 1 }
      - api -> hot: { read: row, hit: 80%, timeout: 50ms }
      - api -> db: { read: row, when: miss, timeout: 200ms, retries: 1, backoff: 10ms }
`;
