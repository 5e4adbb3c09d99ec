import type { Scenario } from '#language/read-scenario.js';
import type { DesignModel } from '#model/design.js';
import type { SimulationOptions } from '#simulate/simulate.js';
import { UsageError } from '../io.js';
import { type FaultFlags, faultsOf, figure } from './fault-flags.js';

/** The flags of `simulate`, as they were written. */
export type SimulateFlags = FaultFlags & {
  readonly seed?: string;
  readonly load?: string;
  readonly sweep?: readonly string[];
  readonly duration?: string;
  readonly precision?: string;
  readonly confidence?: string;
  readonly failures?: string;
  /** `true`: the faults of the design itself; else a file. */
  readonly scenario?: boolean | string;
  readonly format?: string;
  readonly json?: boolean;
  readonly output?: readonly string[];
  readonly ascii?: boolean;
  readonly verbose?: boolean;
  /** The diagram with how full everything is, over the report. */
  readonly diagram?: boolean;
  /** `true`, a verdict, or the file where it was written behind the flag. */
  readonly failOnTarget?: boolean | string;
};

/** Reads the flags against the design they are about; what a flag says goes before the scenario. Throws UsageError with what was expected. */
export function simulationOptions(flags: SimulateFlags, model: DesignModel, scenario?: Scenario): SimulationOptions {
  if (flags.scenario === true && model.faults.length === 0)
    throw new UsageError('The design has no faults', 'Write them under `faults:`, or name a scenario file behind --scenario.');
  const own = flags.scenario === true ? model.faults : (scenario?.faults ?? []);
  return {
    seed: flags.seed === undefined ? undefined : wholeNumber(flags.seed),
    load: positive('--load', flags.load, 'a multiple such as 2x or 0.5', 'ratio') ?? scenario?.load,
    duration: positive('--duration', flags.duration, 'a time such as 10min', 'time') ?? scenario?.duration,
    precision: flags.precision === undefined ? undefined : share(flags.precision),
    confidence: flags.confidence === undefined ? undefined : level(flags.confidence),
    failures: positive('--failures', flags.failures, 'how many times as often as in life, such as 1000x', 'ratio') ?? scenario?.failures,
    faults: [...own, ...faultsOf(flags, model)],
  };
}

function wholeNumber(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new UsageError(`--seed is "${text}"`, 'Expected a whole number from 0 to 999999999999999.');
  return Number(text);
}

function share(text: string): number {
  const value = positive('--precision', text, 'a share such as 5%', 'ratio')!;
  if (value >= 1) throw new UsageError(`--precision is "${text}"`, 'Expected a share below 100%, such as 5%.');
  return value;
}

function level(text: string): 0.95 | 0.99 {
  const value = figure(text, 'ratio');
  if (value === 0.95 || value === 0.99) return value;
  throw new UsageError(`--confidence is "${text}"`, 'Expected 95% or 99%.');
}

function positive(flag: string, text: string | undefined, expected: string, what: 'time' | 'ratio'): number | undefined {
  if (text === undefined) return undefined;
  const value = figure(text, what);
  if (value === undefined || !(value > 0)) throw new UsageError(`${flag} is "${text}"`, `Expected ${expected}.`);
  return value;
}
