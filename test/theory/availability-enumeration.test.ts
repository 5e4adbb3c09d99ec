import fc from 'fast-check';
import { expect, test } from 'vitest';
import { availabilityOf, tryFormula } from '#analyze/reliability/availability.js';
import { bounds } from '#analyze/reliability/bounds.js';
import { pairsOf, unitName } from '#analyze/reliability/pairs.js';
import type { Component } from '#model/component.js';
import type { DesignModel } from '#model/design.js';
import type { Action, Call } from '#model/flow.js';
import { ZoneId } from '#model/ids.js';
import { cache, call, flow, group, model, service, store, zones } from '../analyze/build.js';

/** An independent source of chance: its name and the probability of each of its outcomes. */
type Chance = { readonly name: string; readonly weights: readonly number[] };
type State = ReadonlyMap<string, number>;

const instances = (component: Component): { readonly shards: number; readonly copies: number } =>
  'shards' in component
    ? { shards: component.shards.count, copies: component.copies }
    : { shards: 1, copies: 'replicas' in component ? component.replicas : 1 };

/** Where copy `i` of shard `shard` stands: one zone on from the copy before, and from the shard before. */
const zoneOf = (component: Component, shard: number, i: number): ZoneId | undefined =>
  component.zones[(shard + i) % component.zones.length];

function chances(design: DesignModel, actions: readonly Action[]): readonly Chance[] {
  const list: Chance[] = [...design.zones.values()].map(({ id, availability }) => ({
    name: `zone ${id}`,
    weights: [1 - availability, availability],
  }));
  for (const component of design.components.values()) {
    if (component.is === 'client') continue;
    const { shards, copies } = instances(component);
    const a = component.availability ?? 1;
    for (let s = 0; s < shards; s++) for (let i = 0; i < copies; i++) list.push({ name: `${component.id} ${s} ${i}`, weights: [1 - a, a] });
    const even = Array.from({ length: shards }, () => 1 / shards);
    if (shards > 1) list.push({ name: `${component.id} key 0`, weights: even }, { name: `${component.id} key 1`, weights: even });
  }
  const walk = (each: Action): void => {
    if (each.when.kind === 'share') list.push({ name: `share ${idOf(each)}`, weights: [1 - each.when.share, each.when.share] });
    if (each.type === 'call' && each.hit !== undefined) {
      const found = each.hit ** (each.items as number);
      list.push({ name: `found ${each.id}`, weights: [1 - found, found] });
    }
    if (each.type === 'call') each.visit.actions.forEach(walk);
    else if ('branches' in each.how) each.how.branches.flat().forEach(walk);
    else each.how.actions.forEach(walk);
  };
  actions.forEach(walk);
  return list;
}

const groupIds = new Map<Action, string>();
const idOf = (action: Action): string => {
  if (action.type === 'call') return `${action.id}`;
  if (!groupIds.has(action)) groupIds.set(action, `g${groupIds.size}`);
  return groupIds.get(action)!;
};

/** Plays one request in one state of the world, step by step. */
function plays(design: DesignModel, actions: readonly Action[], state: State): boolean {
  const missed = new Map<number, boolean>();
  const failed = new Map<number, boolean>();
  const later = (of: number, kind: 'miss' | 'error', list: readonly Action[]): boolean =>
    list.some((each) => each.when.kind === kind && each.when.of === of);

  const shardUp = (component: Component, shard: number): boolean => {
    let live = 0;
    for (let i = 0; i < instances(component).copies; i++) {
      const zone = zoneOf(component, shard, i);
      if ((zone === undefined || state.get(`zone ${zone}`) === 1) && state.get(`${component.id} ${shard} ${i}`) === 1) live++;
    }
    const quorum = component.is === 'database' ? (component.replication.read ?? 1) : 1;
    return live >= (component.need ?? quorum);
  };
  const serves = (each: Call): boolean => {
    const component = design.components.get(each.visit.component)!;
    const keys = instances(component).shards > 1 ? (each.items as number) : 1;
    const shards = Array.from({ length: keys }, (_, k) => state.get(`${component.id} key ${k}`) ?? 0);
    return shards.every((shard) => shardUp(component, shard)) && runs(each.visit.actions);
  };
  const runs = (list: readonly Action[]): boolean => {
    let well = true;
    for (const each of list) {
      const { when } = each;
      const made =
        when.kind === 'always' ||
        (when.kind === 'share' && state.get(`share ${idOf(each)}`) === 1) ||
        (when.kind === 'miss' && missed.get(when.of) === true) ||
        (when.kind === 'error' && failed.get(when.of) === true);
      if (!made) continue;
      const ok = each.type === 'call' ? serves(each) : groupRuns(each.how);
      if (each.type === 'group') {
        well &&= ok || each.optional;
        continue;
      }
      if (each.hit !== undefined) missed.set(each.id, !ok || state.get(`found ${each.id}`) !== 1);
      const excused = later(each.id, 'miss', list);
      if (when.kind === 'error') {
        failed.set(when.of, !ok);
        if (!ok) continue;
      }
      if (!excused && !each.optional && when.kind !== 'error') failed.set(each.id, !ok);
      if (!ok && !excused && !each.optional && each.waits && !later(each.id, 'error', list)) well = false;
    }
    // A failure that somebody was to make good counts when nobody did.
    return (
      well &&
      !list.some(
        (each) => each.type === 'call' && failed.get(each.id) === true && !each.optional && each.waits && later(each.id, 'error', list),
      )
    );
  };
  const groupRuns = (how: Extract<Action, { type: 'group' }>['how']): boolean => {
    if (!('branches' in how)) return runs(how.actions);
    const outcomes = how.branches.map(runs);
    return how.kind === 'any' ? outcomes.some(Boolean) : outcomes.every(Boolean);
  };
  return runs(actions);
}

/** Share of requests served; what is `down` is, and then nothing else is. */
function enumerate(design: DesignModel, actions: readonly Action[], down?: ReadonlySet<string>): number {
  const draws = /^(share|found) | key /;
  const list = chances(design, actions).map((each) =>
    down === undefined || draws.test(each.name) ? each : { name: each.name, weights: down.has(each.name) ? [1, 0] : [0, 1] },
  );
  const state = new Map<string, number>();
  const sum = (i: number, weight: number): number => {
    if (weight === 0) return 0;
    if (i === list.length) return plays(design, actions, state) ? weight : 0;
    const { name, weights } = list[i]!;
    return weights.reduce((total, each, outcome) => {
      state.set(name, outcome);
      return total + sum(i + 1, weight * each);
    }, 0);
  };
  return sum(0, 1);
}

const zonesIn = fc.constantFrom<readonly string[]>([], ['a'], ['a', 'b'], ['b', 'a']);
const near = fc.constantFrom(0.5, 0.8, 0.9);

/** A few parts over two zones. */
const parts = fc
  .record({
    api: near,
    hot: near,
    db: near,
    alt: near,
    replicas: fc.integer({ min: 1, max: 2 }),
    need: fc.integer({ min: 1, max: 2 }),
    shards: fc.integer({ min: 1, max: 2 }),
    quorum: fc.integer({ min: 1, max: 2 }),
    apiIn: zonesIn,
    hotIn: zonesIn,
    dbIn: zonesIn,
  })
  .map((x): readonly Component[] => {
    const at = (names: readonly string[]) => ({ zones: names.map((name) => ZoneId('r', name)) });
    return [
      service('api', x.api, x.replicas, { ...at(x.apiIn), need: Math.min(x.need, x.replicas) }),
      cache('hot', x.hot, { ...at(x.hotIn), shards: { count: x.shards, by: 'hash' } }),
      store('db', x.db, { copies: 2, read: x.quorum, write: x.quorum }, { ...at(x.dbIn), shards: { count: x.shards, by: 'hash' } }),
      service('alt', x.alt, 1),
    ];
  });

/** A short path over them: plain calls, alternatives, a cache with its store, groups, optional and handed-over steps. */
const step: fc.Arbitrary<readonly Action[]> = fc.oneof(
  fc
    .record({
      to: fc.constantFrom('api', 'db', 'alt'),
      share: fc.option(near),
      optional: fc.boolean(),
      waits: fc.boolean(),
      items: fc.integer({ min: 1, max: 2 }),
    })
    .map(({ to, share, optional, waits, items }) => [
      call('user', to, {
        optional,
        waits: waits || optional,
        items,
        when: share === null ? { kind: 'always' } : { kind: 'share', share: share as never },
      }),
    ]),
  fc.record({ first: fc.constantFrom('api', 'alt', 'db'), second: fc.constantFrom('alt', 'db') }).map(({ first, second }) => {
    const tried = call('user', first);
    return [tried, call('user', second, { when: { kind: 'error', of: tried.id } })];
  }),
  fc.record({ hit: near, items: fc.integer({ min: 1, max: 2 }), gone: fc.boolean() }).map(({ hit, items, gone }) => {
    const asked = call('user', 'hot', { hit: hit as never, items, optional: gone });
    return [asked, call('user', 'db', { when: { kind: 'miss', of: asked.id } })];
  }),
  fc
    .constantFrom('any' as const, 'together' as const)
    .map((kind) => [group({ kind, branches: [[call('user', 'api', {}, [call('api', 'alt')])], [call('user', 'db')]] })]),
  fc.constant([call('user', 'api', {}, [call('api', 'hot', { hit: 0.8 as never }), call('api', 'db')])]),
);
const paths = fc.array(step, { minLength: 1, maxLength: 3 }).map((steps) => steps.flat());

test('the diagram gives what playing every state of the world gives', () => {
  fc.assert(
    fc.property(parts, paths, near, near, (components, actions, a, b) => {
      const run = flow('f', actions);
      const design = model(components, [run], { zones: zones({ a, b }) });
      fc.pre(chances(design, actions).length <= 15);
      const served = availabilityOf(design, run, tryFormula(design, run));
      const exact = enumerate(design, actions);
      expect(served.exact).toBe(true);
      expect(Math.abs(served.value - exact)).toBeLessThan(1e-9);
      const { lower, upper } = bounds(design, run);
      expect(lower - 1e-9).toBeLessThanOrEqual(exact);
      expect(upper + 1e-9).toBeGreaterThanOrEqual(exact);
    }),
    { numRuns: 60, seed: 20 },
  );
});

test('beyond its budget the diagram gives way to bounds that hold the exact value', () => {
  const ask = call('user', 'hot', { hit: 0.9 as never });
  const run = flow('f', [
    ask,
    call('user', 'db', { when: { kind: 'miss', of: ask.id } }),
    call('user', 'alt', { when: { kind: 'share', share: 0.3 as never } }),
  ]);
  const design = model([cache('hot', 0.99), store('db', 0.999, { copies: 3, read: 2, write: 2 }), service('alt', 0.95, 1)], [run]);
  const exact = availabilityOf(design, run, tryFormula(design, run));
  const bounded = availabilityOf(design, run, tryFormula(design, run, undefined, 3));
  expect(exact.exact).toBe(true);
  expect(bounded.exact).toBe(false);
  expect(bounded.lower).toBeLessThanOrEqual(exact.value);
  expect(bounded.upper).toBeGreaterThanOrEqual(exact.value);
});

/** Every concrete failure that a unit may be: any of its instances, or the zone. */
const concrete = (design: DesignModel, id: string): readonly string[] => {
  const component = [...design.components.values()].find((each) => each.id === id);
  if (component === undefined) return [`zone ${id}`];
  const { shards, copies } = instances(component);
  return Array.from({ length: shards * copies }, (_, i) => `${id} ${Math.floor(i / copies)} ${i % copies}`);
};

test('the pairs that fail requests are those found by taking down every two things that fail as one', () => {
  let met = 0;
  fc.assert(
    fc.property(parts, paths, (components, actions) => {
      const run = flow('f', actions);
      const design = model(components, [run], { zones: zones({ a: 0.9, b: 0.9 }) });
      const formula = tryFormula(design, run)!;
      const { pairs, searched } = pairsOf(design, run, formula);
      expect(searched).toBe(true);
      const best = enumerate(design, actions, new Set());
      const worst = (sets: readonly (readonly string[])[]): number =>
        Math.max(0, ...sets.map((down) => best - enumerate(design, actions, new Set(down))));
      const used = new Set([...formula.parts.values()].flatMap((part) => part.placement.zones));
      const units = [...formula.parts.keys(), ...used].filter((id) => worst(concrete(design, id).map((one) => [one])) < 1e-9);
      const expected = units.flatMap((a, i) =>
        units.slice(i).flatMap((b) => {
          const both = concrete(design, a).flatMap((one) =>
            concrete(design, b)
              .filter((two) => two !== one)
              .map((two) => [one, two]),
          );
          const share = worst(both);
          return share > 1e-9 ? [[[a, b].sort().join(' '), Number(share.toFixed(9))]] : [];
        }),
      );
      met += expected.length;
      const found = pairs.map(({ units: [a, b], share }) => [[unitName(a), unitName(b)].sort().join(' '), Number(share.toFixed(9))]);
      expect(found.sort()).toEqual(expected.sort());
    }),
    { numRuns: 60, seed: 21 },
  );
  expect(met).toBeGreaterThan(20);
});
