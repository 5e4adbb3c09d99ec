import type { ComponentKind } from '#model/component.js';
import type { Draw } from '#model/flow.js';
import type { Path } from '../problem.js';
import type { Reading } from '../reading.js';
import type { Sheet } from '../sections/estimates.js';
import type { YamlNode } from '../yaml/tree.js';
import type { CaseValues } from './varying.js';

export type DrawnCases = { readonly draw: Draw; readonly values: CaseValues };

/** The path of a flow, and the draw of its cases, made anew each time it runs. */
export type FlowSource = {
  readonly path: YamlNode | undefined;
  readonly at: Path;
  readonly isPart: boolean;
  readonly draw: (id: number) => DrawnCases | undefined;
};

/** What a flow is read against. */
export type Surroundings = {
  readonly reading: Reading;
  readonly sheet: Sheet;
  readonly kinds: ReadonlyMap<string, ComponentKind>;
  readonly data: ReadonlySet<string>;
  readonly flows: ReadonlyMap<string, FlowSource>;
  /** Visits made so far in the whole design, against the bound. */
  readonly budget: { visits: number };
};
