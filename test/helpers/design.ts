import { expect } from 'vitest';
import { readDesign } from '#language/read-design.js';
import type { DesignModel } from '#model/design.js';
import type { Flow } from '#model/flow.js';
import type { FlowId } from '#model/ids.js';

/** The model of a design that must read. */
export function design(text: string): DesignModel {
  const { model, diagnostics } = readDesign(text);
  expect(diagnostics).toEqual([]);
  return model!;
}

/** `line:column code` of everything that is wrong with a text. */
export const problems = (text: string): string[] =>
  readDesign(text).diagnostics.map((one) => `${one.span.line}:${one.span.column} ${one.code}`);

export const flowOf = (model: DesignModel, name: string): Flow => model.flows.get(name as FlowId)!;
