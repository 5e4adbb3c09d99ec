import type { DesignModel } from '#model/design.js';
import { usualFailure } from '#simulate/faults/usual.js';
import { sideBySide } from '#simulate/side-by-side.js';
import { loadsOf, type Prepared, prepare, type SimulationOptions, type SimulationReport, simulationRounds } from '#simulate/simulate.js';
import { type SweepOptions, type SweepReport, sweepRounds } from '#simulate/sweep/sweep.js';
import { TooLarge } from '#simulate/too-large.js';
import { type Io, UsageError } from '../io.js';
import { attend } from './attend.js';
import { startRunner, type Work } from './start-runner.js';

/** Points of one round of a sweep, as far as threads are worth it. */
const SIDE = 8;
/** The loads that a full report looks at. */
const WHOLE: SweepOptions = { from: 0.5, to: 10 };
/** Share of a sweep that its first round is, and of what is left each further one: about that. */
const FIRST = 0.6;

/** Simulates a design on as many threads as help, telling its progress; ends with what there is at a Ctrl-C. `text`: what the model was read from. */
export function runSimulation(model: DesignModel, text: string, options: SimulationOptions, io: Io): Promise<SimulationReport> {
  const prepared = preparedOf(model, options.flows);
  const work = { prepared, text, flows: options.flows, side: loadsOf(prepared, options).length, lasts: lengthOf(prepared, options) };
  return attend(simulationRounds(prepared, options), (tell) => startRunner(work, io, tell), 1, io);
}

/** Quick where nobody told how long to last, nothing fails, and no load has to be followed through a day. */
function lengthOf({ program }: Prepared, { duration, precision, faults = [], failures }: SimulationOptions): Work['lasts'] {
  if (duration !== undefined || precision !== undefined) return 'long';
  const steady = program.flows.every(({ arrivals }) => arrivals.kind === 'poisson' || arrivals.kind === 'constant');
  return steady && faults.length === 0 && failures === undefined ? 'quick' : 'short';
}

/** The same for a sweep over the load. */
export function runSweep(model: DesignModel, text: string, options: SweepOptions, io: Io): Promise<SweepReport> {
  const prepared = preparedOf(model, options.flows);
  const lasts = options.duration === undefined && options.precision === undefined ? 'short' : 'long';
  const work: Work = { prepared, text, flows: options.flows, side: SIDE, lasts };
  return attend(sweepRounds(prepared, options), (tell) => startRunner(work, io, tell), FIRST, io);
}

/** What a full report tells of the load: the design as it is, and, where there is a load, how far it scales and what a failure does to it. */
export type FullLoad = { readonly simulation: SimulationReport; readonly sweep?: SweepReport; readonly failure?: SimulationReport };

/** All of that at once, so that the threads are never idle. */
export async function runFull(model: DesignModel, text: string, io: Io): Promise<FullLoad> {
  const prepared = preparedOf(model, undefined);
  if (prepared.program.flows.length === 0) return { simulation: await runSimulation(model, text, {}, io) };
  const work = { prepared, text, flows: undefined, side: SIDE, lasts: 'middling' as const };
  const rounds = sideBySide<[SimulationReport, SweepReport, SimulationReport]>([
    simulationRounds(prepared, {}),
    sweepRounds(prepared, WHOLE),
    simulationRounds(prepared, { faults: [{ what: usualFailure(prepared) }] }),
  ]);
  const [simulation, sweep, failure] = await attend(rounds, (tell) => startRunner(work, io, tell), FIRST, io);
  return { simulation, sweep, failure };
}

function preparedOf(model: DesignModel, flows: readonly string[] | undefined): Prepared {
  try {
    return prepare(model, { flows });
  } catch (error) {
    if (error instanceof TooLarge) throw new UsageError(error.message, error.help);
    throw error;
  }
}
