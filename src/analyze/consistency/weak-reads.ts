import { byKeys } from '#base/order.js';
import type { Origin } from '#diagnostics/span.js';
import type { DesignModel, ReadGuarantee } from '#model/design.js';
import type { DataId, FlowId } from '#model/ids.js';
import type { Consistency } from './consistency.js';
import { type Hop, type HopKind, meets, tooOld } from './hop.js';

/** A step that is too weak for what is asked of a data item, once, with the flows that read through it. */
export type WeakRead = {
  readonly data: DataId;
  readonly hop: Hop;
  readonly asked: ReadGuarantee | null;
  /** Seconds, where it is only too old. */
  readonly fresh: number | null;
  readonly flows: readonly FlowId[];
  readonly at: Origin;
  /** All steps of the first of these flows that break it. */
  readonly together: readonly Hop[];
};

/** Steps of some kinds that break what is asked, in the order of the file. */
export function weakReads(model: DesignModel, consistency: Consistency, kinds: readonly HopKind[]): readonly WeakRead[] {
  const found = new Map<string, WeakRead>();
  for (const data of model.data.keys()) {
    for (const [flow, { why, asked, fresh }] of consistency.get(data) ?? []) {
      for (const hop of why.filter(({ kind }) => kinds.includes(kind))) {
        const weak = asked !== null && !meets(hop, asked);
        const old = fresh !== null && tooOld(hop, fresh);
        if (!weak && !old) continue;
        const together = why.filter((each) => (weak ? !meets(each, asked) : tooOld(each, fresh ?? 0)));
        const key = `${data} ${hop.kind} ${hop.component} ${weak}`;
        const known = found.get(key);
        const flows = [...new Set([...(known?.flows ?? []), flow])];
        found.set(key, {
          ...(known ?? { data, hop, asked: weak ? asked : null, fresh: weak ? null : fresh, at: hop.call.origin, together }),
          flows,
        });
      }
    }
  }
  return [...found.values()].sort(
    byKeys(
      ({ at }) => at.line,
      ({ at }) => at.column,
    ),
  );
}

/** Data that something is asked of and flows that read it in a way not known well enough to say. */
export const unknownReads = (consistency: Consistency): readonly (readonly [DataId, FlowId])[] =>
  [...consistency].flatMap(([data, flows]) =>
    [...flows].flatMap(([flow, { verdict, asked, fresh, why, guarantee }]) => {
      const order = asked !== null && asked !== 'eventual';
      const age = fresh !== null && (guarantee === null || why.some(({ ageUnknown }) => ageUnknown === true));
      return verdict === 'unknown' && (order || age) ? [[data, flow] as const] : [];
    }),
  );

const COPY_KINDS = {
  cache: 'cache',
  'async-replica': 'replica',
  'other-region': 'region',
  'other-leader': 'replica',
  'sync-replica': 'synchronous',
  derived: 'derived',
} as const satisfies Partial<Record<HopKind, string>>;

/** Steps that read a copy rather than gather a quorum. */
export const COPIES = Object.keys(COPY_KINDS) as (keyof typeof COPY_KINDS)[];

/** What sort of copy a step of {@link COPIES} reads. */
export const copyKind = (kind: HopKind): (typeof COPY_KINDS)[keyof typeof COPY_KINDS] => COPY_KINDS[kind as keyof typeof COPY_KINDS];
