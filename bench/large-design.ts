/** A design of about `count` components: chains of client, balancer, service, cache and database, a flow each. Deterministic. */
export function largeDesign(count: number): string {
  const chains = Math.floor(count / 5);
  const components: string[] = [];
  const data: string[] = [];
  const flows: string[] = [];
  for (let i = 0; i < chains; i++) {
    components.push(
      `  web${i}: { is: client }`,
      `  edge${i}: { is: load-balancer, layer: 7, replicas: 2, zones: [a, b] }`,
      `  api${i}: { is: service, replicas: 6, concurrency: 64, cores: 4, time: { mean: 4ms, p99: 20ms } }`,
      `  hot${i}: { is: cache, pattern: cache-aside, ttl: 1h, shards: 3, copies: 2, memory: 64 GB }`,
      `  db${i}: { is: database, kind: key-value, replication: { mode: leaderless, copies: 3, read: 2, write: 2 }, shards: { count: 16, by: hash }, time: 2ms }`,
    );
    data.push(`  link${i}: { in: db${i}, key: code, item: record, keep: 5 year, changes: never }`);
    flows.push(
      `  flow${i}:\n    rate: reads / 100\n    peak: 3x\n    path:\n      - web${i} -> edge${i} -> api${i}: { timeout: 2s, retries: 2, once: request-id }`,
      `      - api${i} -> hot${i}: { read: link${i}, hit: 95% }\n      - api${i} -> db${i}: { read: link${i}, when: miss, timeout: 50ms }`,
    );
  }
  const head =
    'sysdrill: 1\ntitle: Large\nestimates:\n  users: 100M user\n  reads: users * 10 / day = 11.6k /s\n  record: 500 B\nregions:\n  r: { zones: [a, b, c] }\n';
  return `${head}components:\n${components.join('\n')}\ndata:\n${data.join('\n')}\nflows:\n${flows.join('\n')}\n`;
}
