import { isAbsolute, join } from 'node:path';
import { readDesign } from '#language/read-design.js';
import type { Scenario } from '#language/read-scenario.js';
import type { DesignModel } from '#model/design.js';
import { checkJson } from '#present/check-json.js';
import { checkText } from '#present/check-text.js';
import { simulationJson } from '#present/simulation-json.js';
import { simulationText } from '#present/simulation-text.js';
import { sweepJson } from '#present/sweep-json.js';
import { sweepText } from '#present/sweep-text.js';
import type { SimulationOptions } from '#simulate/simulate.js';
import { readTextFile, UnreadableFile } from '#store/read-text.js';
import { EXIT, type ExitCode, type Io, UsageError } from '../io.js';
import { runSimulation, runSweep } from '../simulate/run-simulation.js';
import { sweepOptions, sweepWords } from '../simulate/sweep-flag.js';
import { oneFormat } from './one-format.js';
import { readScenarioFile } from './scenario-file.js';
import { type SimulateFlags, simulationOptions } from './simulate-options.js';

const NO_SCENARIO: Scenario = { faults: [] };

/** `sysdrill simulate <file>`: the load report of one design. A design that cannot be read ends with exit code 2. */
export async function simulateCommand(args: readonly string[], flags: SimulateFlags, io: Io): Promise<ExitCode> {
  const { sweep, files } = sweepWords(flags.sweep ?? []);
  const [file, ...more] = [...args, ...files];
  if (file === undefined || more.length > 0) throw new UsageError('simulate takes one design file', 'sysdrill simulate design.yaml');
  const format = oneFormat(flags) ?? 'pretty';
  if (format !== 'pretty' && format !== 'json') throw new UsageError(`simulate has no format "${format}"`, 'Formats: pretty, json.');
  const text = await textOf(file, io.cwd);
  const { model, diagnostics } = readDesign(text);
  if (model === undefined) {
    const report = { files: [{ file, text, status: 'invalid' as const, diagnostics, rules: undefined, assumed: [] }] };
    if (format === 'json') io.out(checkJson(report));
    else io.err(checkText(report, io));
    return EXIT.usage;
  }
  const scenario = typeof flags.scenario === 'string' ? await readScenarioFile(flags.scenario, model, io) : NO_SCENARIO;
  if (scenario === undefined) return EXIT.usage;
  const subject = { model, text, options: simulationOptions(flags, model, scenario), json: format === 'json' };
  return flags.sweep === undefined ? simulated(subject, io) : swept(subject, sweep, io);
}

type Subject = { readonly model: DesignModel; readonly text: string; readonly options: SimulationOptions; readonly json: boolean };

async function simulated({ model, text, options, json }: Subject, io: Io): Promise<ExitCode> {
  const report = await runSimulation(model, text, options, io);
  io.out(json ? simulationJson(report) : simulationText(model.title, report, io));
  return report.interrupted ? EXIT.interrupted : EXIT.ok;
}

async function swept({ model, text, options, json }: Subject, words: readonly string[], io: Io): Promise<ExitCode> {
  const report = await runSweep(model, text, sweepOptions(words, options), io);
  io.out(json ? sweepJson(report) : sweepText(model.title, report, io));
  return report.interrupted ? EXIT.interrupted : EXIT.ok;
}

async function textOf(file: string, cwd: string): Promise<string> {
  try {
    return await readTextFile(isAbsolute(file) ? file : join(cwd, file));
  } catch (error) {
    if (error instanceof UnreadableFile) throw new UsageError(error.message, error.help);
    throw error;
  }
}
