import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bare, constant, run } from '../../helpers/lines.js';

/** Milliseconds of own work, and what is called after it, one step after another. */
type Service = { readonly work: number; readonly calls: readonly Call[] };
type Call = { readonly of: Service; readonly timeout: number | undefined; readonly retries: number; readonly optional: boolean };

/** What a visit comes to when nobody ever waits for a slot: how long it takes, whether it succeeds, and how often each service is visited. */
type Made = { readonly time: number; readonly good: boolean; readonly visits: ReadonlyMap<Service, number> };

/** Work that is given up goes on, and makes its own calls; who gave it up tries again or fails. */
function visit(service: Service): Made {
  let time = service.work;
  let good = true;
  const visits = new Map([[service, 1]]);
  for (const { of, timeout = Infinity, retries, optional } of service.calls) {
    if (!good) break;
    const inner = visit(of);
    const late = inner.time > timeout;
    const tries = late || !inner.good ? retries + 1 : 1;
    time += tries * Math.min(inner.time, timeout);
    good = optional || (!late && inner.good);
    for (const [each, count] of inner.visits) visits.set(each, (visits.get(each) ?? 0) + tries * count);
  }
  return { time, good, visits };
}

const name = (path: readonly number[]): string => `s${path.join('')}`;

/** The services and steps of the tree below a service, by their places in it. */
function write(
  service: Service,
  path: readonly number[],
  from: string,
): { components: string[]; steps: string[]; all: [string, Service][] } {
  const components = [`  ${name(path)}: { is: service, concurrency: 100000, time: ${constant(service.work)} }`];
  const all: [string, Service][] = [[name(path), service]];
  const steps: string[] = [];
  service.calls.forEach(({ of, timeout, retries, optional }, i) => {
    const child = [...path, i];
    const limits = [...(timeout === undefined ? [] : [`timeout: ${timeout}ms`]), `retries: ${retries}`, `optional: ${optional}`];
    const below = write(of, child, name(child));
    steps.push(`{ ${from} -> ${name(child)}: { ${limits.join(', ')} } }`, ...below.steps);
    components.push(...below.components);
    all.push(...below.all);
  });
  return { components, steps, all };
}

// Even work and odd timeouts: nothing ends in the very moment in which it is given up.
const service = fc.letrec<{ service: Service; call: Call }>((tie) => ({
  service: fc.record({
    work: fc.integer({ min: 1, max: 10 }).map((half) => 2 * half),
    calls: fc.oneof({ maxDepth: 3 }, fc.constant([]), fc.array(tie('call'), { minLength: 1, maxLength: 2, size: 'max' })),
  }),
  call: fc.record({
    of: tie('service'),
    timeout: fc.option(
      fc.integer({ min: 0, max: 12 }).map((half) => 2 * half + 1),
      { nil: undefined },
    ),
    retries: fc.integer({ min: 0, max: 2 }),
    optional: fc.boolean(),
  }),
})).service;

describe('work that nobody waits for any more', () => {
  test('goes on to its end with all its calls, while its caller tries again or fails, however deep it is nested', () => {
    fc.assert(
      fc.property(service, (root) => {
        const expected = visit(root);
        const total = [...expected.visits.values()].reduce((sum, count) => sum + count, 0);
        fc.pre(total < 300);
        const { components, steps, all } = write(root, [0], name([0]));
        const text = bare(components.join('\n'), `{ rate: 1/s, arrivals: constant, path: [ web -> ${name([0])}, ${steps.join(', ')} ] }`);
        const report = run(text, { warmup: 30, duration: 40 });
        const { served, latency, errors } = report.flows['f']!;
        expect(served).toBeCloseTo(expected.good ? 1 : 0, 6);
        expect(errors['timeout'] ?? 0).toBeCloseTo(expected.good ? 0 : 1, 6);
        if (expected.good) expect(latency.max).toBeCloseTo(expected.time / 1000, 6);
        for (const [id, each] of all) expect(report.components[id]!.throughput).toBeCloseTo(expected.visits.get(each) ?? 0, 6);
      }),
      { numRuns: 40, seed: 7, endOnFailure: true },
    );
  });
});
