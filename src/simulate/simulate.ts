import type { DesignModel } from '#model/design.js';
import { compile } from './compile/compile.js';
import { stationSpec } from './compile/station-spec.js';
import { type Course, drive } from './kernel/drive.js';
import type { Program } from './kernel/program.js';
import { World } from './kernel/world.js';
import type { SimulationOptions } from './options.js';
import { type Plan, planRun } from './plan/plan.js';
import { type Outlook, outlook } from './plan/utilisation.js';
import type { Knee, RunReport, SimulationReport, Unresolved } from './report.js';
import { CONFIDENCE } from './statistics/intervals.js';
import { latencyFigure } from './statistics/latency.js';
import { componentReports, stabilityOf } from './write/component-report.js';
import { faultReports, timelineReport } from './write/fault-report.js';
import { flowReports } from './write/flow-report.js';

export type { FaultOption, SimulationOptions } from './options.js';
export type * from './report.js';

/**
 * Simulates a design under its own load and says where requests wait, what binds first, and what failures do. Pure: the same
 * design, options and seed give the same report, byte for byte. Numbers are in seconds, per second and ratios.
 */
export function simulate(model: DesignModel, options: SimulationOptions = {}): SimulationReport {
  const program = compile(model, options.flows);
  const seed = options.seed ?? 1;
  const load = options.load ?? 1;
  const usual = program.flows.map(() => load);
  const peaks = program.flows.map((flow) => load * flow.peak);
  const both = options.peak !== false && peaks.some((factor, i) => factor !== usual[i]);
  const progress = (from: number) => (share: number) => options.onProgress?.(both ? (from + share) / 2 : share);
  const main = runOnce(model, program, usual, { ...options, load, onProgress: progress(0) }, seed);
  const peak = both ? runOnce(model, program, peaks, { ...options, load, onProgress: progress(1) }, seed) : undefined;
  const judged = peak === undefined ? main : withTargetsOf(main, peak);
  return {
    schema: 'sysdrill/simulation@1',
    seed,
    ...judged,
    ...(peak === undefined ? {} : { peak }),
    knee: kneeOf(model, program),
    assumptions: [...program.assumptions, ...standingAssumptions(model)],
    notModelled: program.notModelled,
  };
}

/** Targets are promises about the peak: the verdicts of the peak run stand in the first place. */
function withTargetsOf(main: RunReport, peak: RunReport): RunReport {
  const flows = Object.entries(main.flows).map(([id, flow]) => [id, { ...flow, targets: peak.flows[id]!.targets }] as const);
  return { ...main, flows: Object.fromEntries(flows) };
}

function runOnce(
  model: DesignModel,
  program: Program,
  factors: readonly number[],
  options: SimulationOptions & { readonly load: number; readonly onProgress: (share: number) => void },
  seed: number,
): RunReport {
  const specs = [...model.components.values()].map(stationSpec);
  const rates = program.flows.map((flow, i) => flow.rate * factors[i]!);
  const view = outlook(model, program, specs, rates);
  const plan = planRun(view, rates, options);
  const world = new World(program, seed);
  const satisfied = () => options.precision === undefined || preciseEnough(world, view, options.precision);
  const course = drive(world, plan, { factors, satisfied, onProgress: options.onProgress });
  return report(model, world, course, plan, view, options.load);
}

function preciseEnough(world: World, view: Outlook, precision: number): boolean {
  return world.program.flows.every((_, flow) => {
    if (world.flows.offered[flow] === 0) return true;
    return (['mean', 'p99'] as const).every((name) => {
      const memory = view.flowRelaxation[flow]!;
      const figure = latencyFigure(world.flows, flow, name, Number.isFinite(memory) ? memory : 0);
      if (figure?.interval === undefined || !figure.resolved) return false;
      return (figure.interval[1] - figure.interval[0]) / 2 <= precision * figure.value;
    });
  });
}

function report(model: DesignModel, world: World, course: Course, plan: Plan, view: Outlook, load: number): RunReport {
  const unresolved: Unresolved[] = [];
  const afterFault = plan.faults.length > 0;
  const flows = flowReports({ model, world, course, relaxation: view.flowRelaxation, unresolved, afterFault });
  const timeline = timelineReport(world, plan.duration);
  return {
    load,
    simulated: course.measured,
    warmup: plan.warmup,
    events: course.events,
    confidence: CONFIDENCE,
    flows,
    components: componentReports(world.program, course, view),
    bottleneck: world.program.stations.ids[view.bottleneck] ?? null,
    stability: stabilityOf(world.program, course, afterFault),
    timeline,
    faults: faultReports(timeline, plan.faults),
    unresolved,
  };
}

/** The load at which the closed forms see the first component full, as a factor on the rates of the flows. */
function kneeOf(model: DesignModel, program: Program): Knee | null {
  const specs = [...model.components.values()].map(stationSpec);
  const view = outlook(
    model,
    program,
    specs,
    program.flows.map((flow) => flow.rate),
  );
  if (view.highest <= 0) return null;
  return { load: 1 / view.highest, component: program.stations.ids[view.bottleneck]!, basis: 'closed form' };
}

/** What every run takes for granted where the design cannot say it. */
function standingAssumptions(model: DesignModel): string[] {
  const sentences = ['keys fall evenly on the shards', 'a round trip is charged on the way to a component'];
  if ([...model.components.values()].some((each) => 'replicas' in each && each.replicas > 1)) {
    sentences.push('without a balancer, callers pass over an instance that is down at once');
  }
  return sentences;
}
