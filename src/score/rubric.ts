import type { Level } from './level.js';

/**
 * What a design earns points for. Every item points at something measured: finding codes, analysis values, covered needs,
 * targets, estimates. None looks at prose.
 */
export type Rubric = {
  readonly id: string;
  readonly version: string;
  /** From worst to best; the first starts at 0. */
  readonly bands: readonly Band[];
  /** The best band a design may reach while a main need of the problem is not covered. */
  readonly uncoveredCap: string;
  readonly criteria: readonly Criterion[];
};

export type Band = { readonly id: string; readonly from: number };

export type Criterion = {
  readonly id: string;
  readonly title: string;
  readonly weights: Readonly<Record<Level, number>>;
  readonly items: readonly Item[];
};

export type Item = {
  readonly id: string;
  /** Share of the criterion relative to its other items. */
  readonly points: number;
  /** The level from which it is asked. */
  readonly from: Level;
  readonly check: Check;
};

export type Check =
  /** Each need of the problem has a functional requirement that names its use case. */
  | { readonly kind: 'needs-stated' }
  /** Each need of the problem is covered by a flow that does what it takes. */
  | { readonly kind: 'needs-covered' }
  /** Each target of the problem is carried by the design's quality requirements. */
  | { readonly kind: 'targets-stated' }
  /** Each gating fact was asked for; known only after an interview. */
  | { readonly kind: 'facts-asked' }
  /** Each expected estimate stands in the sheet and is in range. */
  | { readonly kind: 'estimates-expected' }
  /** The sheet's own claims (`= 116 /s`) agree with its sums. */
  | { readonly kind: 'claims-hold' }
  /** The sums of the sheet are used by something, and the rates of the flows come from sums. */
  | { readonly kind: 'estimates-used' }
  /** Each covered need of the problem that a client starts has an endpoint. */
  | { readonly kind: 'endpoints' }
  /** What the flows of the needs read and write has a key, a size and a way of changing. */
  | { readonly kind: 'data-described' }
  /** The parts that the flows of the needs load say how much they can carry; defaults earn nothing. */
  | { readonly kind: 'sizes-stated' }
  /** Every part is on a flow and does something there. */
  | { readonly kind: 'parts-used' }
  /** Every part carries the peak below this utilisation. */
  | { readonly kind: 'utilisation'; readonly at: 'peak' | 'zone-lost'; readonly below: number }
  /** Availability as computed meets what the problem asks. */
  | { readonly kind: 'availability-met' }
  /** The flows of a need survive what the problem asks, as computed: no single zone fails them, and fail-over is quick enough. */
  | { readonly kind: 'survives-met' }
  /** What is read and kept has the guarantee that the problem asks. */
  | { readonly kind: 'guarantees-met' }
  /** None of these findings, where there is something they could be about. */
  | { readonly kind: 'no-findings'; readonly codes: readonly string[]; readonly where: Ground }
  /** Decisions name what they are about and what they cost, and the model does not contradict them. */
  | { readonly kind: 'decisions-hold'; readonly wanted: number }
  /** A flow's targets are held by the simulation; known only when one was run. */
  | { readonly kind: 'simulated-targets' };

/**
 * What must be there for silence to mean something. `needs`: all main needs are covered; `sized` and `placed`: besides that, silence
 * earns by the share of parts that say how large they are, and where they stand, since defaults earn nothing; `waits`: our parts
 * wait on calls; `target-...`: the design carries the problem's targets of that measure, without which rules have nothing to hold
 * it to.
 */
export const GROUNDS = ['needs', 'sized', 'placed', 'waits', 'target-loss', 'target-effect', 'target-reads'] as const;
export type Ground = (typeof GROUNDS)[number];
