import { describe, expect, test } from 'vitest';
import { defineRule, type Rule } from '#analyze/define-rule.js';
import { setAttribute } from '#analyze/fix.js';
import { ruleTester } from '#evaluate/rule-tester/rule-tester.js';

const docs = {
  severity: 'warning',
  what: 'W.',
  why: 'Y.',
  fix: 'F.',
  tradeOff: 'T.',
  source: 'S.',
  good: '',
  bad: { design: '', codes: [] },
} as const;
const design = (api: string, title = 'A service'): string => `sysdrill: 1
title: ${title}
components: { web: { is: client }, api: { is: service, replicas: 2${api} } }
flows: { read: { rate: 1 /s, path: [ web -> api ] } }
`;

/** Every service says how it is deployed. */
const deployed = (change: Partial<{ fix: string; check: (seen: string[]) => void }> = {}): Rule =>
  defineRule({
    ...docs,
    id: 'operation/test-deployed',
    messages: { unsaid: (d: { component: string }) => `"${d.component}" does not say how it is deployed.` },
    check({ model }, report) {
      change.check?.([...model.components.keys()]);
      for (const component of model.components.values())
        if (component.is === 'service' && component.deploy === undefined)
          report('unsaid', {
            at: component.origin,
            subject: [component.id],
            data: { component: component.id },
            evidence: { deploy: null },
            ...(change.fix && { fix: { title: 'Deploy it', edits: [setAttribute(component.id, 'deploy', change.fix)] } }),
          });
    },
  });
const CODE = 'operation/test-deployed:unsaid';
const UNSAID = { code: CODE, line: 3 };

describe('the tester passes what holds', () => {
  test('silence, a finding with its place, and the fixed text', () => {
    ruleTester(deployed())
      .valid([design(', deploy: rolling'), { design: design(', deploy: canary') }])
      .invalid([{ design: design(''), findings: [{ ...UNSAID, column: 36, subject: ['api'], severity: 'warning' }] }]);
    ruleTester(deployed({ fix: 'rolling' })).invalid([{ design: design(''), findings: [UNSAID], fixed: design(', deploy: rolling') }]);
  });
});

describe('the tester refuses', () => {
  const refuses = (what: () => void, why: RegExp): void => expect(what).toThrow(why);

  test('a finding on a valid design', () =>
    refuses(
      () => ruleTester(deployed()).valid([design('')]),
      /says\n {2}\{"code":"operation\/test-deployed:unsaid","line":3\}\nand should say\n {2}nothing/,
    ));
  test('silence on an invalid one', () =>
    refuses(() => ruleTester(deployed()).invalid([{ design: design(', deploy: canary'), findings: [UNSAID] }]), /says\n {2}nothing/));
  test('another line', () =>
    refuses(
      () => ruleTester(deployed()).invalid([{ design: design(''), findings: [{ ...UNSAID, line: 4 }] }]),
      /"line":3.*should say.*"line":4/s,
    ));
  test('another column', () =>
    refuses(() => ruleTester(deployed()).invalid([{ design: design(''), findings: [{ ...UNSAID, column: 1 }] }]), /"column":36/));
  test('another subject', () =>
    refuses(
      () => ruleTester(deployed()).invalid([{ design: design(''), findings: [{ ...UNSAID, subject: ['web'] }] }]),
      /"subject":\["api"\]/,
    ));
  test('no line', () =>
    refuses(() => ruleTester(deployed()).invalid([{ design: design(''), findings: [{ code: CODE } as never] }]), /wants its line/));
  test('a code that the rule does not have', () =>
    refuses(() => ruleTester(deployed()).invalid([{ design: design(''), findings: [{ code: 'x', line: 3 }] }]), /has no code x/));
  test('an invalid case without findings', () =>
    refuses(() => ruleTester(deployed()).invalid([{ design: design(''), findings: [] }]), /at least one finding/));
  test('the same design twice', () =>
    refuses(() => ruleTester(deployed()).valid([design(', deploy: canary'), design(', deploy: canary')]), /tested twice/));
  test('a design that does not read', () =>
    refuses(() => ruleTester(deployed()).valid(['sysdrill: 1\ncomponents: { a: { is: servce } }\n']), /2:\d+/));
  test('a rule that throws', () =>
    refuses(
      () =>
        ruleTester(
          deployed({
            check: () => {
              throw new Error('oops');
            },
          }),
        ).valid([design('')]),
      /throws: Error: oops/,
    ));

  test('a rule that changes the model', () => {
    const rule: Rule = {
      ...deployed(),
      run: ({ model }) => {
        (model.decisions as unknown[]).push(1);
        return { findings: [], notChecked: [] };
      },
    };
    refuses(() => ruleTester(rule).valid([design('')]), /changes the model/);
  });
  test('a rule that goes by names, and one that goes by order', () => {
    const byName = (names: string[]): void => {
      if (names.includes('api')) throw new Error();
    };
    const seen = deployed();
    const named: Rule = {
      ...seen,
      run: (context) => {
        try {
          byName([...context.model.components.keys()]);
          return { findings: [], notChecked: [] };
        } catch {
          return seen.run(context);
        }
      },
    };
    refuses(() => ruleTester(named).invalid([{ design: design(''), findings: [UNSAID] }]), /renamed and reordered/);
    const ordered: Rule = {
      ...seen,
      run: (context) => ([...context.model.components.values()][0]?.is === 'client' ? seen.run(context) : { findings: [], notChecked: [] }),
    };
    refuses(() => ruleTester(ordered).invalid([{ design: design(''), findings: [UNSAID] }]), /renamed and reordered/);
  });
  test('a fix without the text it makes, another text, and a fix that is none', () => {
    const invalid = (rule: Rule, fixed?: string) =>
      ruleTester(rule).invalid([{ design: design(''), findings: [UNSAID], ...(fixed !== undefined && { fixed }) }]);
    refuses(() => invalid(deployed({ fix: 'rolling' })), /wants `fixed`/);
    refuses(() => invalid(deployed({ fix: 'rolling' }), design(', deploy: canary')), /should be/);
    refuses(
      () => invalid(deployed({ fix: 'now' }), design(', deploy: now')),
      /the proposal "Deploy it" is none: the design with it does not read/,
    );
    refuses(() => invalid(deployed(), design(', deploy: canary')), /should be/);
  });
});
