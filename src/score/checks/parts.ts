import { byKeys } from '#base/order.js';
import { callsOf } from '#model/calls.js';
import type { Component } from '#model/component.js';
import type { DataItem } from '#model/design.js';
import { coveringFlows } from '../coverage.js';
import type { ScoreInput } from '../input.js';
import { missing, type Part, pass } from '../weigh.js';

/** Data that the covering flows read or write in parts of our own, in the order of the file. */
function dataInUse({ model, coverage }: ScoreInput): readonly DataItem[] {
  const used = new Set(
    coveringFlows(coverage)
      .flatMap(callsOf)
      .flatMap((call) => call.operation?.data ?? []),
  );
  return [...model.data.values()].filter((item) => used.has(item.id) && model.components.get(item.in)?.is !== 'external');
}

/** What is kept has a key, a size and a way of changing. */
export function dataDescribed(input: ScoreInput): readonly Part[] {
  const items = dataInUse(input);
  if (items.length === 0) return [missing('data', 'data/none')];
  return items.flatMap((item) => {
    const lacks = [
      item.key.length === 0 ? 'key' : [],
      item.item === undefined ? 'item' : [],
      item.changes === undefined ? 'changes' : [],
    ].flat();
    const data = { data: item.id, line: item.origin.line };
    const said = { ...pass(item.id, 'data/described', data), weight: 3 - lacks.length };
    const unsaid = { ...missing(item.id, 'data/incomplete', { ...data, lacks }), weight: lacks.length };
    return [said, unsaid].filter((part) => part.weight > 0);
  });
}

/** Attributes from which the capacity of a kind follows. Kinds that are not listed have none to state. */
const SIZED_BY: Readonly<Partial<Record<Component['is'], readonly (readonly string[])[]>>> = {
  service: [['replicas'], ['time'], ['concurrency'], ['cores']],
  function: [['time'], ['concurrency', 'replicas']],
  worker: [['replicas'], ['time'], ['concurrency'], ['cores']],
  cache: [['shards', 'copies'], ['memory'], ['time', 'concurrency']],
  database: [['replication', 'copies', 'shards', 'replica-of'], ['time'], ['concurrency', 'cores']],
  stream: [['partitions']],
  external: [['time'], ['availability']],
};

/** Parts of the covering flows that have a capacity to state, in the order of the file. */
export function loadedParts({ model, coverage }: ScoreInput): readonly Component[] {
  const used = new Set(
    coveringFlows(coverage)
      .flatMap(callsOf)
      .map((call) => call.visit.component),
  );
  return [...model.components.values()]
    .filter((one) => used.has(one.id))
    .sort(
      byKeys(
        (one) => one.origin.line,
        (one) => one.origin.column,
      ),
    );
}

/** Attributes (or groups of which one will do) that a part leaves to a default, or calls unknown, although its capacity rests on them. */
export function assumedSizes({ model }: ScoreInput, component: Component): readonly string[] {
  const groups = SIZED_BY[component.is] ?? [];
  const unknown = new Set(model.unknown.map((one) => one.path));
  const isSaid = (name: string): boolean =>
    [...component.written.keys()].some(
      (path) => (path === name || path.startsWith(`${name}.`)) && !unknown.has(`components.${component.id}.${path}`),
    );
  return groups.filter((group) => !group.some(isSaid)).map((group) => group.join(' or '));
}

/** The parts that the flows load say how much they carry. Defaults earn nothing. */
export function sizesStated(input: ScoreInput): readonly Part[] {
  const parts = loadedParts(input).filter((one) => SIZED_BY[one.is] !== undefined);
  if (parts.length === 0) return [missing('parts', 'size/none')];
  return parts.map((one) => {
    const lacks = assumedSizes(input, one);
    const data = { component: one.id, line: one.origin.line };
    return lacks.length === 0 ? pass(one.id, 'size/stated', data) : missing(one.id, 'size/assumed', { ...data, lacks });
  });
}
