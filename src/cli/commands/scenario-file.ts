import { readScenario, type Scenario } from '#language/read-scenario.js';
import type { DesignModel } from '#model/design.js';
import { checkText } from '#present/check-text.js';
import type { Io } from '../io.js';
import { readInput } from '../read-input.js';

/**
 * Reads a scenario file for a design. Tells every problem of it with its place on standard error, and then answers `undefined`. Throws
 * UsageError where the file cannot be read at all.
 */
export async function readScenarioFile(file: string, model: DesignModel, io: Io): Promise<Scenario | undefined> {
  const text = await readInput(file, io.cwd);
  const { scenario, diagnostics } = readScenario(text, model);
  if (scenario === undefined)
    io.err(checkText({ files: [{ file, text, status: 'invalid', diagnostics, rules: undefined, assumed: [] }] }, io));
  return scenario;
}
