import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { availabilityOf, downtime, tryFormula } from '#analyze/reliability/availability.js';
import type { Component } from '#model/component.js';
import type { DesignModel } from '#model/design.js';
import { DataId, ZoneId } from '#model/ids.js';
import { cache, call, flow, group, model, service, store, zones } from '../analyze/build.js';
import { modelOf } from '../analyze/judge.js';

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

/** The same cases as somebody would write them down. */
function asText({ zones: table, components, needs }: Case): string {
  const names = Object.entries(table).map(([zone, availability]) => `${zone}: { availability: ${availability * 100}% }`);
  const parts = Object.entries(components).map(([id, { k, instances }]) => {
    const places = [...new Set(instances.flatMap(([zone]) => zone ?? []))];
    return `  ${id}: { is: service, replicas: ${instances.length}, need: ${k}, availability: ${instances[0]![1]}${places.length === 0 ? '' : `, zones: [${places.join(', ')}]`} }`;
  });
  const path = needs.map((need) =>
    typeof need === 'string' ? `user -> ${need}` : `any: [ ${need.map((each) => `user -> ${each}`).join(', ')} ]`,
  );
  return `sysdrill: 1
title: A case
${names.length === 0 ? '' : `regions: { r: { zones: { ${names.join(', ')} } } }`}
components:
  user: { is: client }
${parts.join('\n')}
flows:
  f: { rate: 1 /s, path: [ ${path.join(', ')} ] }
`;
}

describe('availability of designs read from text', () => {
  test.each(vectors.cases)('$id', (each) => {
    expect(served(modelOf(asText(each))).value).toBeCloseTo(each.availability, 12);
  });

  test('the store of three copies over three zones by its own quorum', () => {
    const { zones: table, availability } = vectors.cases.find(({ id }) => id === 'quorum-w2n3-zones')!;
    const names = Object.entries(table).map(([zone, a]) => `${zone}: { availability: ${a * 100}% }`);
    const text = `sysdrill: 1
title: A quorum
regions: { r: { zones: { ${names.join(', ')} } } }
components: { user: { is: client }, db: { is: database, availability: 99.9%, shards: 16, replication: { mode: leaderless, copies: 3, read: 2, write: 2 } } }
data: { item: { in: db, key: id } }
flows: { f: { rate: 1 /s, path: [ user -> db: { write: item } ] } }
`;
    expect(served(modelOf(text)).value).toBeCloseTo(availability, 12);
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
