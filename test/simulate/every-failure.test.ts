import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { DesignModel, Fault } from '#model/design.js';
import { type RunReport, simulate } from '#simulate/simulate.js';
import { design } from '../helpers/design.js';

function everyFault(model: DesignModel): (Fault['what'] | undefined)[] {
  const ofComponents = [...model.components.keys()].map((component, i): Fault['what'] => {
    if (i % 3 === 0) return { kind: 'component', component };
    return i % 3 === 1 ? { kind: 'instance', component, instances: 1 } : { kind: 'slow', component, factor: 10 };
  });
  const zones = [...model.zones.values()];
  const ofPlaces = [...zones.map(({ id }) => ({ kind: 'zone' as const, zone: id })), { kind: 'region' as const, region: zones[0]!.region }];
  return [undefined, ...ofComponents, ...ofPlaces];
}

function expectSound(run: RunReport): void {
  for (const flow of Object.values(run.flows)) {
    const failed = Object.values(flow.errors).reduce((sum, each) => sum + each, 0);
    const open = (flow.offered - flow.served - failed) * run.simulated;
    expect(Math.abs(flow.inFlightBefore + open - flow.inFlight)).toBeLessThan(1e-6 * (1 + flow.offered * run.simulated));
    expect(flow.inFlight).toBeGreaterThanOrEqual(0);
  }
  for (const { utilisation, held, queueLength, waiting } of Object.values(run.components)) {
    expect(Math.min(utilisation, held, queueLength, waiting)).toBeGreaterThanOrEqual(-1e-9);
    expect(Math.max(utilisation, held)).toBeLessThanOrEqual(1 + 1e-9);
  }
}

test.each(['news-feed', 'online-payment', 'chat'])('%s survives, as a simulation, a failure of every part', (name) => {
  const model = design(readFileSync(new URL(`../fixtures/designs/${name}.yaml`, import.meta.url), 'utf8'));
  for (const what of everyFault(model)) {
    const report = simulate(model, { events: 10_000, peak: false, faults: what === undefined ? [] : [{ what }] });
    expectSound(report);
    expect(report.events).toBeLessThan(100_000);
  }
});
