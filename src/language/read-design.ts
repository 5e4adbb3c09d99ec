import type { Diagnostic } from '#diagnostics/diagnostic.js';
import type { Assumption, DesignModel } from '#model/design.js';
import { inOrder } from './in-order.js';
import { Reading } from './reading.js';
import { readComponents } from './sections/components.js';
import { readData } from './sections/data.js';
import { Sheet } from './sections/estimates.js';
import { readFaults } from './sections/faults.js';
import { readFlows } from './sections/flows.js';
import { readHeader } from './sections/header.js';
import { readApi, readDecisions, readIgnores } from './sections/others.js';
import { readNetwork, readRegions } from './sections/regions.js';
import { readRequirements } from './sections/requirements.js';
import { findUnknown } from './sections/unknown.js';
import { parseYaml } from './yaml/parse.js';
import { describeNode } from './yaml/tree.js';

export type ReadResult = {
  /** Missing when any diagnostic is an error. */
  readonly model: DesignModel | undefined;
  readonly diagnostics: readonly Diagnostic[];
};

/**
 * Reads a design. Total: any text gives a model or diagnostics, each with a place inside the text. All problems of a file come
 * at once, as soon as it is YAML.
 */
export function readDesign(text: string): ReadResult {
  const yaml = parseYaml(text);
  if (!yaml.root) return { model: undefined, diagnostics: yaml.diagnostics };
  if (yaml.root.kind !== 'map') {
    const span = yaml.positions.span(yaml.root.start, yaml.root.kind === 'scalar' ? yaml.root.end : yaml.root.start + 1);
    const message = `A design is a map of sections, not ${describeNode(yaml.root)}`;
    return {
      model: undefined,
      diagnostics: [
        {
          code: 'design/form',
          severity: 'error',
          span,
          path: '',
          message,
          help: 'Start it with `sysdrill: 1` and `title: ...`; `sysdrill new <problem>` writes a beginning.',
        },
      ],
    };
  }
  const reading = new Reading(text, yaml.root, yaml.positions);
  const model = readModel(reading);
  const diagnostics = inOrder([...yaml.diagnostics, ...reading.diagnostics]);
  return { model: diagnostics.some((one) => one.severity === 'error') ? undefined : model, diagnostics };
}

function readModel(reading: Reading): DesignModel {
  const assumed: Assumption[] = [];
  const header = readHeader(reading);
  const sheet = new Sheet(reading);
  const places = readRegions(reading, sheet, assumed);
  const network = readNetwork(reading, sheet, places, assumed);
  const { components, kinds } = readComponents(reading, sheet, places, assumed);
  const data = readData(reading, sheet, kinds);
  const dataNames = new Set(reading.entries(['data']).map((entry) => entry.key.text));
  const flows = readFlows(reading, sheet, kinds, dataNames);
  const names = {
    flows: new Set(reading.entries(['flows']).map((entry) => entry.key.text)),
    data: dataNames,
    components: new Set(kinds.keys()),
  };
  return {
    ...header,
    requirements: readRequirements(reading, sheet, names),
    zones: places.zones,
    network,
    components,
    data,
    flows,
    api: readApi(reading, names.flows),
    decisions: readDecisions(reading, names),
    ignores: readIgnores(reading, names),
    faults: readFaults(reading, sheet, { components: names.components, zones: places.zones, regions: places.regions }),
    estimates: sheet.estimates(),
    assumed,
    unknown: findUnknown(reading),
  };
}
