import { visible } from '#diagnostics/code-frame.js';
import type { Bracket, SweepPoint, SweepReport, TargetKnee } from '#simulate/sweep/sweep.js';
import { numberText, timeText } from './figure-text.js';

export const loadText = (load: number): string => `${numberText(load)}x`;

const AGREES: Readonly<Record<string, string>> = {
  true: '; they agree',
  false: '',
  null: ', over the whole period of a batch, which no run lasts',
};

/** Of fewer requests than these a rate is known to no more than one digit. */
const SEEN = 30;

/** A rate of a point, and as it is known: the figures of a flow that few requests came of are rounded to what they can tell. */
export function pointRate(rate: number, { simulated, slice }: Pick<SweepPoint, 'simulated' | 'slice'>): string {
  const seen = (rate * simulated) / slice;
  return seen === 0 || seen >= SEEN ? `${numberText(rate)}/s` : `~${numberText(Number(rate.toPrecision(1)))}/s`;
}

/** What the dashes and the last columns of the curves mean. */
export const CURVE_LEGEND =
  'goodput: answered well; -: not resolved, or without bound; ~: of fewer than 30 requests; busiest: the fullest component, works: its own work, waits: its slots held by waiting on others.';

/** Where throughput stops growing, what is full there, and what the closed form said of it. */
export function throughputText({ throughput, expected, points, interrupted, to }: SweepReport): string {
  if (points.length === 0) return 'No load was simulated to its end.';
  // Loads that nobody simulated neither keep up nor agree.
  const unreached = interrupted === true && throughput.leaves === null;
  const place = throughput.component === null ? '' : ` ${visible(throughput.component)} is the first bottleneck.`;
  const said =
    expected === null
      ? ''
      : ` Closed form: ${loadText(expected.load)}, ${visible(expected.component)}${unreached ? '' : AGREES[String(throughput.agrees)]}.`;
  if (unreached) return `Throughput still grows at ${loadText(points.at(-1)!.load)}; no higher load was reached.${said}`;
  if (throughput.leaves === null) return `Throughput still grows at ${loadText(throughput.holds ?? to)}.${said}`;
  return `Throughput stops growing ${whereText(throughput)}.${place}${said}`;
}

/** What the closed forms said otherwise, and why; empty where they agree or say nothing. */
export const disagreementText = ({ throughput: { agrees, why = '' } }: SweepReport): string =>
  agrees === false ? `The closed form and the simulation do not agree: ${visible(why)}.` : '';

/** Between the two points that bracket it, or beyond what was swept. */
export function whereText({ holds, leaves }: Bracket): string {
  if (leaves === null) return `not up to ${holds === null ? 'the highest load' : loadText(holds)}`;
  return holds === null ? `at or below ${loadText(leaves)}, the lowest load` : `between ${loadText(holds)} and ${loadText(leaves)}`;
}

/** Flows lose no more than this share of their requests by chance. */
const LOSS = 0.01;

/** Whether throughput stops growing for this flow, where it does for any: what it is offered no longer comes through. */
export function stopsFor(flow: string, { throughput: { leaves }, points }: SweepReport): boolean {
  const point = points.find(({ load }) => load === leaves);
  if (point === undefined) return false;
  const short = Object.entries(point.flows).filter(([, { offered, goodput }]) => goodput < (1 - LOSS) * offered);
  return short.length === 0 || short.some(([id]) => id === flow);
}

/** Where a target is left. */
export function targetText(target: TargetKnee): string {
  const { flow, name, quality, until } = target;
  const subject = `${visible(flow)} ${name}${until === undefined ? '' : ` until ${visible(until)}`} ${timeText(target.target)} (${visible(quality)})`;
  const said =
    target.expected === null ? '' : ` Closed form: ${target.expected === 0 ? 'no load holds it' : `about ${loadText(target.expected)}`}.`;
  if (target.leaves === null) {
    return target.holds === null
      ? `${subject}: not resolved at any point.`
      : `${subject} holds up to ${loadText(target.holds)}, the highest load at which it is known.${said}`;
  }
  return `${subject} is left ${whereText(target)}.${said}`;
}
