import { visible } from '#diagnostics/code-frame.js';
import type { Knee, SimulationReport } from '#simulate/report.js';
import { numberText, timeText } from './figure-text.js';
import { percent } from './simulation-tables.js';

/** Targets that are expected to be left only when the first component is full say nothing more than that. */
const EARLIER = 0.99;

/** At which load the first component is full, and where the first target is left before that: by the closed forms. */
export function kneeText({ load, users, targets }: Knee): string {
  if (users !== undefined) {
    const few = numberText(Math.max(1, users));
    return `From ${few} users on they wait for one another there, and no more is served (closed form); the design has ${numberText(users / load)}.`;
  }
  const asked = load < 1 ? ', below what the design asks' : '';
  const [first] = targets ?? [];
  const left =
    first === undefined || first.load > EARLIER * load
      ? ''
      : ` ${visible(first.flow)} leaves its ${first.name} of ${timeText(first.target)} (${visible(first.quality)}) at about ${numberText(first.load)}x, by waiting for ${visible(first.component)} (closed form, approximate).`;
  return `It is full at ${numberText(load)}x the load, the knee (closed form)${asked}.${left}`;
}

/** How far the runs came that were ended before their time; empty where they were not. */
export const interruptedText = ({ interrupted, completed = 0 }: SimulationReport): string =>
  interrupted ? `INTERRUPTED at ${percent(completed)}: this is what there was by then.` : '';
