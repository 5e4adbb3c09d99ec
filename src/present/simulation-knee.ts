import { visible } from '#diagnostics/code-frame.js';
import type { LatencyName } from '#model/design.js';
import type { ExpectedTarget, Knee, SimulationReport } from '#simulate/report.js';
import { countText, numberText, timeText } from './figure-text.js';
import { percent } from './simulation-tables.js';
import { andList } from './text.js';

/** Targets that are expected to be left only when the first component is full say nothing more than that. */
const EARLIER = 0.99;

/**
 * At which load the first component is full, and where the first target is left before that: by the closed forms. `seen`: a target that a run
 * has seen to hold beyond that load, of which they are wrong.
 */
export function kneeText(knee: Knee, seen: (target: ExpectedTarget) => boolean = () => false): string {
  const { load, users } = knee;
  if (users !== undefined) {
    const few = countText(Math.max(1, users), 'user');
    return `With more than ${few} they wait for one another there, and no more is served (closed form); the design has ${numberText(users / load)}.`;
  }
  const asked = load < 1 ? ', below what the design asks' : '';
  const what = knee.of === 'connections' ? 'Its connections are all in use' : 'It is full';
  return [
    `${what} at ${numberText(load)}x the load, the knee (closed form)${asked}.`,
    nextText(knee),
    burstText(knee),
    ...targetTexts({ ...knee, targets: knee.targets?.filter((each) => !seen(each)) }),
  ]
    .filter((text) => text !== '')
    .join(' ');
}

/** The bottleneck's sentences beside what the runs of the same report have shown. */
export const kneeOf = (report: SimulationReport, knee: Knee): string =>
  kneeText(knee, ({ flow, name, target, load }) => load < report.load && holdsNow(report, flow, name as LatencyName, target));

/** More than this share of requests that fail is no trace: they rank slower than any answer. */
const TRACE = 0.001;

function holdsNow({ flows }: SimulationReport, flow: string, name: LatencyName, target: number): boolean {
  const { offered, errors, latency } = flows[flow]!;
  const failed = Object.values(errors).reduce((sum, rate) => sum + rate, 0);
  const measured = latency[name];
  return measured !== null && measured <= target && failed <= TRACE * offered;
}

/** So many of what is full next are named. */
const NAMED = 3;

/** What would be full below the load of the design if the first one were not. */
function nextText({ next = [] }: Knee): string {
  if (next.length === 0) return '';
  const named = next.slice(0, NAMED).map(({ component, load }) => `${visible(component)} at ${numberText(load)}x`);
  const rest = next.length > NAMED ? [`${next.length - NAMED} more`] : [];
  return next.length === 1
    ? `Next is ${named[0]}, if the first kept up.`
    : `Next are ${andList([...named, ...rest])}, each if the others kept up.`;
}

/** A mean says nothing of a burst: how high that is, and what it fills at which load. */
function burstText({ burst, component }: Knee): string {
  if (burst === undefined) return '';
  const what = burst.component === component ? 'it' : visible(burst.component);
  return `That is of the mean load: as long as they last, bursts of ${visible(burst.flow)} (${numberText(burst.height)}x) fill ${what} at ${numberText(burst.load)}x already.`;
}

/** The targets that no load holds, and the first of the others that is left before something is full. */
function targetTexts({ load, targets = [] }: Knee): string[] {
  const never = targets.filter((each) => each.load === 0);
  const first = targets.find((each) => each.load > 0);
  const left = first === undefined || first.load > EARLIER * load ? [] : [first];
  return [
    ...never.map((each) => `No load holds the ${targetText(each)}: with nobody in its way it takes longer (closed form, approximate).`),
    ...left.map((each) => {
      const where = each.component === undefined ? '' : `, by waiting for ${visible(each.component)}`;
      return `${visible(each.flow)} leaves its ${goalText(each)} at about ${numberText(each.load)}x${where} (closed form, approximate).`;
    }),
  ];
}

const goalText = ({ name, target, quality }: ExpectedTarget): string => `${name} of ${timeText(target)} (${visible(quality)})`;
const targetText = (each: ExpectedTarget): string => `${goalText(each)} of ${visible(each.flow)}`;

/** How far the runs came that were ended before their time; empty where they were not. */
export const interruptedText = ({ interrupted, completed = 0 }: Pick<SimulationReport, 'interrupted' | 'completed'>): string =>
  interrupted ? `INTERRUPTED at ${percent(completed)}: this is what there was by then.` : '';
