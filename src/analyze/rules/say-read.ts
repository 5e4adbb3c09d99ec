import type { Origin } from '#diagnostics/span.js';
import type { WeakRead } from '../consistency/weak-reads.js';
import type { Evidence } from '../finding.js';
import { duration, list } from './say.js';

/** What is told of a read that is too weak. `behind`: the cache on whose misses it is made, which `keeps` what came back. Seconds. */
export type WeakTold = {
  readonly data: string;
  readonly component: string;
  readonly flows: readonly string[];
  readonly asked: string;
  readonly behind: string | undefined;
  readonly keeps: number | 'unbounded' | undefined;
};

/** The same of a read that is too old. Seconds. */
export type OldTold = WeakTold & { readonly age: number | 'unbounded'; readonly fresh: number };

export const toldOf = ({ data, hop: { component, behind, keeps }, flows, asked }: WeakRead): WeakTold => ({
  data,
  component,
  flows,
  asked: asked ?? '',
  behind,
  keeps,
});

/** `Reading "x" in f`, with the cache on whose misses it is. */
export const where = ({ data, flows, behind }: WeakTold): string =>
  `Reading "${data}" in ${list(flows)}${behind === undefined ? '' : `, on a miss in "${behind}",`}`;

/** How long a cache keeps what came back; empty where there is none, or it is stale by itself. */
export const kept = ({ behind, keeps }: WeakTold): string =>
  keeps === undefined ? '' : `, and "${behind}" keeps what came back${keeps === 'unbounded' ? '' : ` for ${duration(keeps)}`}`;

/** Where it is told, what it is about, and what it rests on. */
export function aboutOf({ data, hop, asked, fresh, flows, at, together }: WeakRead): {
  readonly at: Origin;
  readonly subject: readonly string[];
  readonly evidence: Evidence;
} {
  const { component, staleness, readYourWrites, order } = hop;
  const steps = together.map((each) => [each.kind, each.component]);
  return { at, subject: [data, component, ...flows], evidence: { asked, fresh, staleness, readYourWrites, order, together: steps } };
}
