import { describe, expect, test } from 'vitest';
import { runRules } from '#analyze/run-rules.js';
import { design } from '../helpers/design.js';

const sized = (service: string, database: string): string => `sysdrill: 1
requirements: { quality: { Q: { flow: w, availability: 99.99% }, L: { data: x, loss: none } } }
components:
  c: { is: client }
  s: { is: service, ${service} }
  d: { is: database, ${database} }
data: { x: { in: d, key: id, changes: update } }
flows: { w: { rate: 10 /s, path: [ c -> s, { s -> d: { write: x, timeout: 1s } } ] } }
`;

describe('a size that is not known', () => {
  test.each([
    ['replicas: unknown', 'replication: { mode: single-leader, copies: unknown, sync: sync, failover: automatic }'],
    ['replicas: { min: unknown, max: 4 }', 'replication: unknown'],
  ])('%s, %s: nothing that rests on it is judged, and that is said', (service, database) => {
    const { findings, notChecked, analysis } = runRules(design(sized(service, database)));
    expect(findings.filter((one) => /^(spof|availability|capacity|durability)\//.test(one.rule))).toEqual([]);
    expect(notChecked.map((one) => one.reason)).toContain('how many instances "s" has, or where, is not known');
    expect(analysis.availability.get('w' as never)).toMatchObject({ verdict: 'unknown', unknown: expect.arrayContaining(['s']) });
  });

  test('what is said is judged', () => {
    const { findings } = runRules(design(sized('replicas: 1', 'replication: { mode: single-leader, copies: 1 }')));
    expect(findings.map((one) => one.rule)).toEqual(expect.arrayContaining(['spof/lone-instance', 'durability/lost-writes']));
  });
});

test('waits between attempts count to what a call may take', () => {
  const text = (backoff: string): string => `sysdrill: 1
components: { web: { is: client }, a: { is: service, replicas: 2 }, b: { is: service, replicas: 2 } }
flows: { f: { rate: 1 /s, path: [ { web -> a: { timeout: 4s } }, { a -> b: { timeout: 0.9s, retries: 3${backoff} } } ] } }
`;
  const rules = (backoff: string): string[] => runRules(design(text(backoff))).findings.map((one) => one.rule);
  expect(rules('')).not.toContain('resilience/timeout-order');
  expect(rules(', backoff: { base: 1s, factor: 2 }')).toContain('resilience/timeout-order');
});
