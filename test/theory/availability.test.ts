import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { availabilityOf, downtime, tryFormula } from '#analyze/reliability/availability.js';
import type { Component } from '#model/component.js';
import type { DesignModel } from '#model/design.js';
import { DataId, ZoneId } from '#model/ids.js';
import { cache, call, flow, group, model, service, store, zones } from '../analyze/build.js';

type Case = {
  readonly id: string;
  readonly zones: Readonly<Record<string, number>>;
  readonly components: Readonly<Record<string, { readonly k: number; readonly instances: readonly (readonly [string | null, number])[] }>>;
  readonly needs: readonly (string | readonly string[])[];
  readonly availability: number;
  readonly downtimeMinutesPerYear: number;
};
const vectors = JSON.parse(readFileSync(new URL('./vectors/availability.json', import.meta.url), 'utf8')) as {
  readonly cases: readonly Case[];
  readonly draws: readonly {
    readonly id: string;
    readonly inputs: Record<string, number>;
    readonly availability: number;
    readonly downtimeMinutesPerYear: number;
  }[];
};

const served = (design: DesignModel) => {
  const [only] = [...design.flows.values()];
  return availabilityOf(design, only!, tryFormula(design, only!));
};

/** Instances of the vectors stand in the order of their zones, as round-robin places them, but for a run of equal zones. */
function part(id: string, { k, instances }: Case['components'][string]): Component {
  const places = instances.flatMap(([zone]) => (zone === null ? [] : [ZoneId('r', zone)]));
  return service(id, instances[0]![1], instances.length, { need: k, zones: [...new Set(places)] });
}

const asModel = ({ zones: table, components, needs }: Case): DesignModel =>
  model(
    Object.entries(components).map(([id, each]) => part(id, each)),
    [
      flow(
        'f',
        needs.map((need) =>
          typeof need === 'string' ? call('user', need) : group({ kind: 'any', branches: need.map((each) => [call('user', each)]) }),
        ),
      ),
    ],
    { zones: zones(table) },
  );

describe('availability by full enumeration', () => {
  test.each(vectors.cases)('$id', (each) => {
    const result = served(asModel(each));
    expect(result.exact).toBe(true);
    expect(result.value).toBeCloseTo(each.availability, 12);
    expect(downtime(result.value)).toBeCloseTo(each.downtimeMinutesPerYear, 5);
  });
});

describe('draws', () => {
  const expected = (id: string) => vectors.draws.find((each) => each.id === id)!;
  const read = { operation: { kind: 'read', data: DataId('item') } } as const;

  test('with the cache down every read is a miss, with the store down the misses fail', () => {
    const { inputs, availability, downtimeMinutesPerYear } = expected('cache-aside-hit-95');
    const ask = call('user', 'hot', { ...read, hit: inputs['hit'] as never });
    const path = [ask, call('user', 'db', { ...read, when: { kind: 'miss', of: ask.id } })];
    const result = served(
      model([cache('hot', inputs['cache']!), store('db', inputs['store']!, { copies: 1, mode: 'none' })], [flow('f', path)]),
    );
    expect(result.value).toBeCloseTo(availability, 12);
    expect(result.downtimeMinutesPerYear).toBeCloseTo(downtimeMinutesPerYear, 6);
  });

  test.each([
    ['one-of-64-shards', 1],
    ['all-64-shards', Infinity],
  ])('%s', (id, keys) => {
    const { inputs, availability } = expected(id);
    const { shards, copies, need, instance } = inputs as Record<string, number>;
    const db = store('db', instance!, { copies: copies!, read: need!, write: need! }, { shards: { count: shards!, by: 'hash' } });
    const ask = call('user', 'db', { ...read, items: keys });
    expect(served(model([db], [flow('f', [ask])])).value).toBeCloseTo(availability, 12);
  });
});
