import { describe, expect, test } from 'vitest';
import { ComponentId } from '#model/ids.js';
import { simulate } from '#simulate/simulate.js';
import { design } from '../../helpers/design.js';
import { expectNear } from '../../helpers/lines.js';

const chat = (path: string, rate = 20) => `
sysdrill: 1
title: chat
network: none
components:
  web: { is: client }
  edge: { is: load-balancer, replicas: 2 }
  gate: { is: service, replicas: 4, concurrency: 8, time: { mean: 10ms, shape: exponential } }
flows:
  enter: { rate: ${rate}/s, path: [ ${path} ] }
`;

describe('held connections', () => {
  test('are as many as come in the time that each is held (Little), from the beginning of a run on, and take no slots', () => {
    for (const [hold, seconds] of [
      ['30min', 1800],
      ['2s', 2],
    ] as const) {
      const { components } = simulate(design(chat(`web -> edge -> gate: { hold: ${hold} }`)), { warmup: 5, duration: 100, seed: 6 });
      expectNear(components['gate']!.connections, 20 * seconds, 0.05);
      // Who passes them on holds them, too.
      expectNear(components['edge']!.connections, components['gate']!.connections, 1e-9);
      expectNear(components['gate']!.utilisation, (20 * 0.01) / 32, 0.1);
      expect(components['gate']!.held).toBe(0);
    }
  });

  test('belong to the component that the step names: none elsewhere, and none where the call fails', () => {
    const { components } = simulate(design(chat('web -> edge -> gate: { timeout: 1ms, hold: 10s }')), { duration: 100 });
    expect(components['web']!.connections).toBe(0);
    // The work of a call takes 10 ms on average; in nine of ten cases who called is gone by then.
    expectNear(components['gate']!.connections, 20 * (1 - Math.exp(-0.1)) * 10, 0.15);
  });

  test('of an instance that dies are lost, and come back at the rate of those who enter', () => {
    const at = (lasts: number) =>
      simulate(design(chat('web -> edge -> gate: { hold: 1000s }')), {
        warmup: 0,
        duration: 100,
        faults: [{ what: { kind: 'component', component: ComponentId('gate') }, at: 0, for: lasts }],
        seed: 6,
      }).components['gate']!.connections;
    // Lost at once, then 20 more every second for a hundred seconds: a thousand on average.
    expectNear(at(1e-3), 1000, 0.1);
  });

  test('draw what is sent to their holders: an instance without any gets nothing', () => {
    const text =
      `${chat('web -> edge -> gate: { hold: 1000s }')}  say: { rate: 500/s, path: [ web -> tell ~> gate: { route: holder } ] }\n`.replace(
        'flows:',
        '  tell: { is: service, replicas: 2, time: 1ms }\nflows:',
      );
    const half = (route: string) =>
      simulate(design(text.replace('route: holder', route)), {
        warmup: 0,
        duration: 20,
        // Two of four instances lose their connections at once.
        faults: [{ what: { kind: 'instance', component: ComponentId('gate'), instances: 2 }, at: 0, for: 1e-3 }],
        seed: 6,
      }).components['gate']!.waiting;
    // Eight slots each are plenty for 250/s of 10 ms, and for half as much.
    expect(half('route: holder')).toBeGreaterThan(half('size: 1 kB'));
  });

  test('count for balancers that compare connections: an instance that came back empty gets all the new ones', () => {
    const waits = (hold: string) =>
      simulate(
        design(
          chat(`web -> edge -> gate${hold}`, 60)
            .replace('is: load-balancer,', 'is: load-balancer, algorithm: least-connections,')
            .replace('concurrency: 8', 'concurrency: 1'),
        ),
        {
          warmup: 0,
          duration: 30,
          faults: [{ what: { kind: 'instance', component: ComponentId('gate'), instances: 1 }, at: 0, for: 1e-3 }],
          seed: 6,
        },
      ).components['gate']!.waiting;
    // One line at 0.6 of its capacity (M/M/1: 15 ms), or the shortest of four.
    expectNear(waits(': { hold: 1000s }'), 0.015, 0.3);
    expect(waits('')).toBeLessThan(0.002);
  });

  test('go with an instance that an autoscaler takes away, once', () => {
    const text = chat('web -> edge -> gate: { hold: 10s }', 20).replace(
      'replicas: 4,',
      'replicas: { min: 1, max: 4, at: 60%, delay: 1s },',
    );
    const { components } = simulate(design(text), { warmup: 0, duration: 900, seed: 6 });
    expectNear(components['gate']!.connections, 200, 0.05);
  });
});
