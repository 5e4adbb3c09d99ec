import fc from 'fast-check';
import { expect, test } from 'vitest';
import { analyze } from '#analyze/analysis.js';
import { simulate } from '#simulate/simulate.js';
import { design as modelOf } from '../helpers/design.js';

/** Seconds that ways and the work of copies add to what a design says of its lags, at most: 80 ms between regions, some milliseconds of work. */
const WORK = 0.3;

const stores = fc.constantFrom(
  'mode: single-leader, copies: 3, sync: async, lag: 400ms',
  'mode: single-leader, copies: 3, sync: semi-sync, lag: 400ms',
  'mode: single-leader, copies: 2, sync: sync',
  'mode: leaderless, copies: 3, read: 2, write: 2',
  'mode: leaderless, copies: 3, read: 1, write: 3',
  'mode: leaderless, copies: 3, read: 1, write: 1, lag: 300ms',
  'mode: leaderless, copies: 5, read: 2, write: 3, lag: 300ms',
  'mode: multi-leader, copies: 2, lag: 500ms',
  'mode: chain, copies: 3',
);
const across = fc.constantFrom('', ', across: { mode: async, lag: 600ms }', ', across: { mode: sync }');
const regions = fc.boolean();
const from = fc.constantFrom('', ', from: leader', ', from: any', ', from: replica', ', from: quorum');
const home = fc.constantFrom('', ', route: home');
const changes = fc.constantFrom('update', 'append', 'never');
const cache = fc.constantFrom('', 'cache-aside', 'write-through');
const evicts = fc.constantFrom('', ', api -> hot: { invalidate: row }');
const copied = fc.boolean();

const designs = fc.record({ stores, across, regions, from, writeHome: home, readHome: home, changes, cache, evicts, copied }).map((x) => {
  const at = x.regions ? 'at: [us, eu], ' : '';
  // Between regions a design has to say how it replicates, or nothing is said of it.
  const said = x.regions ? (x.across === '' ? ', across: { mode: async, lag: 600ms }' : x.across) : '';
  const store = x.copied ? 'copy' : 'db';
  const read = `read: row${x.copied ? '' : x.from}${x.copied ? '' : x.readHome}`;
  const reads =
    x.cache === '' ? `api -> ${store}: { ${read} }` : `api -> hot: { read: row, hit: 90% }, api -> ${store}: { ${read}, when: miss }`;
  return `
sysdrill: 1
title: random copies
${x.regions ? 'regions: { us: { zones: [a] }, eu: { zones: [a] } }\nnetwork: { us <-> eu: 80ms }' : ''}
components:
  web: { is: client }
  api: { is: service, ${at}replicas: 2, concurrency: 1000, time: 1ms }
  hot: { is: cache, ${at}ttl: 2s, pattern: ${x.cache === '' ? 'cache-aside' : x.cache}, concurrency: 1000, time: 1ms }
  db: { is: database, ${at}concurrency: 1000, time: 2ms, replication: { ${x.stores}${said} } }
  copy: { is: database, ${at}replica-of: db, lag: 500ms, concurrency: 1000, time: 2ms }
data:
  row: { in: db, key: id, changes: ${x.changes} }
flows:
  put: { rate: 200/s, path: [ web -> api, api -> db: { write: row${x.writeHome} }${x.cache === '' ? '' : x.evicts} ] }
  get: { rate: 20/s, path: [ web -> api, ${reads} ] }
`;
});

/** Cases in which a read was seen to be older, so that the property is known to have had something to contradict. */
let older = 0;

test('no read is seen to be older than the analysis says it may be', () => {
  fc.assert(
    fc.property(designs, (text) => {
      const model = modelOf(text);
      const guarantee = analyze(model)
        .consistency.get('row' as never)
        ?.get('get' as never)?.guarantee;
      for (const stale of simulate(model, { seed: 3, duration: 3, warmup: 0.5, peak: false }).stale) {
        if (guarantee === undefined || guarantee === null || stale.own === null) continue;
        const share = stale.after[0]!.share;
        if (share > 0) older++;
        if (guarantee.order === 'linearizable') expect(share, `linearizable\n${text}`).toBe(0);
        if (guarantee.readYourWrites) expect(stale.own.atOnce.share, `own writes\n${text}`).toBe(0);
        // Data that does not change is not old where it has not come yet.
        const changes = model.data.get('row' as never)!.changes;
        if (changes === 'update' && typeof guarantee.staleness === 'number')
          expect(stale.visible!.max, `bound of ${guarantee.staleness} s\n${text}`).toBeLessThanOrEqual(guarantee.staleness + WORK);
      }
    }),
    { numRuns: 40, seed: 20261120 },
  );
  expect(older).toBeGreaterThan(10);
});
