import type { Analysis } from '#analyze/analysis.js';
import { fleetOf } from '#analyze/capacity/capacity.js';
import type { ReadPromise } from '#analyze/consistency/hop.js';
import type { DesignModel } from '#model/design.js';
import type { Judged } from './verify-fix.js';

/**
 * What a change of a design does elsewhere, from the closed forms: `latency` is the mean of an answer with no queueing, in
 * seconds; `availability` the share of requests served; `use` how full `about` is at peak, by the limit that is fullest afterwards;
 * `full-first` what is full first as load grows, and from how many times the peak on; `cost` money a month in proportion to instances, where it is stated;
 * `guarantee` what a read of `about` promises.
 */
export type FixCost =
  | {
      readonly what: 'latency' | 'availability' | 'instances' | 'cost';
      readonly about: string;
      readonly before: number;
      readonly after: number;
    }
  | { readonly what: 'use'; readonly about: string; readonly limit: string; readonly before: number; readonly after: number }
  | { readonly what: 'guarantee' | 'full-first'; readonly about: string; readonly before: string; readonly after: string };

/** Everything the change moves, for better or worse, in the order of the file. */
export function fixCosts(before: Judged, after: Judged): readonly FixCost[] {
  return [
    ...latencies(before, after),
    ...availabilities(before, after),
    ...uses(before, after),
    ...fullFirst(before, after),
    ...machines(before.model, after.model),
    ...reads(before, after),
  ];
}

/** Below this share of the figure a difference is one of rounding. */
const NOTICED = 1e-9;
const moved = (before: number, after: number): boolean => Math.abs(after - before) > NOTICED * Math.max(Math.abs(before), Math.abs(after));

function latencies(before: Judged, after: Judged): FixCost[] {
  const now = after.rules.analysis.capacity.floors;
  return [...before.rules.analysis.capacity.floors].flatMap(([flow, old]) => {
    const value = now.get(flow);
    return value === undefined || !moved(old, value) ? [] : [{ what: 'latency' as const, about: flow, before: old, after: value }];
  });
}

function availabilities(before: Judged, after: Judged): FixCost[] {
  const now = after.rules.analysis.availability;
  return [...before.rules.analysis.availability].flatMap(([flow, { value: old, unknown }]) => {
    const found = now.get(flow);
    if (found === undefined || unknown.length > 0 || !moved(1 - old, 1 - found.value)) return [];
    return [{ what: 'availability' as const, about: flow, before: old, after: found.value }];
  });
}

/** Below half a hundredth of what a component can do, a difference is not worth a line. */
const FULLER = 0.005;

function uses(before: Judged, after: Judged): FixCost[] {
  const now = after.rules.analysis.capacity.components;
  return [...before.rules.analysis.capacity.components].flatMap(([about, { saturation: old }]) => {
    const found = now.get(about);
    const value = found?.saturation ?? null;
    if (old === null || value === null || Math.abs(value - old) < FULLER) return [];
    return [{ what: 'use' as const, about, limit: found?.limit ?? '', before: old, after: value }];
  });
}

/** What has room for more times the peak than this is not what holds a design back. */
const NEAR = 10;

function fullFirst(before: Judged, after: Judged): FixCost[] {
  const near = [before, after].some(({ rules }) => (rules.analysis.capacity.first?.headroom ?? Infinity) <= NEAR);
  const text = ({ rules }: Judged): string => {
    const { first } = rules.analysis.capacity;
    return first === null
      ? 'nothing that has a known limit'
      : `${first.component} at ${Number(first.headroom.toPrecision(3))} times the peak`;
  };
  const [old, value] = [text(before), text(after)];
  return old === value || !near ? [] : [{ what: 'full-first', about: 'the design', before: old, after: value }];
}

function machines(before: DesignModel, after: DesignModel): FixCost[] {
  return [...before.components.values()].flatMap((component): FixCost[] => {
    const now = after.components.get(component.id);
    const [old, value] = [fleetOf(component).instances, now === undefined ? 0 : fleetOf(now).instances];
    if (old === value) return [];
    const told: FixCost[] = [{ what: 'instances', about: component.id, before: old, after: value }];
    const { cost } = component;
    return cost === undefined ? told : [...told, { what: 'cost', about: component.id, before: cost, after: (cost * value) / old }];
  });
}

function reads(before: Judged, after: Judged): FixCost[] {
  const promises = ({ consistency }: Analysis): ReadonlyMap<string, string> =>
    new Map(
      [...consistency].flatMap(([data, flows]) =>
        [...flows].map(([flow, { guarantee }]) => [`${data} in ${flow}`, guaranteeText(guarantee)] as const),
      ),
    );
  const now = promises(after.rules.analysis);
  return [...promises(before.rules.analysis)].flatMap(([about, old]) => {
    const value = now.get(about);
    return value === undefined || value === old ? [] : [{ what: 'guarantee' as const, about, before: old, after: value }];
  });
}

/** A promise in the words of the field; `unknown` where part of the way is not known. */
export function guaranteeText(promise: ReadPromise | null): string {
  if (promise === null) return 'unknown';
  const { order, readYourWrites, monotonicReads, staleness } = promise;
  const words = [order === 'none' ? undefined : order, readYourWrites && 'read-your-writes', monotonicReads && 'monotonic'];
  const age = staleness === 'unbounded' ? 'of any age' : staleness > 0 ? `at most ${Number(staleness.toPrecision(3))} s old` : undefined;
  const said = [...words, age].filter((each) => each !== undefined && each !== false);
  return said.length === 0 ? 'eventual' : said.join(', ');
}
