import { isAbsolute, join } from 'node:path';
import { readDesign } from '#language/read-design.js';
import type { DesignModel } from '#model/design.js';
import { checkJson } from '#present/check-json.js';
import { checkText } from '#present/check-text.js';
import { simulationJson } from '#present/simulation-json.js';
import { simulationText } from '#present/simulation-text.js';
import { type SimulationOptions, type SimulationReport, simulate } from '#simulate/simulate.js';
import { TooLarge } from '#simulate/too-large.js';
import { readTextFile, UnreadableFile } from '#store/read-text.js';
import { EXIT, type ExitCode, type Io, UsageError } from '../io.js';
import { type SimulateFlags, simulationOptions } from './simulate-options.js';

/** Progress is told only when a run lasts longer than this, and then this often. */
const QUIET_MS = 1000;

/** `sysdrill simulate <file>`: the load report of one design. A design that cannot be read ends with exit code 2. */
export async function simulateCommand(args: readonly string[], flags: SimulateFlags, io: Io): Promise<ExitCode> {
  const file = args[0];
  if (file === undefined || args.length > 1) throw new UsageError('simulate takes one design file', 'sysdrill simulate design.yaml');
  const format = flags.json ? 'json' : (flags.format ?? 'pretty');
  if (format !== 'pretty' && format !== 'json') throw new UsageError(`simulate has no format "${format}"`, 'Formats: pretty, json.');
  const text = await textOf(file, io.cwd);
  const { model, diagnostics } = readDesign(text);
  if (model === undefined) {
    const report = { files: [{ file, text, status: 'invalid' as const, diagnostics, rules: undefined, assumed: [] }] };
    if (format === 'json') io.out(checkJson(report));
    else io.err(checkText(report, io));
    return EXIT.usage;
  }
  const report = simulated(model, { ...simulationOptions(flags, model), onProgress: progress(io) });
  io.out(format === 'json' ? simulationJson(report) : simulationText(model.title, report, io));
  return EXIT.ok;
}

function simulated(model: DesignModel, options: SimulationOptions): SimulationReport {
  try {
    return simulate(model, options);
  } catch (error) {
    if (error instanceof TooLarge) throw new UsageError(error.message, error.help);
    throw error;
  }
}

async function textOf(file: string, cwd: string): Promise<string> {
  try {
    return await readTextFile(isAbsolute(file) ? file : join(cwd, file));
  } catch (error) {
    if (error instanceof UnreadableFile) throw new UsageError(error.message, error.help);
    throw error;
  }
}

/** A line to standard error now and then, once a run takes longer than a second. */
function progress(io: Io): (share: number) => void {
  let next = performance.now() + QUIET_MS;
  return (share) => {
    if (performance.now() < next) return;
    next = performance.now() + QUIET_MS;
    io.err(`simulating: ${Math.floor(share * 100)}%\n`);
  };
}
