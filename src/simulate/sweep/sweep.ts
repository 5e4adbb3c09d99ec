import type { DesignModel } from '#model/design.js';
import type { ComponentId } from '#model/ids.js';
import type { Rounds, RunJob } from '../jobs.js';
import type { SimulationOptions } from '../options.js';
import { kneeOf } from '../plan/knee.js';
import { outlook } from '../plan/utilisation.js';
import type { Knee, RunReport } from '../report.js';
import { type Prepared, prepare, runAt, standingNotes } from '../simulate.js';
import { CONFIDENCE } from '../statistics/intervals.js';
import {
  bandsOf,
  firstTrials,
  type RetryOutlook,
  readTrial,
  retryOutlook,
  stallOf,
  TRIAL_EVENTS,
  trialOf,
  vulnerableFrom,
} from './bands.js';
import { type Felt, SLACK, targetKnees, throughputKnee } from './knees.js';
import { between, bracketOf, firstLoads, rounded } from './loads.js';
import { type Known, pointsOf } from './point.js';
import type { Bracket, RetryBands, RetryTrial, SweepPoint, SweepReport } from './report.js';

export type * from './report.js';

export type SweepOptions = {
  /** Lowest and highest load, as factors on the rates and users of the flows. */
  readonly from: number;
  readonly to: number;
  /** Points of the first grid. Default 10. */
  readonly points?: number | undefined;
  readonly seed?: number | undefined;
  readonly duration?: number | undefined;
  readonly precision?: number | undefined;
  readonly confidence?: SimulationOptions['confidence'];
  readonly flows?: readonly string[] | undefined;
  /** Events that one point may take. Default: fewer where the closed forms say that no equilibrium is to be waited for. */
  readonly events?: number | undefined;
};

const POINTS = 10;
/**
 * Events of a point; of one far below what the closed forms call full, this share of which it does not reach; and of one between that share of it
 * and all of it: there lines forget slowly.
 */
const EVENTS = 300_000;
const FAR_EVENTS = 200_000;
const FAR = 0.3;
const SLOW = 600_000;
const NEAR = 0.6;
/** Rounds of looking closer at the loads where something is left. */
const CLOSER = 3;

/** Simulates a design over a range of loads, one run after another. Throws TooLarge for a design with millions of instances. */
export function sweep(model: DesignModel, options: SweepOptions): SweepReport {
  const prepared = prepare(model, { flows: options.flows });
  const rounds = sweepRounds(prepared, options);
  let next = rounds.next();
  while (!next.done) next = rounds.next(next.value.map((job) => runAt(prepared, job.options, job.at)));
  return next.value;
}

/**
 * The rounds of a sweep. What comes out depends on the design and the options alone, not on where or in which order the runs were made.
 * All points share their random streams.
 */
export function* sweepRounds(prepared: Prepared, options: SweepOptions): Rounds<SweepReport> {
  const expected = kneeOf(prepared.model, prepared.program, prepared.specs);
  const retries = retryOutlook(prepared);
  const run = new Sweep(prepared, options, expected);
  yield* run.over(firstLoads(options.from, options.to, options.points ?? POINTS, run.expectedLoads()));
  for (let round = 0; round < CLOSER && !run.interrupted; round++) {
    const loads = run.closer();
    if (loads.length === 0) break;
    yield* run.over(loads);
  }
  const bands = retries === undefined || run.interrupted ? undefined : yield* run.bands(retries);
  return run.report(bands);
}

class Sweep {
  private readonly prepared: Prepared;
  private readonly options: SweepOptions;
  private readonly expected: Knee | null;
  private readonly known: Known;
  /** Whether the component that the closed forms see full first is so by a batch. */
  readonly batch: boolean;
  /** Whether a component is full at the same load as the one that the closed forms see full first. */
  readonly alike: (component: string) => boolean;
  private readonly felt: Felt;
  private runs: RunReport[] = [];
  private made = 0;
  private asked = 0;
  interrupted = false;

  constructor(prepared: Prepared, options: SweepOptions, expected: Knee | null) {
    this.prepared = prepared;
    this.options = options;
    this.expected = expected;
    const closedForms = lookAt(prepared);
    this.felt = closedForms.felt;
    this.alike = closedForms.alike;
    this.batch = expected !== null && fullByBatch(prepared, expected.component);
    const closed = new Set(prepared.program.flows.flatMap(({ id, kind }) => (kind === 'closed' ? [id] : [])));
    this.known = { closed, byBatch: (component) => fullByBatch(prepared, component) };
  }

  /** Loads at which the closed forms expect something to be left. */
  expectedLoads(): number[] {
    const { expected } = this;
    return expected === null ? [] : [expected.load, ...(expected.targets ?? []).map(({ load }) => load)];
  }

  /** Simulates these loads; one that was interrupted ends the sweep. */
  *over(loads: readonly number[]): Rounds<void> {
    const runs = yield* this.make(loads.map((load) => this.job({ load })));
    this.runs = [...this.runs, ...runs].sort((a, b) => a.load - b.load);
  }

  /** Loads that tell more of where throughput stops growing and where the first target is left. */
  closer(): number[] {
    const points = this.points();
    const [first] = targetKnees(points, this.runs, this.expected, this.felt);
    const brackets: Bracket[] = [throughputKnee(points, this.runs, this.expected, this), ...(first === undefined ? [] : [first])];
    const known = new Set(this.runs.map(({ load }) => load));
    return [...new Set(brackets.flatMap(between))].filter((load) => !known.has(load)).sort((a, b) => a - b);
  }

  /** The three bands where retries are in play, proven by runs with a trigger. */
  *bands(view: RetryOutlook): Rounds<RetryBands> {
    const unstable = this.unstable(view.component);
    const to = unstable.holds ?? this.options.from;
    let trials: RetryTrial[] = [];
    let loads = view.stalled === undefined ? [] : firstTrials(view, this.options.from, to);
    const stall = stallOf(view, Math.max(this.options.from, ...loads));
    const trial = trialOf(view.stalled ?? view.component, stall);
    for (let round = 0; round < 2 && loads.length > 0 && !this.interrupted; round++) {
      const runs = yield* this.make(loads.map((load) => this.job({ load, ...trial })));
      trials = [...trials, ...runs.map(readTrial)].sort((a, b) => a.load - b.load);
      const { holds, leaves } = vulnerableFrom(trials);
      loads = between({ holds: Math.max(holds ?? 0, view.safe), leaves }).map(rounded);
    }
    return bandsOf(view, stall, trials, unstable);
  }

  /** Where it no longer works by itself for those who try again at `retried`, or wait for answers: what piles up elsewhere makes nobody do so. */
  private unstable(retried: string): Bracket {
    const points = this.points();
    const flows = this.prepared.program.flows.map(({ id }) => id);
    const behind = ({ stability: { component } }: RunReport): boolean =>
      component !== undefined && component !== retried && !flows.some((flow) => this.felt(flow, component, false));
    return bracketOf(
      this.runs.map((run, i) => ({ load: run.load, works: points[i]!.keepsUp || behind(run) })),
      ({ works }) => works,
    );
  }

  report(retries: RetryBands | undefined): SweepReport {
    const { options, prepared, expected } = this;
    const points = this.points();
    return {
      schema: 'sysdrill/sweep@1',
      seed: options.seed ?? 1,
      from: options.from,
      to: options.to,
      confidence: options.confidence ?? CONFIDENCE,
      points,
      expected,
      throughput: throughputKnee(points, this.runs, expected, this),
      targets: targetKnees(points, this.runs, expected, this.felt),
      ...(retries === undefined ? {} : { retries }),
      ...(this.interrupted ? { interrupted: true, completed: this.made / Math.max(1, this.asked) } : {}),
      ...standingNotes(prepared),
    };
  }

  private points(): SweepPoint[] {
    return pointsOf(this.runs, this.known);
  }

  private job(of: RunJob['options']): RunJob {
    const { seed, duration, precision, confidence, flows } = this.options;
    const near = (of.load ?? 1) / (this.expected?.load ?? Infinity);
    const most = of.faults !== undefined ? TRIAL_EVENTS : near > NEAR && near <= 1 ? SLOW : near < FAR ? FAR_EVENTS : EVENTS;
    const events = this.options.events ?? (duration === undefined && precision === undefined ? most : undefined);
    return { options: { seed, duration, precision, confidence, flows, events, peak: false, ...of }, at: 'usual' };
  }

  private *make(jobs: readonly RunJob[]): Generator<readonly RunJob[], RunReport[], readonly RunReport[]> {
    const runs = yield jobs;
    const whole = runs.filter((each) => each.interrupted === undefined);
    this.asked += jobs.length;
    this.made += whole.length;
    this.interrupted = whole.length < jobs.length;
    return whole;
  }
}

/** What each flow waits for and what it comes to at all, and what is full at the same load as what is full first. */
function lookAt({ model, program, specs }: Prepared): { felt: Felt; alike: (component: string) => boolean } {
  const ids: readonly string[] = program.stations.ids;
  const { waitedForBy, visitedBy, asked } = outlook(
    model,
    program,
    specs,
    program.flows.map(() => 1),
  );
  const highest = Math.max(0, ...asked);
  return {
    felt: (flow, component, reach) => {
      const index = program.flows.findIndex(({ id }) => id === flow);
      return (reach ? visitedBy : waitedForBy)[index]?.has(ids.indexOf(component)) ?? true;
    },
    alike: (component) => (asked[ids.indexOf(component)] ?? 0) * SLACK >= highest,
  };
}

/** Whether a component has less to do when no batch runs. */
function fullByBatch({ model, specs, program }: Prepared, component: string): boolean {
  if (program.flows.every(({ kind }) => kind !== 'batch')) return false;
  const at = program.stations.ids.indexOf(component as ComponentId);
  const asked = (batch: number) =>
    outlook(
      model,
      program,
      specs,
      program.flows.map(({ kind }) => (kind === 'batch' ? batch : 1)),
    ).asked[at]!;
  return asked(0) < asked(1) * (1 - 1e-9);
}
