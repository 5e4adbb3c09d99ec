import { expect, test } from 'vitest';
import { defineRule } from '#analyze/define-rule.js';
import { explainRule } from '#analyze/explain.js';
import { RULES } from '#analyze/rules/index.js';
import { runRules } from '#analyze/run-rules.js';
import { judge, modelOf, said } from './judge.js';

const DESIGN = `
sysdrill: 1
title: A few faults
components: { web: { is: client }, edge: { is: load-balancer, replicas: 2 }, api: { is: service }, jobs: { is: queue }, crew: { is: worker, idempotent: true } }
flows: { run: { rate: 1 /s, path: [ web -> edge -> api ~> jobs ~> crew ] } }
`;
const docs = {
  severity: 'error',
  what: 'W.',
  why: 'Y.',
  fix: 'F.',
  tradeOff: 'T.',
  source: 'S.',
  good: '',
  bad: { design: '', codes: [] },
} as const;

test('findings come by place, then code', () => {
  expect(said(judge(DESIGN))).toEqual([
    '4 warning network/no-limit:open',
    '4 warning spof/lone-instance:instance',
    '4 warning delivery/no-dead-letter:missing',
  ]);
});

test('a rule that throws is our bug by its id, and the others still speak', () => {
  const broken = defineRule({
    ...docs,
    id: 'meta/broken',
    messages: { never: () => '' },
    check() {
      throw new Error('oops');
    },
  });
  const result = runRules(modelOf(DESIGN), { rules: [broken, ...RULES] });
  expect(result.bugs).toEqual([{ rule: 'meta/broken', message: 'oops', stack: expect.stringContaining('oops') }]);
  expect(result.findings).toHaveLength(3);
});

test('what is not known is not judged, and said to be so', () => {
  const result = judge(DESIGN.replace('is: queue', 'is: queue, dead-letter: unknown').replace('idempotent: true', 'idempotent: unknown'));
  expect(said(result)).toEqual(['4 warning network/no-limit:open', '4 warning spof/lone-instance:instance']);
  expect(result.notChecked.map(({ rule, subject }) => [rule, subject])).toEqual([
    ['delivery/no-dead-letter', ['jobs']],
    ['delivery/not-idempotent', ['crew', 'jobs']],
  ]);
});

test('a suppression hides what it names and is kept with its reason; one that meets nothing is told', () => {
  const result = judge(`${DESIGN}ignore:
  - { rule: spof/*, on: api, because: a prototype }
  - { rule: 'delivery/no-dead-letter:missing', because: nothing fails }
  - { rule: network/no-limit, on: jobs, because: the wrong place }
  - { rule: speling/no-limit, because: the wrong name }
`);
  expect(said(result)).toEqual([
    '4 warning network/no-limit:open',
    '9 info meta/unused-ignore:unused',
    '10 info meta/unused-ignore:unused',
  ]);
  expect(result.suppressed.map(({ finding, ignore }) => [finding.code, ignore.because])).toEqual([
    ['spof/lone-instance:instance', 'a prototype'],
    ['delivery/no-dead-letter:missing', 'nothing fails'],
  ]);
});

test('severities are set by rule or family, a rule winning over its family, and rules can be switched off', () => {
  const result = judge(DESIGN, {
    severity: { 'spof/*': 'error', 'network/no-limit': 'off', 'delivery/*': 'off', 'delivery/no-dead-letter': 'info' },
  });
  expect(said(result)).toEqual(['4 error spof/lone-instance:instance', '4 info delivery/no-dead-letter:missing']);
});

test('rules are found by id, by code and by bare name; a miss names the nearest', () => {
  expect(explainRule('spof/one-zone')).toMatchObject({ found: true, rule: { id: 'spof/one-zone' } });
  expect(explainRule('spof/one-zone:part')).toMatchObject({ found: true, rule: { id: 'spof/one-zone' } });
  expect(explainRule('no-dead-letter')).toMatchObject({ found: true, rule: { id: 'delivery/no-dead-letter' } });
  expect(explainRule('spof/one-zones')).toMatchObject({ found: false, nearest: 'spof/one-zone' });
  expect(explainRule('no-ded-letter')).toMatchObject({ found: false, nearest: 'delivery/no-dead-letter' });
  expect(explainRule('quantum')).toEqual({ found: false, nearest: undefined, family: [] });
  const family = explainRule('spof');
  expect(family.found ? [] : family.family.map(({ id }) => id)).toEqual(RULES.filter((rule) => rule.family === 'spof').map(({ id }) => id));
});
