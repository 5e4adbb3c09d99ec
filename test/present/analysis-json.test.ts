import fc from 'fast-check';
import { expect, test } from 'vitest';
import { analyze } from '#analyze/analysis.js';
import { runRules } from '#analyze/run-rules.js';
import { stableJson } from '#base/json.js';
import { analysisJson } from '#present/analysis-json.js';
import { reportDocument } from '#present/report-document.js';
import { reportHtml } from '#present/report-html.js';
import { reportMarkdown } from '#present/report-markdown.js';
import type { SimulationReport } from '#simulate/report.js';
import { modelOf } from '../analyze/judge.js';
import { PLAIN, randomDesign } from '../analyze/random-design.js';

/** No load was run: the page says all the same what there is. */
const IDLE = {
  load: 1,
  seed: 1,
  confidence: 0.99,
  simulated: 0,
  warmup: 0,
  events: 0,
  slice: 1,
  stale: [],
  faults: [],
  flows: {},
  components: {},
  bottleneck: null,
  knee: null,
  stability: { verdict: 'stable' },
  assumptions: [],
  notModelled: [],
  breakers: [],
} as unknown as SimulationReport;

test('whatever reads has closed forms that are numbers, shares that are shares, and the same bytes each time', () => {
  fc.assert(
    fc.property(randomDesign, (write) => {
      const model = modelOf(write(PLAIN));
      const json = analysisJson(model, analyze(model));
      const text = stableJson(json);
      expect(stableJson(analysisJson(model, analyze(model)))).toBe(text);
      const numbers: number[] = [];
      const visit = (value: unknown): void => {
        if (typeof value === 'number') numbers.push(value);
        else if (value !== null && typeof value === 'object') for (const inner of Object.values(value)) visit(inner);
      };
      visit(json);
      expect(numbers.length).toBeGreaterThan(20);
      expect(numbers.filter((each) => Number.isNaN(each))).toEqual([]);
      const { availability } = json as {
        availability: Record<string, { lower: number; value: number; upper: number; cutShares: number[] }>;
      };
      for (const { lower, value, upper, cutShares } of Object.values(availability)) {
        expect(0 <= lower && lower <= value && value <= upper && upper <= 1).toBe(true);
        expect(cutShares.filter((share) => share <= 0 || share > 1 + 1e-9)).toEqual([]);
      }
    }),
    { numRuns: 40, seed: 31 },
  );
});

test('a page of whatever reads has no holes and escapes for itself', () => {
  fc.assert(
    fc.property(randomDesign, (write) => {
      const model = modelOf(write(PLAIN).replace('title: Random', 'title: "</title><img src=x onerror=alert(1)>"'));
      const report = { file: 'x.yaml', model, diagnostics: [], rules: runRules(model), simulation: IDLE };
      const texts = reportDocument(report).sections.flatMap(({ table, lines, notes }) => [
        ...lines,
        ...notes,
        ...(table?.rows.flat() ?? []),
      ]);
      expect(texts.filter((each) => /undefined|NaN|\[object|\n/.test(each))).toEqual([]);
      expect(reportHtml(report, '<svg></svg>')).not.toContain('<img');
      expect(reportMarkdown(report)).not.toMatch(/^#.*<img/m);
    }),
    { numRuns: 25, seed: 32 },
  );
});
