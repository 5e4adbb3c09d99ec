import type { Origin } from '#diagnostics/span.js';
import type { Component } from '#model/component.js';
import type { FlowId } from '#model/ids.js';
import { SECONDS_PER_YEAR } from '#model/units.js';

/** A share as people read it: `2%`, `0.5%`, `all`. */
export function percent(share: number): string {
  if (share >= 0.9995) return 'all';
  const value = share * 100;
  return `${Number(value.toPrecision(value >= 10 ? 3 : 2))}%`;
}

/** `0.9995` as `99.95%`, with as many digits as it takes to tell it from 1. */
export const nines = (availability: number): string => {
  const digits = availability >= 1 ? 0 : Math.max(0, Math.ceil(-Math.log10(1 - availability) - 1e-9) - 1);
  return `${Number((availability * 100).toFixed(digits + 1))}%`;
};

/** A number for a sentence: three digits, with k, M or G. */
export function figure(value: number): string {
  for (const [size, unit] of [
    [1e12, 'T'],
    [1e9, 'G'],
    [1e6, 'M'],
    [1e3, 'k'],
  ] as const) {
    if (value >= size) return `${Number((value / size).toPrecision(3))}${unit}`;
  }
  return `${Number(value.toPrecision(3))}`;
}

/** How many times over, with as many digits as tell it from 1: `5.8`, `1.005`. */
export const multiple = (value: number): string => (value > 1 && value < 1.01 ? `${Number(value.toPrecision(5))}` : figure(value));

/** Seconds for a sentence. */
export function duration(seconds: number): string {
  if (seconds >= 60)
    return seconds >= 3600 ? `${Number((seconds / 3600).toPrecision(3))} h` : `${Number((seconds / 60).toPrecision(3))} min`;
  return seconds >= 1 ? `${Number(seconds.toPrecision(3))} s` : `${Number((seconds * 1000).toPrecision(3))} ms`;
}

/** `a`, `a and b`, `a, b and c`. */
export const list = (names: readonly string[]): string =>
  names.length <= 1 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names[names.length - 1]}`;

/** The place of the first of these attributes that the design wrote, or of the component. */
export function placeOf(component: Component, ...attributes: readonly string[]): Origin {
  for (const name of attributes) {
    const found = component.written.get(name);
    if (found !== undefined) return found;
  }
  return component.origin;
}

/** `all of redirect`, `40% of feed`: flows with the share of their requests that something fails, and whether that adds to a missed target. */
export const shares = (flows: readonly { readonly flow: FlowId; readonly share: number; readonly effect?: string }[]): string =>
  list(
    flows.map(({ flow, share, effect }) => `${percent(share)} of ${flow}${effect === 'adds' ? ' (part of what misses its target)' : ''}`),
  );

/** What most of a loss comes from, shares of all requests: `rest` is what is left beside the components `told` apart. */
export type Most = { most: string | undefined; lost: number; told: readonly string[]; rest: number };

/** What is lost through one component: most of the loss only where it is more than half. Empty, or with a space before it. */
export function lostMost({ most, lost, told, rest }: Most): string {
  const apart =
    told.length === 0 ? '' : ` With ${list(told.map((id) => `"${id}"`))} always up, told apart, it still comes to ${nines(1 - rest)}.`;
  if (most === undefined) return apart;
  const time = duration(lost * SECONDS_PER_YEAR);
  if (lost > rest / 2) return `${apart} Most is lost through "${most}": ${time}.`;
  return `${apart} The largest single part of it, ${percent(lost / rest)}, is lost through "${most}": ${time}.`;
}
