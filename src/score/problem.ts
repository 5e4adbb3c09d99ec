import type { ComponentKind, Isolation } from '#model/component.js';
import type { LatencyName, ReadGuarantee } from '#model/design.js';
import type { Dimension } from '#model/dimension.js';
import type { Seconds } from '#model/units.js';
import type { Level } from './level.js';

/** One exercise: a vague brief, the facts behind it, and what a design that answers it must show. Past the loader all values are SI. */
export type Problem = {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  /** Minutes a candidate of that level is given. */
  readonly minutes: Readonly<Record<Level, number>>;
  /** What the candidate is told; vague on purpose. */
  readonly brief: string;
  readonly facts: readonly Fact[];
  readonly needs: readonly Need[];
  readonly targets: readonly Target[];
  readonly estimates: readonly ExpectedEstimate[];
  readonly drills: readonly Drill[];
  readonly hints: readonly Hint[];
  readonly concepts: readonly string[];
  readonly ladder: readonly Rung[];
};

/** Something the interviewer knows and tells when asked. Stays hidden until the report unless it is asked for. */
export type Fact = {
  readonly id: string;
  /** Ways of asking for it, as plain lower-case words; a question fits by the words it shares with one of them. */
  readonly asks: readonly string[];
  readonly answer: string;
  /** Whether a design can go wrong for want of it. */
  readonly gating: boolean;
  /** Ids of the needs, targets and estimates that rest on it. */
  readonly drives: readonly string[];
  /** The brief answers it already: asking costs a little. */
  readonly already: boolean;
  readonly source: string;
};

/** A use case. It counts as covered by a flow that names it and really does what it takes. */
export type Need = {
  readonly id: string;
  readonly text: string;
  /** Names by which a design may call it in `use-case:`. The first is the one `sysdrill new` writes. */
  readonly useCases: readonly string[];
  /** What its busiest time asks, as a multiple of the mean rate; 1 where nothing is known of it. */
  readonly peak: number;
  /** Without it the design is no answer: an uncovered main need caps the band. */
  readonly main: boolean;
  readonly does: readonly Deed[];
};

export type Deed =
  /** Writes data that is kept in a database, a file system or an object store; or has somebody else's system write. */
  | { readonly kind: 'writes'; readonly where: 'durable' | 'external' }
  /** Reads what a flow of that need writes, handed-over parts and derived data included. */
  | { readonly kind: 'reads'; readonly need: string }
  /** Calls a component of that kind. */
  | { readonly kind: 'calls'; readonly component: ComponentKind };

/** What a target is about: the flows of a need, or the data that they write. */
export type TargetSubject = { readonly kind: 'flow'; readonly need: string } | { readonly kind: 'data'; readonly need: string };

export type TargetValue =
  | { readonly measure: 'latency'; readonly name: LatencyName; readonly value: Seconds }
  | { readonly measure: 'availability'; readonly value: number }
  | { readonly measure: 'survives'; readonly value: 'instance' | 'zone' | 'region'; readonly within?: Seconds | undefined }
  | { readonly measure: 'loss'; readonly value: 'none' | Seconds }
  | { readonly measure: 'reads'; readonly value: ReadGuarantee }
  | { readonly measure: 'fresh'; readonly value: Seconds }
  | { readonly measure: 'isolation'; readonly value: Isolation }
  | { readonly measure: 'effect'; readonly value: 'once' };

/** A figure that a design's `requirements.quality` should carry. Stricter is fine. */
export type Target = {
  readonly id: string;
  readonly subject: TargetSubject;
  readonly asks: TargetValue;
  /** How many times laxer a figure may be and still count: of the time, or of the unavailability. At least 1. */
  readonly tolerance: number;
  /** The level from which it is asked. */
  readonly from: Level;
  readonly source: string;
};

/** A figure that the candidate's sheet should come to. Looked for by name, or else as the rate of the flow it drives. */
export type ExpectedEstimate = {
  readonly id: string;
  readonly names: readonly string[];
  /** The need whose flow takes its rate from it. */
  readonly drives?: string | undefined;
  readonly low: number;
  readonly high: number;
  readonly dimension: Dimension;
  /** The range as the problem writes it: `58 /s to 232 /s`. */
  readonly range: string;
  readonly why: string;
  readonly source: string;
};

/** A question for the deep dive or the failure round, and what to look at when the answer is compared with the design. */
export type Drill = {
  readonly id: string;
  readonly ask: string;
  /** Applies when one of these holds; always when there are none. */
  readonly when: readonly DrillCondition[];
  readonly scenario?: DrillScenario | undefined;
  readonly looksAt: string;
};

export type DrillCondition =
  /** A finding whose code starts with this. */
  | { readonly kind: 'finding'; readonly code: string }
  /** A component of this kind, on a flow of the need when one is named. */
  | { readonly kind: 'component'; readonly component: ComponentKind; readonly need?: string | undefined }
  /** A read of a flow of the need that may be answered by a copy. */
  | { readonly kind: 'reads'; readonly from: 'replica'; readonly need?: string | undefined };

/**
 * The first component of a kind on a flow of the need: one with a word of `named` in its name before the others, one that the
 * answer waits for before what is handed over. `handedOver`: only what no answer waits for.
 */
export type DrillPart = {
  readonly component: ComponentKind;
  readonly need?: string | undefined;
  readonly named?: readonly string[] | undefined;
  readonly handedOver?: boolean | undefined;
};

export type DrillScenario = {
  readonly what:
    | ({ readonly kind: 'kill-component' } & DrillPart)
    /** A zone by its name without the region, else that of the part's first copy (of a leader, where it leads), else the fullest. */
    | { readonly kind: 'kill-zone'; readonly zone?: string | undefined; readonly of?: DrillPart | undefined }
    | ({ readonly kind: 'slow'; readonly factor: number } & DrillPart)
    /** A cache finds nothing. */
    | ({ readonly kind: 'cold' } & DrillPart)
    /** One key with this share (0..1) of the reads of the need's flow. */
    | { readonly kind: 'hot-key'; readonly share: number; readonly need: string }
    | { readonly kind: 'load'; readonly factor: number };
  readonly at?: Seconds | undefined;
  readonly for?: Seconds | undefined;
};

export const STEPS = ['requirements', 'estimates', 'interface', 'data', 'architecture', 'deep-dives', 'failures'] as const;
export type Hint = { readonly step: (typeof STEPS)[number]; readonly text: string };

/** A reference design of the problem, with the band and the scores (at {@link DEFAULT_LEVEL}) it is held to. */
export type Rung = { readonly design: string; readonly band: string; readonly from: number; readonly to: number };
