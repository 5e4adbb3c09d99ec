import { runRules } from '#analyze/run-rules.js';
import { readDesign } from '#language/read-design.js';
import type { Study } from './engines.js';

/** Reads and judges a design text: everything the architecture step shows on each save. */
export function studyDesign(text: string): Study {
  const { model, diagnostics } = readDesign(text);
  if (!model) return { text, model, diagnostics, findings: [], utilisation: [] };
  const { findings, analysis } = runRules(model);
  const utilisation = [...analysis.capacity.components]
    .flatMap(([component, { saturation }]) => (saturation === null ? [] : [{ component, share: saturation }]))
    .sort((a, b) => b.share - a.share);
  return { text, model, diagnostics, findings, utilisation };
}
