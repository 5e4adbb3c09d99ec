import { readDesign } from '#language/read-design.js';
import type { Scenario } from '#language/read-scenario.js';
import type { DesignModel } from '#model/design.js';
import { checkJson } from '#present/check-json.js';
import { checkText } from '#present/check-text.js';
import type { SimulationOptions } from '#simulate/simulate.js';
import { EXIT, type ExitCode, type Io, UsageError } from '../io.js';
import { readInput } from '../read-input.js';
import { type FailOn, failOnTarget, missesTargets } from '../simulate/fail-on-target.js';
import { deliver, type Output, outputsOf } from '../simulate/outputs.js';
import { runSimulation, runSweep } from '../simulate/run-simulation.js';
import { sweepOptions, sweepWords } from '../simulate/sweep-flag.js';
import { type Layout, layoutOf, refuseDiagrams, simulationAs, sweepAs } from '../simulate/written.js';
import { speaksUnicode } from '../speaks-unicode.js';
import { oneFormat } from './one-format.js';
import { readScenarioFile } from './scenario-file.js';
import { type SimulateFlags, simulationOptions } from './simulate-options.js';

const NO_SCENARIO: Scenario = { faults: [] };

/**
 * `sysdrill simulate <file>`: the load report of one design. A design that cannot be read ends with exit code 2, targets that are missed
 * with 1 where that was asked for.
 */
export async function simulateCommand(args: readonly string[], flags: SimulateFlags, io: Io): Promise<ExitCode> {
  const { sweep, files } = sweepWords(flags.sweep ?? []);
  const { failOn, files: behind } = failOnTarget(flags.failOnTarget);
  const [file, ...more] = [...args, ...files, ...behind];
  if (file === undefined || more.length > 0) throw new UsageError('simulate takes one design file', 'sysdrill simulate design.yaml');
  const format = oneFormat(flags);
  const outputs = await outputsOf(format, flags.output ?? [], io);
  const text = await readInput(file, io.cwd);
  const { model, diagnostics } = readDesign(text);
  if (model === undefined) {
    const report = { files: [{ file, text, status: 'invalid' as const, diagnostics, rules: undefined, assumed: [] }] };
    if (format === 'json') io.out(checkJson(report));
    else io.err(checkText(report, io));
    return EXIT.usage;
  }
  const scenario = typeof flags.scenario === 'string' ? await readScenarioFile(flags.scenario, model, io) : NO_SCENARIO;
  if (scenario === undefined) return EXIT.usage;
  const options = simulationOptions(flags, model, scenario);
  const subject = { model, text, options, outputs, failOn, layout: layoutOf(flags, await speaksUnicode(io), io) };
  return flags.sweep === undefined ? simulated(subject, io) : swept(subject, sweep, io);
}

type Subject = {
  readonly model: DesignModel;
  readonly text: string;
  readonly options: SimulationOptions;
  readonly outputs: readonly Output[];
  readonly layout: Layout;
  readonly failOn: FailOn;
};

async function simulated({ model, text, options, outputs, layout, failOn }: Subject, io: Io): Promise<ExitCode> {
  const report = await runSimulation(model, text, options, io);
  await deliver(outputs, (output) => simulationAs(model, report, options.faults ?? [], output, layout), io);
  if (report.interrupted) return EXIT.interrupted;
  return missesTargets(report, failOn) ? EXIT.findings : EXIT.ok;
}

async function swept({ model, text, options, outputs, layout, failOn }: Subject, words: readonly string[], io: Io): Promise<ExitCode> {
  if (failOn !== undefined) {
    throw new UsageError(
      'A sweep has no verdict for --fail-on-target',
      'Run it without --sweep: targets are judged at the load of the design.',
    );
  }
  refuseDiagrams(outputs);
  const report = await runSweep(model, text, sweepOptions(words, options), io);
  await deliver(outputs, async (output) => sweepAs(model, report, output, layout), io);
  return report.interrupted ? EXIT.interrupted : EXIT.ok;
}
