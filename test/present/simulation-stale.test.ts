import { expect, test } from 'vitest';
import { ComponentId } from '#model/ids.js';
import { simulationText } from '#present/simulation-text.js';
import { type SimulationOptions, simulate } from '#simulate/simulate.js';
import { design } from '../helpers/design.js';

const text = (replication: string, read: string, options: SimulationOptions = {}): string => {
  const model = design(`
sysdrill: 1
title: Notes
requirements: { quality: { Q1: { data: note, reads: read-your-writes }, Q2: { data: note, fresh: 200ms } } }
network: { client: 100ms }
components:
  web: { is: client }
  db: { is: database, concurrency: 1000, time: { mean: 0ms, shape: constant }, replication: { ${replication} } }
data: { note: { in: db, key: id, changes: update, count: 1000, popularity: { zipf: 0 } } }
flows:
  put: { rate: 300/s, path: [ web -> db: { write: note } ] }
  get: { rate: 30/s, path: [ web -> db: { ${read} } ] }
`);
  return simulationText(model.title, simulate(model, { duration: 20, warmup: 1, peak: false, ...options }), { columns: 100, color: false });
};
const section = (whole: string): string => whole.split('\n\n').find((part) => part.startsWith('Reads of older copies')) ?? '';

const FOLLOWER = 'mode: single-leader, copies: 2, sync: async, lag: 400ms, failover: automatic, switch: 2s';

test('who reads an older value, for how long, and what was asked', () => {
  const lines = section(text(FOLLOWER, 'read: note, from: replica')).split('\n');
  // The next request cannot be there sooner than 100 ms after the answer.
  const words = lines.join(' ').replaceAll(/\s+/g, ' ');
  expect(words).toMatch(/ note read by get from db: older in 100% at once, .*7\d(\.\d+)?% 100 ms.* after a write seen by/);
  expect(words).toMatch(/seen by 99% after 39\d ms; what they wrote themselves: 7\d(\.\d+)?% after 100 ms, with their next request/);
  expect(words).toMatch(/% of all its reads/);
  expect(lines.join('\n')).toMatch(/FAIL {7}read-your-writes: 100% at once after a write \(Q1\)/);
  expect(lines.join('\n')).toMatch(/FAIL {7}fresh: seen by 99\.9% after (39\d|400) ms, asked 200 ms \(Q2\)/);
});

test('where nobody does, that is said of what is asked, with how far it is known', () => {
  const found = section(text('mode: leaderless, copies: 3, read: 2, write: 2', 'read: note'));
  expect(found).toMatch(/no older value in \d+ writes \(at most 0\.\d+%\)/);
  expect(found.match(/PASS/g)).toHaveLength(2);
  // Of one copy there is nothing to tell.
  expect(section(text('mode: none, copies: 1', 'read: note'))).toBe('');
});

test('what a failure took is told with it', () => {
  const what = { kind: 'instance' as const, component: ComponentId('db'), instances: 1 };
  const found = section(text(FOLLOWER, 'read: note', { faults: [{ what, at: 5, for: 6 }], duration: 15 }));
  expect(found).toMatch(/^ {2}1 instance of db down: \d+ acknowledged writes to db are lost\.$/m);
});

test('lines are no wider than the terminal', () => {
  const model = design(`
sysdrill: 1
title: Notes
components:
  web: { is: client }
  a-database-with-a-long-name: { is: database, concurrency: 1000, time: 0.1ms, replication: { ${FOLLOWER} } }
data: { a-note-with-a-long-name: { in: a-database-with-a-long-name, key: id, changes: update, count: 1000 } }
flows:
  put: { rate: 300/s, path: [ web -> a-database-with-a-long-name: { write: a-note-with-a-long-name } ] }
  get: { rate: 30/s, path: [ web -> a-database-with-a-long-name: { read: a-note-with-a-long-name, from: replica } ] }
`);
  const lines = simulationText('Notes', simulate(model, { duration: 10 }), { columns: 80, color: false }).split('\n');
  expect(lines.some((line) => line.startsWith('  a-note-with-a-long-name read by get'))).toBe(true);
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
});
