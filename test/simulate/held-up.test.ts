import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { simulationText } from '#present/simulation-text.js';
import { compile } from '#simulate/compile/compile.js';
import { stationSpec } from '#simulate/compile/station-spec.js';
import { heldUpOf } from '#simulate/plan/held-up.js';
import { kneeOf } from '#simulate/plan/knee.js';
import { outlook } from '#simulate/plan/utilisation.js';
import { type SimulationReport, simulate } from '#simulate/simulate.js';
import { design } from '../helpers/design.js';
import { bare, constant } from '../helpers/lines.js';

const service = (name: string, milliseconds: number, slots: number, more = ''): string =>
  `  ${name}: { is: service, replicas: 1, concurrency: ${slots}, time: ${constant(milliseconds)}${more} }`;
/** Requests at `rate` a second hand something over to `front`, which calls `back`: 100 visits a second fill that one. */
const chain = (rate: number, call = '', back = service('back', 10, 1), front = service('front', 10, 40)): SimulationReport =>
  simulate(design(bare(`${front}\n${back}`, `{ rate: ${rate}/s, path: [ web ~> front, front -> back${call} ] }`)), {
    duration: 30,
    warmup: 10,
    peak: false,
  });

describe('what waits for something that is full', () => {
  test('holds all its slots without end where there is no timeout, however few it takes while nobody is full', () => {
    const { components, knee, bottleneck } = chain(200);
    const { front } = components;
    expect(front!.demand).toBeCloseTo((200 * 0.02) / 40, 6);
    expect(front!.heldUp).toEqual({ by: 'back', demand: null });
    expect(front!.utilisation + front!.held).toBeGreaterThan(0.99);
    // Nothing more is asked of what is full itself.
    expect(components['back']!.heldUp).toBeUndefined();
    expect([bottleneck, knee!.component, knee!.load]).toEqual(['back', 'back', 0.5]);
  });

  test.each([
    ['its timeout', ': { timeout: 40ms }', 0.01 + 0.04],
    ['all its timeouts', ': { timeout: 40ms, retries: 2 }', 0.01 + 3 * 0.04],
    [
      'the pauses between them too',
      ': { timeout: 40ms, retries: 2, backoff: { base: 10ms, factor: 3, jitter: false } }',
      0.01 + 0.12 + 0.04,
    ],
  ])('holds a slot for %s, in the closed form and in the run', (_, call, seconds) => {
    const { front } = chain(200, call).components;
    expect(front!.heldUp!.by).toBe('back');
    expect(front!.heldUp!.demand!).toBeCloseTo((200 * seconds) / 40, 9);
    expect((front!.utilisation + front!.held) / front!.heldUp!.demand!).toBeCloseTo(1, 1);
  });

  test('is seen in a design where the one that is full first hides it', () => {
    const model = design(readFileSync(new URL('../fixtures/designs/chat.yaml', import.meta.url), 'utf8'));
    const specs = [...model.components.values()].map(stationSpec);
    const program = compile(model, specs);
    const factors = program.flows.map(() => 1);
    const found = heldUpOf(model, program, specs, outlook(model, program, specs, factors));
    const names = [...found].map(([i, each]) => [program.stations.ids[i], each]);
    expect(Object.fromEntries(names)).toMatchObject({ presence: { by: 'registry', demand: Infinity }, router: { by: 'registry' } });
    // Push is handed over to, and fills at a fifth of the load.
    expect(kneeOf(model, program, specs)).toMatchObject({ component: 'push', next: [{ component: 'router' }, { component: 'registry' }] });
  });

  test('is not said of what is full only for a load that those before it never let through', () => {
    // Of 500 a second 40 get through the front, which is full itself.
    const { components, knee } = chain(500, '', service('back', 10, 1), service('front', 15, 1));
    expect(components['back']!.demand).toBeCloseTo(5, 6);
    expect(components['back']!.utilisation).toBeLessThan(0.9);
    expect(Object.values(components).map(({ heldUp }) => heldUp)).toEqual([undefined, undefined, undefined]);
    expect(knee).toMatchObject({ component: 'front', next: [{ component: 'back', load: expect.closeTo(0.2, 9) }] });
  });

  test('nor of what turns away what is too much: that answers at once', () => {
    expect(chain(200, '', service('back', 10, 1, ', queue: 5')).components['front']!.heldUp).toBeUndefined();
  });

  test('is told with its cause; followers answer while their leader is full', () => {
    const text = (target: string) => `sysdrill: 1
title: copies
network: none
components:
  web: { is: client }
  front: { is: service, replicas: 1, concurrency: 40, time: ${constant(1)} }
  db: { is: database, concurrency: 1, time: ${constant(10)}, replication: { mode: single-leader, copies: 3, sync: async, failover: manual } }
data: { row: { in: db, key: id } }
flows:
  put: { rate: 20/s, path: [ web -> db: { write: row } ] }
  look: { rate: 120/s, path: [ web -> db: { read: row } ] }
  get: { rate: 10/s, path: [ web ~> front, front -> db: { read: row, from: ${target} } ] }
`;
    const run = (target: string) => simulate(design(text(target)), { events: 20_000, peak: false });
    expect(run('replica').components['front']!.heldUp).toBeUndefined();
    const report = run('leader');
    expect(report.components['front']!.heldUp).toEqual({ by: 'db', demand: null });
    expect(simulationText('t', report, { columns: 120, color: false })).toMatch(/front .* endless /);
  });
});
