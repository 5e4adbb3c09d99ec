import type { DesignModel } from '#model/design.js';
import { heldConnections, startingInstances, warmUp } from './begin.js';
import { Caches } from './caches/caches.js';
import { compile } from './compile/compile.js';
import { findSlice, sliceSpecs } from './compile/slice.js';
import type { StationSpec } from './compile/station-spec.js';
import { BESIDE, enough, followEvery, preciseEnough, USUAL } from './enough.js';
import { drawFailures } from './faults/drawn.js';
import { haveRecovered } from './faults/recovered.js';
import { drive, SLICES } from './kernel/drive.js';
import type { Program } from './kernel/program.js';
import { World } from './kernel/world.js';
import type { SimulationOptions } from './options.js';
import type { Pieces } from './pieces.js';
import { mostCompared, mostSlices, needsOf, reactionOf } from './plan/dividing.js';
import { excessOf } from './plan/excess.js';
import type { Looked } from './plan/held-back.js';
import { heldUpOf } from './plan/held-up.js';
import { affordable, LITTLE, planRun } from './plan/plan.js';
import {
  batchPlans,
  beginningFactors,
  lastingFactors,
  meanFactors,
  profileFrom,
  type Unsteady,
  unsteadyFlows,
  unsteadyOf,
} from './plan/unsteady.js';
import { outlook } from './plan/utilisation.js';
import type { RunReport } from './report.js';
import { CONFIDENCE } from './statistics/intervals.js';
import { refuseUsers, tooManyUsers } from './too-large.js';
import { runReport } from './write/run-report.js';

export type Run = {
  readonly model: DesignModel;
  readonly specs: readonly StationSpec[];
  readonly program: Program;
  /** By how much the rate of each flow is multiplied. */
  readonly factors: readonly number[];
  readonly seed: number;
  readonly load: number;
  /** Whether every flow keeps one load all the time, whatever its arrivals say: that of its peak. */
  readonly steady: boolean;
  /** Whether it is the run at the highest load: its figures are known best. */
  readonly highest: boolean;
  readonly options: SimulationOptions;
};

/** One run at one load: planned by the closed forms, driven, and told. */
export function* runInPieces({ model, specs, program, factors: asked, seed, load, steady, highest, options }: Run): Pieces<RunReport> {
  const changes = unsteadyOf(program, steady);
  const factors = meanFactors(asked, changes, options.duration);
  const view = outlook(model, program, specs, factors);
  const heldUp = heldUpOf(model, program, specs, view);
  const unsteady: Unsteady = { ...changes, batches: batchPlans(model, program, specs, factors, view) };
  const reaction = Math.max(reactionOf(specs), ...program.calls.breakers.map(({ open }) => open));
  const planned = planRun(view, options, reaction, mostCompared(program), unsteady);
  const plan = { ...planned, excess: Math.max(planned.excess, tooManyUsers(program, factors)) };
  const needs = needsOf({ model, program, view, heldUp, changes, faults: options.faults ?? [] });
  // Keys cannot be divided: the first of them are most of the load. They are followed as far as a longer run can be paid for.
  const keyed = program.keys.data.length > 0 && plan.excess <= LONGER;
  const slices = keyed ? 1 : Math.min(plan.excess, mostSlices(program, asked));
  const slice = slices > LITTLE ? findSlice(specs, slices, needs) : 1;
  const followed = slice === 1 ? specs : sliceSpecs(specs, slice, needs)!;
  const sliced = slice === 1 ? program : compile(model, followed, options.flows, view.keys.ratios);
  const shares = asked.map((factor) => factor / slice);
  refuseUsers(program, asked, slice);
  const lasting = lastingFactors(shares, changes);
  const near = slice === 1 && changes.length === 0 ? view : outlook(model, sliced, followed, lasting);
  const world = new World(sliced, seed);
  if (sliced.keys.data.length > 0) world.caches = new Caches(world, near.keys.caches);
  world.flows.confidence = options.confidence ?? CONFIDENCE;
  const satisfied = () => options.precision === undefined || preciseEnough(world, near.flowMemory, options.precision);
  const wanted = { precision: highest ? USUAL : BESIDE, slowest: highest };
  const allowed = keyed ? { ...plan, excess: 1, events: plan.events * Math.max(1, plan.excess) } : affordable(plan, slice, options);
  const failures = options.failures === undefined ? [] : drawFailures(model, sliced, seed, options.failures, allowed.duration);
  const first = changes.length === 0 ? near : outlook(model, sliced, followed, beginningFactors(shares, changes, allowed));
  warmUp(world, first);
  const varying = unsteadyFlows(unsteady, near, allowed.duration);
  const requests = allowed.duration * near.rates.reduce((sum, rate) => sum + rate, 0);
  world.trace.every = followEvery(requests, allowed.least < allowed.duration);
  const course = yield* drive(world, allowed, {
    failures,
    factors: shares,
    instances: startingInstances(sliced, first),
    profiles: changes.profiles,
    profileFrom: profileFrom(changes, allowed.duration),
    unsteady: varying.size > 0,
    connections: heldConnections(sliced, near),
    satisfied,
    enough: (share) => enough(model, world, near.flowMemory, wanted, share),
    lasting: options.precision !== undefined,
    over: options.untilRecovered === true ? () => haveRecovered(world, allowed.faults, allowed.duration / SLICES) : undefined,
    stop: options.stop,
    onProgress: options.onProgress ?? nothing,
  });
  return runReport({
    model,
    uncut: program,
    world,
    course,
    plan: allowed,
    view,
    near,
    heldUp,
    excess: excessOf(
      changes.length === 0 ? { model, program, specs, view, heldUp } : atLast({ model, program, specs }, lastingFactors(asked, changes)),
    ),
    load,
    slice,
    unsteady,
    varying,
    failures,
    times: options.failures,
  });
}

/** The closed forms of the load at which the flows stay. */
function atLast(design: Pick<Looked, 'model' | 'program' | 'specs'>, factors: readonly number[]): Looked {
  const { model, program, specs } = design;
  const view = outlook(model, program, specs, factors);
  return { ...design, view, heldUp: heldUpOf(model, program, specs, view) };
}

const nothing = (): void => undefined;

/** So many times the events of another run are taken to follow keys. */
const LONGER = 4;
