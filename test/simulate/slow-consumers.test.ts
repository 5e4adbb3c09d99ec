import { describe, expect, test } from 'vitest';
import { hurriedOf } from '#simulate/compile/hurried.js';
import { simulate } from '#simulate/simulate.js';
import { design } from '../helpers/design.js';

/** Six consumers, each of which waits for another service as long as it works: in a slice they cannot be divided. */
const text = ({ rate = 200, queue = '{ is: queue }', step = '', quality = '' } = {}) => `
sysdrill: 1
title: a few consumers beside a large tier
requirements: { quality: { ${quality} } }
components:
  app: { is: client }
  api: { is: service, replicas: 60, concurrency: 100, time: 1ms }
  posted: ${queue}
  index: { is: worker, replicas: 6, concurrency: 1, time: 10ms, idempotent: true }
  vault: { is: external, time: 1s }
  search: { is: service, replicas: 60, concurrency: 100, time: 10ms }
flows:
  look: { rate: 60k/s, path: [ app -> api ] }
  keep: { rate: 10/s, path: [ app -> api -> vault ] }
  post:
    rate: ${rate}/s
    path:
      - app -> api
      - api ~> posted ~> index -> search${step}
`;
/** Answers of seconds are followed for minutes: too much at 60,000 requests a second. */
const short = { events: 500_000 };

describe('consumers that keep their slots in a slice', () => {
  test('are full at the load at which they are full in the whole, and show how much of it is own work', () => {
    // Six slots, 20.5 ms each: 293 a second.
    const { slice, components } = simulate(design(text({ rate: 450 })), short);
    expect(slice).toBeGreaterThan(1);
    const { index } = components;
    expect(index!.throughput).toBeGreaterThan(0.9 * 293);
    expect(index!.throughput).toBeLessThan(1.1 * 293);
    expect(index!.utilisation).toBeCloseTo(0.488, 1);
    expect(index!.utilisation + index!.held).toBeCloseTo(1, 1);
  });

  test('have as much work in hand as partitions let them in the whole', () => {
    const queue = '{ is: stream, partitions: 60 }';
    const { slice, components, stability } = simulate(design(text({ rate: 200, queue })), short);
    expect(slice).toBeGreaterThan(1);
    expect(stability.verdict).toBe('stable');
    expect(components['index']!.utilisation).toBeCloseTo(0.333, 1);
  });

  test('keep their pace where somebody sees it: on the way of a target, within a timeout, where messages come again', () => {
    const hurried = (over: Parameters<typeof text>[0]) => {
      const model = design(text(over));
      const ids = [...model.components.keys()];
      return [...hurriedOf(model, ids)].map((i) => ids[i]);
    };
    expect(hurried({})).toEqual([]);
    expect(hurried({ quality: 'Q1: { flow: post, until: index, p99: 1s }' })).toEqual(['app', 'api', 'posted', 'index']);
    expect(hurried({ step: ': { timeout: 1s }' })).toEqual(['search']);
    expect(hurried({ queue: '{ is: queue, redeliver-after: 5s }' })).toEqual(['index', 'search']);
  });
});
