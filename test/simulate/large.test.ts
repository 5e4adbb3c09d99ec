import { describe, expect, test } from 'vitest';
import { ComponentId } from '#model/ids.js';
import { simulate } from '#simulate/simulate.js';
import { TooLarge } from '#simulate/too-large.js';
import { design } from '../helpers/design.js';

const large = (algorithm: string) =>
  design(`
sysdrill: 1
title: a hundred thousand instances
components:
  web: { is: client }
  edge: { is: load-balancer, algorithm: ${algorithm} }
  s: { is: service, replicas: 100000, concurrency: 10, time: { mean: 100ms, shape: exponential } }
  q: { is: queue }
  w: { is: worker, replicas: 100000, concurrency: 1, time: { mean: 100ms, shape: exponential }, idempotent: true }
flows:
  f: { rate: 500k/s, path: [ web -> edge -> s, s -> q ~> w ] }
`);

describe('a hundred thousand instances of a component', () => {
  test.each(['round-robin', 'least-connections', 'least-response-time'])('chosen by %s', (algorithm) => {
    const report = simulate(large(algorithm), { events: 200_000 });
    expect(Math.abs(report.components['w']!.utilisation - 0.5)).toBeLessThan(0.05);
    expect(Math.abs(report.flows['f']!.served / 500_000 - 1)).toBeLessThan(0.05);
    expect(report.stability).toEqual({ verdict: 'stable' });
  });

  test('one of which fails', () => {
    const fault = { what: { kind: 'instance' as const, component: ComponentId('s'), instances: 1 } };
    const report = simulate(large('least-connections'), { faults: [fault], events: 200_000 });
    expect(report.faults[0]!.flows['f']!.during!.served).toBeGreaterThan(450_000);
  });

  test('more than can be stood up are refused with a sentence', () => {
    const model = design(
      'sysdrill: 1\ntitle: t\ncomponents:\n  web: { is: client }\n  s: { is: service, time: 1ms }\nflows:\n  f: { rate: 1/s, path: [ web -> s ] }\n',
    );
    const s = model.components.get(ComponentId('s'))!;
    const components = new Map([...model.components, [s.id, { ...s, replicas: 100_000_000 } as typeof s]]);
    expect(() => simulate({ ...model, components })).toThrow(TooLarge);
    expect(() => simulate({ ...model, components })).toThrow('The design has 100,000,001 instances; a simulation takes up to 2,000,000');
  });
});
