import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { type SimulationOptions, type SimulationReport, simulate } from '#simulate/simulate.js';
import { design } from './design.js';

type Vector = {
  readonly id: string;
  readonly inputs: Readonly<Record<string, number>>;
  readonly expected: Readonly<Record<string, number>>;
  readonly tolerance: { readonly se?: Readonly<Record<string, number>> };
};

const VECTORS = JSON.parse(readFileSync(new URL('../theory/vectors/queueing.json', import.meta.url), 'utf8')) as { cases: Vector[] };

/** A case of the vectors: its inputs, what is exactly known, and the standard errors of what was found by sampling. */
export function vector(id: string): Vector {
  const found = VECTORS.cases.find((each) => each.id === id);
  if (!found) throw new Error(`there is no vector ${id}`);
  return found;
}

/** What stands in a line: the attributes of a component, and how it is written when it is the only one. */
export const EXPONENTIAL = '{ mean: 1s, shape: exponential }';

/** A design with no network, so that only what is written takes time. */
export const bare = (components: string, flow: string, more = ''): string => `
sysdrill: 1
title: a line
network: none
${more}
components:
  web: { is: client }
${components}
flows:
  f: ${flow}
`;

/** One service `s` with the given attributes, visited by requests at `rate` a second. */
export const line = (rate: number, attributes: string): string =>
  bare(`  s: { is: service, ${attributes} }`, `{ rate: ${rate}/s, path: [ web -> s ] }`);

/** Simulates for about so many requests of the flow `f`. */
export function runFor(text: string, requests: number, rate: number, options: SimulationOptions = {}): SimulationReport {
  return simulate(design(text), { duration: requests / rate, events: 1e9, peak: false, ...options });
}

/** Asserts that a mean is known, within `share` of the exact value, and that the exact value is inside its interval. */
export function expectMean(report: SimulationReport, exact: number, share = 0.05): void {
  const { mean, meanInterval } = report.flows['f']!.latency;
  expect(mean).not.toBeNull();
  expect(Math.abs(mean! - exact) / exact).toBeLessThan(share);
  expect(meanInterval![0]).toBeLessThan(exact);
  expect(meanInterval![1]).toBeGreaterThan(exact);
}

/** Asserts that a measured figure is within `share` of the exact one. */
export function expectNear(measured: number | null | undefined, exact: number, share: number): void {
  expect(measured).toBeTypeOf('number');
  expect(Math.abs(measured! - exact) / exact).toBeLessThan(share);
}

/** Data in a store `db`, for designs that read and write. */
export const DATA = 'data:\n  row: { in: db, key: id }';

export const constant = (milliseconds: number): string => `{ mean: ${milliseconds}ms, shape: constant }`;

/** A service with room for everybody, so that only its time counts. */
export const free = (name: string, milliseconds: number): string =>
  `  ${name}: { is: service, replicas: 1, concurrency: 100000, time: ${constant(milliseconds)} }`;

/** A store with room for everybody. */
export const store = (attributes: string, milliseconds = 10): string =>
  `  db: { is: database, kind: key-value, concurrency: 100000, time: ${constant(milliseconds)}, ${attributes} }`;

/** Simulates long enough for the figures to be told by rounding. */
export const run = (text: string, options: SimulationOptions = {}): SimulationReport =>
  simulate(design(text), { duration: 2000, warmup: 10, ...options });
