/** A shop on which every rule is silent: the ground on which one thing at a time is broken. */
export const SOUND = `
sysdrill: 1
title: A small shop
requirements:
  quality:
    Q1: { flow: buy, availability: 99.9%, survives: zone, within: 30s }
    Q2: { flow: look, availability: 99.9%, survives: zone, within: 30s }
    Q3: { data: order, loss: none, reads: read-your-writes, isolation: serializable }
    Q4: { data: cart, reads: read-your-writes }
    Q5: { data: goods, fresh: 5min }
estimates:
  visitors: 1M user
  looks: visitors * 50 look/user/day = 580 /s
  stored: looks * 1 kB * 1 year = 18 TB
regions: { west: { zones: [a, b, c] } }
components:
  phone:  { is: client }
  edge:   { is: load-balancer, replicas: 3, limit: 5000 /s, auth: oauth2 }
  shop:   { is: service, replicas: 9, concurrency: 20, cores: 4, time: 5ms }
  hot:    { is: cache, pattern: cache-aside, ttl: 1min, copies: 3, memory: 8 GB, time: 1ms }
  goods:  { is: database, replication: { mode: leaderless, copies: 3, read: 2, write: 2 }, shards: { count: 4, by: hash }, time: 10ms, concurrency: 10 }
  orders: { is: database, replication: { mode: single-leader, copies: 3, sync: semi-sync, failover: automatic, switch: 20s }, isolation: serializable, backup: 1 day, time: 5ms, concurrency: 20 }
  one:    { is: external, availability: 99.8%, time: 200ms, rate-limit: 200 /s }
  two:    { is: external, availability: 99.9%, time: 200ms }
  mails:  { is: queue, delivery: at-least-once, dead-letter: true }
  mailer: { is: worker, replicas: 6, concurrency: 20, time: 20ms, idempotent: true }
  watch:  { is: monitor, watches: [look, buy, mails] }
data:
  goods:  { in: goods, key: id, item: 1 kB, count: 10M, changes: update, popularity: { zipf: 0.9 }, sequential: true }
  cart:   { in: goods, key: user, changes: update }
  order:  { in: orders, key: id, changes: append }
  charge: { in: one, key: order }
flows:
  look:
    rate: looks
    peak: 2x
    path:
      - phone -> edge -> shop: { timeout: 2s, retries: 1, once: request }
      - shop -> hot: { read: goods, hit: 90%, timeout: 50ms }
      - shop -> goods: { read: goods, when: miss, timeout: 200ms }
      - shop -> goods: { read: cart, timeout: 200ms }
  buy:
    rate: looks / 50
    peak: 4x
    deadline: 10s
    path:
      - phone -> edge -> shop: { timeout: 9s, retries: 1, once: request }
      - shop -> orders: { write: order, timeout: 500ms, retries: 1, once: order-id }
      - shop -> one: { write: charge, timeout: 2s, once: order-id }
      - shop -> two: { write: charge, when: error, timeout: 2s, once: order-id }
      - shop -> orders: { read: order, timeout: 500ms }
      - orders ~> mails ~> mailer
`;
