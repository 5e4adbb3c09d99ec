import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { runRules } from '#analyze/run-rules.js';
import { readDesign } from '#language/read-design.js';
import { toMermaid } from '#present/mermaid.js';
import { simulate } from '#simulate/simulate.js';

const BROKEN = 'test/fixtures/broken';
const WHOLE = 'test/fixtures/designs';
const expected = JSON.parse(readFileSync(`${BROKEN}/expected.json`, 'utf8')) as Record<string, string[]>;
const names = (folder: string): string[] => readdirSync(folder).filter((name) => name.endsWith('.yaml'));

describe('files as people break them', () => {
  test.each(names(BROKEN))('%s', (name) => {
    const { model, diagnostics } = readDesign(readFileSync(`${BROKEN}/${name}`, 'utf8'));
    expect(model).toBeUndefined();
    expect(
      diagnostics.map((one) => `${one.span.line}:${one.span.column} ${one.code}${one.suggestion ? ` (${one.suggestion})` : ''}`),
    ).toEqual(expected[name]);
    for (const one of diagnostics) expect(one.help, one.code).not.toBe('');
  });
});

describe('whole designs', () => {
  test.each(names(WHOLE))('%s reads, is judged, simulated and drawn', (name) => {
    const { model, diagnostics } = readDesign(readFileSync(`${WHOLE}/${name}`, 'utf8'));
    expect(diagnostics).toEqual([]);
    expect(runRules(model!).bugs).toEqual([]);
    expect(Object.keys(simulate(model!, { events: 20_000, peak: false }).flows).length).toBeGreaterThan(0);
    expect(toMermaid(model!)).toContain('flowchart');
  });
});
