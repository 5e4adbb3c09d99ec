import type { DesignModel } from '#model/design.js';
import { compile } from './compile/compile.js';
import { type StationSpec, stationSpec } from './compile/station-spec.js';
import { emptied } from './faults/apply.js';
import type { LoadName, Rounds } from './jobs.js';
import type { Program } from './kernel/program.js';
import type { SimulationOptions } from './options.js';
import { atOnce, type Pieces } from './pieces.js';
import { kneeOf } from './plan/knee.js';
import type { RunReport, SimulationReport } from './report.js';
import { runInPieces } from './run-once.js';
import { refuseTooLarge } from './too-large.js';
import { withWorseTargets } from './worse-targets.js';

export type { FaultOption, SimulationOptions } from './options.js';
export type * from './report.js';

/**
 * Simulates a design under its own load and says where requests wait, what binds first, and what failures do. Pure: the same
 * design, options and seed give the same report, byte for byte. Numbers are in seconds, per second and ratios. Throws TooLarge for a
 * design with millions of instances.
 */
export function simulate(model: DesignModel, options: SimulationOptions = {}): SimulationReport {
  const prepared = prepare(model, options);
  const loads = loadsOf(prepared, options);
  const progress = (before: number) => (share: number) => options.onProgress?.((before + share) / loads.length);
  const runs = loads.map((load, i) => runAt(prepared, { ...options, onProgress: progress(i) }, load));
  return assemble(prepared, options, runs);
}

/**
 * The same as one round of runs that may be made side by side, anywhere: yields them, takes their reports in that order, and answers
 * the report of all.
 */
export function* simulationRounds(
  prepared: Prepared,
  { stop: _stop, onProgress: _told, ...options }: SimulationOptions,
): Rounds<SimulationReport> {
  const runs = yield loadsOf(prepared, options).map((at) => ({ options, at }));
  return assemble(prepared, options, runs);
}

/** A design as the simulation sees it: read and compiled once for any number of runs. */
export type Prepared = { readonly model: DesignModel; readonly specs: readonly StationSpec[]; readonly program: Program };

/** Compiles a design. Throws TooLarge for one with millions of instances. */
export function prepare(model: DesignModel, options: SimulationOptions = {}): Prepared {
  const specs = [...model.components.values()].map(stationSpec);
  refuseTooLarge(specs);
  return { model, specs, program: compile(model, specs, options.flows) };
}

/** The runs that one simulation is made of. They know nothing of each other, so that they may be made side by side. */
export function loadsOf({ program }: Prepared, options: SimulationOptions = {}): readonly LoadName[] {
  const peaks = options.peak !== false && program.flows.some((flow) => flow.peak !== 1);
  return peaks ? ['usual', 'peak'] : ['usual'];
}

/** One of the runs that {@link loadsOf} lists. */
export const runAt = (prepared: Prepared, options: SimulationOptions, at: LoadName): RunReport =>
  atOnce(runInPiecesAt(prepared, options, at));

/** The same in pieces of a few hundredths of a second. */
export function runInPiecesAt({ model, specs, program }: Prepared, options: SimulationOptions, at: LoadName): Pieces<RunReport> {
  const load = options.load ?? 1;
  const factors = program.flows.map((flow) => (at === 'peak' ? load * flow.peak : load));
  const highest = at === loadsOf({ model, specs, program }, options).at(-1);
  return runInPieces({ model, specs, program, factors, seed: options.seed ?? 1, load, steady: at === 'peak', highest, options });
}

/** The report of a simulation from its runs, in the order of {@link loadsOf}. */
export function assemble(prepared: Prepared, options: SimulationOptions, runs: readonly RunReport[]): SimulationReport {
  const { model, specs, program } = prepared;
  const [main, peak] = runs as readonly [RunReport, RunReport?];
  return {
    schema: 'sysdrill/simulation@1',
    seed: options.seed ?? 1,
    ...(peak === undefined ? main : withWorseTargets(main, peak)),
    ...(peak === undefined ? {} : { peak }),
    ...interruption(runs),
    knee: kneeOf(model, program, specs),
    assumptions: [...standingNotes(prepared).assumptions, ...refusing(options)],
    assumed: [...model.assumed, ...program.assumed],
    notModelled: [...program.notModelled, ...refills(program, options), ...noSurge(program, options)],
  };
}

/** A simulation is interrupted as soon as one of its runs is. */
function interruption(runs: readonly RunReport[]): Pick<RunReport, 'interrupted' | 'completed'> {
  if (runs.every(({ interrupted }) => !interrupted)) return {};
  return { interrupted: true, completed: runs.reduce((sum, { completed = 1 }) => sum + completed, 0) / runs.length };
}

/** What every run of a design takes for granted, and what it leaves out. */
export function standingNotes({ model, program }: Prepared): Pick<SimulationReport, 'assumptions' | 'notModelled'> {
  return { assumptions: [...program.assumptions, ...standingAssumptions(model, program)], notModelled: program.notModelled };
}

/** What a failure that takes something away is taken to look like from outside. */
function refusing({ faults = [], failures }: SimulationOptions): string[] {
  const dies = failures !== undefined || faults.some(({ what }) => ['component', 'instance', 'zone', 'region'].includes(what.kind));
  return dies
    ? [
        'what is down refuses at once: nobody waits for a timeout before it; where packets are lost instead, `--slow <component>:1000x` is nearer',
      ]
    : [];
}

/** A ratio does not say how fast a cache that lost everything comes back to it. */
function refills(program: Program, { faults = [] }: SimulationOptions): { path: string; what: string }[] {
  const lost = new Set(faults.flatMap(({ what }) => emptied(program, what)));
  return [...lost].map((station) => ({
    path: `components.${program.stations.ids[station]!}`,
    what: 'the refill of the cache after a loss: its hit ratio is back at once',
  }));
}

/** Users who wait come back by themselves, and batches when it is their time: a surge is one of open flows. */
function noSurge({ flows }: Program, { faults = [] }: SimulationOptions): { path: string; what: string }[] {
  if (!faults.some(({ what }) => what.kind === 'load')) return [];
  return flows.flatMap(({ id, kind }) => {
    if (kind === 'open') return [];
    return [
      {
        path: `flows.${id}`,
        what: kind === 'closed' ? 'a surge of users: there are as many as before' : 'a surge of a batch: its items are as many as before',
      },
    ];
  });
}

/** Where keys are known they are drawn, and where not they fall evenly. */
function keyAssumptions({ keys, stations }: Program): string[] {
  const sharded = stations.ids.filter((_, i) => stations.shards[i]! > 1);
  const even = sharded.filter((id) => keys.byKey[stations.ids.indexOf(id)] === 0);
  if (even.length === sharded.length && keys.caches.length === 0) return even.length === 0 ? [] : ['keys fall evenly on the shards'];
  return [
    'each request draws a key of its data by its popularity, independently of the others, and every step of it is about that key',
    ...(even.length > 0 ? [`keys fall evenly on the shards of ${even.join(', ')}`] : []),
    ...(keys.caches.length > 0
      ? [
          `${keys.caches.map(({ station }) => stations.ids[station]!).join(', ')}: at the start there is in it what is there after a long time`,
        ]
      : []),
  ];
}

/** What every run takes for granted where the design cannot say it. */
function standingAssumptions(model: DesignModel, program: Program): string[] {
  const sentences = [...keyAssumptions(program), 'a round trip is charged on the way to a component'];
  if ([...model.components.values()].some((each) => 'replicas' in each && each.replicas > 1)) {
    sentences.push('without a balancer, callers pass over an instance that is down at once');
  }
  return sentences;
}
