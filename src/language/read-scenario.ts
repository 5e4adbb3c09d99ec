import * as z from 'zod';
import { nearest } from '#base/nearest.js';
import type { Diagnostic } from '#diagnostics/diagnostic.js';
import type { DesignModel, Fault } from '#model/design.js';
import type { Seconds } from '#model/units.js';
import { inOrder } from './in-order.js';
import { Reading } from './reading.js';
import { count, text, time } from './schema/leaves.js';
import { resolve } from './schema/resolve.js';
import { Sheet } from './sections/estimates.js';
import { readFaults } from './sections/faults.js';
import { parseYaml } from './yaml/parse.js';
import { describeNode } from './yaml/tree.js';

/** What is done to a design in one run. */
export type Scenario = {
  readonly title?: string | undefined;
  /** Factor on the rate of every open flow and the users of every closed one. */
  readonly load?: number | undefined;
  /** Seconds that are measured. */
  readonly duration?: Seconds | undefined;
  /** Failures are drawn from availability and repair, so many times as often. */
  readonly failures?: number | undefined;
  readonly faults: readonly Fault[];
};

export const scenarioSchema = z.strictObject({
  scenario: z.unknown().optional().meta({ description: 'The version of the form: 1.' }),
  title: text('What it is about.'),
  load: count('How many times the load: 3x.'),
  duration: time('How long is measured.'),
  failures: count('Failures are drawn from availability and repair, so many times as often: 1000x.'),
  estimates: z.unknown().optional().meta({ description: 'Figures that the sums here use.' }),
  faults: z.unknown().optional().meta({ description: 'As the `faults` of a design.' }),
});
const NAMES = Object.keys(scenarioSchema.shape);

/** Reads a scenario against the design it is for. Total, like `readDesign`: every problem has a place inside the text. */
export function readScenario(
  source: string,
  model: DesignModel,
): { readonly scenario: Scenario | undefined; readonly diagnostics: readonly Diagnostic[] } {
  const yaml = parseYaml(source);
  if (!yaml.root) return { scenario: undefined, diagnostics: yaml.diagnostics };
  if (yaml.root.kind !== 'map') {
    const span = yaml.positions.span(yaml.root.start, yaml.root.kind === 'scalar' ? yaml.root.end : yaml.root.start + 1);
    const message = `A scenario is a map, not ${describeNode(yaml.root)}`;
    const help = `Start it with \`scenario: 1\`; it may have ${NAMES.join(', ')}.`;
    return { scenario: undefined, diagnostics: [{ code: 'scenario/form', severity: 'error', span, path: '', message, help }] };
  }
  const reading = new Reading(source, yaml.root, yaml.positions);
  const scenario = scenarioOf(reading, model);
  const diagnostics = inOrder([...yaml.diagnostics, ...reading.diagnostics]);
  return { scenario: diagnostics.some((one) => one.severity === 'error') ? undefined : scenario, diagnostics };
}

function scenarioOf(reading: Reading, model: DesignModel): Scenario {
  const sheet = new Sheet(reading);
  for (const { key } of reading.root.entries) {
    if (NAMES.includes(key.text)) continue;
    reading.report([key.text], {
      code: 'section/unknown',
      message: `A scenario has no "${key.text.slice(0, 64)}"`,
      help: `It may have ${NAMES.join(', ')}.`,
      suggestion: nearest(key.text, NAMES),
      atKey: true,
    });
  }
  const version = reading.root.entries.find(({ key }) => key.text === 'scenario')?.value;
  if (version?.kind !== 'scalar' || version.text !== '1') {
    reading.report(version === undefined ? [] : ['scenario'], {
      code: 'version/missing',
      message: 'The scenario does not say which version of the form it is written in',
      help: 'Add `scenario: 1` as its first line.',
      suggestion: 'scenario: 1',
    });
  }
  const known = { ...reading.root, entries: reading.root.entries.filter(({ key }) => NAMES.includes(key.text)) };
  const said = reading.parse(scenarioSchema, known, [], { names: NAMES, what: 'scenario' });
  const { title, load, duration, failures } = resolve(said ?? {}, [], sheet, reading.complain);
  const zones = [...model.zones.values()];
  const faults = readFaults(reading, sheet, {
    components: new Set<string>(model.components.keys()),
    zones: new Set<string>(model.zones.keys()),
    regions: new Set(zones.map(({ region }) => region)),
  });
  sheet.estimates();
  return { title, load, duration, failures, faults };
}
