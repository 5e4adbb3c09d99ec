import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { defineRule, type Rule } from '#analyze/define-rule.js';
import { RULES } from '#analyze/rules/index.js';
import { runRules } from '#analyze/run-rules.js';
import { modelOf } from './judge.js';

const DESIGN = `
sysdrill: 1
title: One part
components: { web: { is: client }, api: { is: service, replicas: 2 } }
flows: { run: { rate: 1 /s, path: [ web -> api ] } }
`;
// biome-ignore lint/suspicious/noExplicitAny: these rules hand over what the types forbid, as untyped modules can.
type Untyped = any;

/** A rule as an untyped module may write it. */
const rule = (check: (context: Untyped, report: Untyped) => unknown): Rule =>
  defineRule({
    id: 'operation/mistaken',
    severity: 'warning',
    what: 'W.',
    why: 'Y.',
    fix: 'F.',
    tradeOff: 'T.',
    source: 'S.',
    good: '',
    bad: { design: '', codes: [] },
    messages: { wrong: () => 'A sentence.', list: (() => ['no text']) as Untyped },
    check: check as Untyped,
  });
const run = (own: Rule) => runRules(modelOf(DESIGN), { rules: [own, ...RULES], freeze: true });
const OURS = runRules(modelOf(DESIGN)).findings;
const itself: Record<string, unknown> = {};
itself['self'] = itself;

test.each<[string, object | undefined, string]>([
  ['nothing', undefined, 'has no place'],
  ['no place', { at: undefined }, 'its report "wrong" has no place: `at` is an `origin` of the model'],
  ['a place that is none', { at: { line: 1 } }, 'has no place'],
  ['a subject that is a text', { subject: 'api' }, 'has a `subject` that is no list of texts'],
  ['a subject of something else', { subject: [undefined] }, 'has a `subject` that is no list of texts'],
  ['an unknown severity', { severity: 'fatal' }, 'has the severity "fatal"; there are error, warning, info'],
  ['a help that is no text', { help: 7 }, 'has a `help` that is no text'],
  ['no evidence', { evidence: undefined }, 'has `evidence` that JSON cannot hold'],
  ['a BigInt', { evidence: { count: 1n } }, 'has `evidence` that JSON cannot hold'],
  ['a map', { evidence: { of: new Map() } }, 'has `evidence` that JSON cannot hold'],
  ['evidence that holds itself', { evidence: itself }, 'has `evidence` that JSON cannot hold'],
  ['a fix without a title', { fix: { edits: [] } }, 'has a `fix` without a title'],
  ['a fix without edits', { fix: { title: 'Do it' } }, 'has a `fix` without edits'],
  ['an edit that is none', { fix: { title: 'Do it', edits: [{ set: 'components' }] } }, 'has a `fix` with an edit that is neither'],
])('a report with %s is a mistake of its rule, and the others still speak', (_what, told, sentence) => {
  const result = run(
    rule(({ model }, report) => {
      const right = { at: model.components.get('api').origin, subject: ['api'], data: {}, evidence: {} };
      report('wrong', right);
      report('wrong', told && { ...right, ...told });
    }),
  );
  expect(result.bugs).toMatchObject([{ rule: 'operation/mistaken', message: expect.stringContaining(sentence) }]);
  expect(result.findings).toEqual(OURS);
});

test('so are a message that there is not, one that is no text, and a subject or reason of what is not checked', () => {
  const said = (check: Parameters<typeof rule>[0]) => run(rule(check)).bugs.map(({ message }) => message);
  const right = (model: Untyped) => ({ at: model.components.get('api').origin, subject: ['api'], data: {}, evidence: {} });
  expect(said(({ model }, report) => report('toString', right(model)))).toEqual(['it reports "toString", which is none of its messages']);
  expect(said(({ model }, report) => report('list', right(model)))).toEqual(['its report "list" makes a message that is no text']);
  expect(said((_, report) => report.notChecked('api', 'why'))).toEqual([
    'its report "not checked" has a `subject` that is no list of texts',
  ]);
  expect(said((_, report) => report.notChecked(['api']))).toEqual(['its report "not checked" has a reason that is no text']);
});

test('a check that is async is refused, whatever its promise ends in; so is a rule whose run is', () => {
  const late = rule(async () => {
    throw new Error('lost');
  });
  const handMade = { ...late, run: (async () => ({ findings: [], notChecked: [] })) as Untyped };
  for (const own of [rule(async () => {}), late, handMade]) {
    const result = run(own);
    expect(result.bugs).toMatchObject([{ rule: 'operation/mistaken', message: 'its check must not be async' }]);
    expect(result.findings).toEqual(OURS);
  }
});

test.each<[string, (context: Untyped) => unknown]>([
  ['an attribute', ({ model }) => (model.components.get('api').replicas = 99)],
  ['a map', ({ model }) => model.components.delete('api')],
  ['a list', ({ model }) => model.flows.get('run').roots.pop()],
  ['the analysis', ({ analysis }) => analysis.availability.clear()],
  ['what all rules are given', (context) => (context.model = undefined)],
])('a rule that changes %s fails, and nothing is changed', (_what, change) => {
  const result = run(rule(change));
  expect(result.bugs).toMatchObject([{ rule: 'operation/mistaken', message: expect.stringMatching(/read.only|not extensible|delete/) }]);
  expect(result.findings).toEqual(OURS);
});

test('our own rules change nothing: they say the same of frozen designs', () => {
  const designs = globSync('problems/*/designs/*.yaml').sort();
  expect(designs.length).toBeGreaterThan(2);
  for (const file of designs) {
    const text = readFileSync(file, 'utf8');
    const { findings, notChecked, bugs } = runRules(modelOf(text), { freeze: true });
    const free = runRules(modelOf(text));
    expect({ findings, notChecked, bugs }).toEqual({ findings: free.findings, notChecked: free.notChecked, bugs: [] });
  }
});
