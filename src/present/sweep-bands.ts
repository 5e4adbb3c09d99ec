import { visible } from '#diagnostics/code-frame.js';
import type { RetryBands, SweepReport } from '#simulate/sweep/sweep.js';
import { countText, numberText, timeText } from './figure-text.js';
import { percent } from './simulation-tables.js';
import { painter, type TextOptions, wrap } from './text.js';

const INDENT = 14;

const load = (value: number): string => `${numberText(value)}x`;

/** The bands of load where retries are in play: safe, vulnerable, unstable. Empty where nothing is tried again. */
export function sweepBands({ retries }: SweepReport, options: TextOptions): string {
  if (retries === undefined) return '';
  const paint = painter(options.color);
  const { trigger } = retries;
  const shock =
    trigger === null
      ? 'No trial was made: nothing that retries fill has work and slots of its own that would be full when it is slow; what a limit or connections fill is no fuller then.'
      : `The trigger: ${visible(trigger.component)} ${numberText(trigger.factor)} times slower for ${timeText(trigger.for)}, then as before.`;
  const lines = [
    paint.bold('Retries: three bands of load'),
    band('safe', paint.green, safeText(retries), options),
    band('vulnerable', paint.yellow, vulnerableText(retries), options),
    band('unstable', paint.red, unstableText(retries), options),
    paint.dim(wrap(shock, options.columns, 2)),
  ];
  return lines.join('\n');
}

/** A name and what is said of it, wrapped beside the name. */
function band(name: string, paint: (text: string) => string, text: string, { columns }: TextOptions): string {
  const lines = wrap(text, columns, INDENT);
  return `  ${paint(name.padEnd(INDENT - 2))}${lines.slice(INDENT)}`;
}

function safeText({ safe, unstable, trials }: RetryBands): string {
  const within = trials.filter((each) => each.load < safe && (unstable.leaves === null || each.load <= (unstable.holds ?? 0)));
  const shown = within.filter(({ after }) => after === 'recovered').at(-1);
  const proof = shown === undefined ? '' : `; at ${load(shown.load)} it came back after the trigger`;
  const broken = within.find(({ after }) => after === 'stays down');
  if (broken !== undefined)
    return `expected up to ${load(safe)} (closed form), but at ${load(broken.load)} it stayed down after the trigger`;
  if (unstable.leaves === null || unstable.leaves > safe)
    return `up to ${load(safe)}: room for every try that may be made (closed form)${proof}`;
  const room = `there is room for every try that may be made up to ${load(safe)} (closed form), but throughput stops growing before that`;
  return unstable.holds === null ? `none seen: ${room}` : `up to ${load(unstable.holds)}: ${room}${proof}`;
}

function vulnerableText({ trigger, vulnerable, unstable, trials }: RetryBands): string {
  if (trigger === null) return 'not known: no trial was made';
  const down = trials.find((each) => each.load === vulnerable.leaves);
  if (down === undefined) return noneSeen({ vulnerable, unstable, trials });
  const from =
    vulnerable.holds === null ? `from ${load(down.load)} or below` : `from between ${load(vulnerable.holds)} and ${load(down.load)}`;
  return `${from}: works until something happens, and stays down when that is over (${percent(down.last ?? 0)} served at ${load(down.load)})`;
}

function noneSeen({ vulnerable, unstable, trials }: Pick<RetryBands, 'vulnerable' | 'unstable' | 'trials'>): string {
  const unseen = trials.filter(({ after }) => after === 'not seen' || after === 'recovering').length;
  if (unseen > 0) return `none seen; ${unseen} of ${countText(trials.length, 'trial')} ${unseen === 1 ? 'does' : 'do'} not tell`;
  if (vulnerable.holds !== null && unstable.leaves !== null && unstable.leaves <= vulnerable.holds) return 'none: it is unstable before';
  const highest = trials.at(-1);
  return highest === undefined ? 'none seen' : `none seen: at ${load(highest.load)} it still came back after the trigger`;
}

function unstableText({ unstable }: RetryBands): string {
  if (unstable.leaves === null) return `not up to ${unstable.holds === null ? 'the highest load' : load(unstable.holds)}`;
  const from =
    unstable.holds === null
      ? `from ${load(unstable.leaves)} or below`
      : `from between ${load(unstable.holds)} and ${load(unstable.leaves)}`;
  return `${from}: throughput stops growing although nothing happens`;
}
