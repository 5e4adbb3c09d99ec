import type { Call } from '#model/flow.js';
import type { Reader, RegionSet, Tracker } from '../kernel/replication.js';
import type { Label } from './code.js';
import type { Leads } from './leads.js';
import type { Standing } from './standing.js';

/** Number and registers of a step whose writes are followed. */
export type Following = { readonly tracker: number; readonly log: number; readonly first: number };

/** What the design knows of its copies when its flows are turned into code. */
export type Copying = {
  readonly standing: Standing;
  readonly leads: Leads;
  readonly readers: readonly Reader[];
  /** The flows that were begun to be turned into code, and the shares of their users by region. */
  readonly flows: string[];
  readonly shares: ReadonlyMap<string, Float64Array>;
  /** One for each step that writes; those that are not followed stay empty. */
  readonly trackers: (Tracker | undefined)[];
  /** What was made ready for the writes of a step, by the object of its call. */
  readonly ready: Map<Call, Following>;
  readonly regionSets: (Omit<RegionSet, 'code'> & { readonly code: Label })[];
};
