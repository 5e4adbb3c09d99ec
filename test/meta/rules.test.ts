import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Rule } from '#analyze/define-rule.js';
import { FAMILIES } from '#analyze/families.js';
import { rulePages } from '#analyze/rule-page.js';
import { RULES } from '#analyze/rules/index.js';
import { judge } from '../analyze/judge.js';

const files = (folder: string, extension: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(extension))
    .sort();

describe('the registry', () => {
  test('lists every rule file, and nothing else', () => {
    const written = files('src/analyze/rules', '.ts').filter((file) => file.includes('/'));
    expect(RULES.map(({ id }) => `${id}.ts`)).toEqual(written);
  });

  test('has each id and each code once, in families that are known', () => {
    const codes = RULES.flatMap((rule) => rule.codes);
    expect(new Set(codes).size).toBe(codes.length);
    expect(RULES.filter(({ family }) => !FAMILIES.includes(family))).toEqual([]);
  });

  test('the pages in docs/rules are those of the rules as they are now (node scripts/run.mjs scripts/rule-pages.ts)', () => {
    const pages = rulePages(RULES);
    expect(files('docs/rules', '.md')).toEqual([...pages.keys()].sort());
    for (const [path, text] of pages) expect(readFileSync(join('docs/rules', path), 'utf8'), path).toBe(text);
  });

  test('a rule that chooses a severity by finding says how', () => {
    const chooses = files('src/analyze/rules', '.ts').filter(
      (file) =>
        file.includes('/') &&
        /report\([^;]*severity|const severity|const told = [^;]*severity/s.test(readFileSync(join('src/analyze/rules', file), 'utf8')),
    );
    expect(chooses.length).toBeGreaterThan(20);
    const silent = chooses.filter((file) => RULES.find(({ id }) => `${id}.ts` === file)?.varies === undefined);
    expect(silent).toEqual([]);
  });

  test('no rule file is longer than 60 lines', () => {
    const long = files('src/analyze/rules', '.ts').filter(
      (file) => file.includes('/') && readFileSync(join('src/analyze/rules', file), 'utf8').trimEnd().split('\n').length > 60,
    );
    expect(long).toEqual([]);
  });
});

const own = (rule: Rule, design: string): readonly string[] =>
  judge(design)
    .findings.filter((finding) => finding.rule === rule.id)
    .map(({ code }) => code);

describe.each(RULES.map((rule) => [rule.id, rule] as const))('%s', (_id, rule) => {
  test('says what, why, what to do, at what cost and after whom', () => {
    for (const text of [rule.what, rule.why, rule.fix, rule.tradeOff, rule.source, rule.varies ?? rule.what])
      expect(text).toMatch(/^\S.*[.”"]$/s);
  });

  test('is silent on its good example', () => {
    expect(own(rule, rule.good)).toEqual([]);
  });

  test('raises exactly its codes on its bad example', () => {
    expect(rule.bad.codes.length).toBeGreaterThan(0);
    expect(own(rule, rule.bad.design)).toEqual(rule.bad.codes);
  });

  test('says something with evidence, a way out and a subject', () => {
    for (const finding of judge(rule.bad.design).findings.filter((each) => each.rule === rule.id)) {
      expect(finding.message).not.toMatch(/undefined|NaN|\[object/);
      expect(finding.help.length).toBeGreaterThan(0);
      expect(finding.subject.length).toBeGreaterThan(0);
      expect(Object.keys(finding.evidence).length).toBeGreaterThan(0);
    }
  });
});
