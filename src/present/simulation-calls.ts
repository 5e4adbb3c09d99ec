import { visible } from '#diagnostics/code-frame.js';
import type { CAUSES } from '#simulate/kernel/instructions.js';
import type { BreakerReport, RunReport, SimulationReport } from '#simulate/report.js';
import { countText, numberText } from './figure-text.js';
import { percent } from './simulation-tables.js';
import { painter, type TextOptions, wrap } from './text.js';

type Cause = Exclude<(typeof CAUSES)[number], 'none'>;

/** What requests fail of, in words. */
const CAUSE_WORDS: Readonly<Record<Cause, string>> = {
  refused: 'turned away by a full line',
  limited: 'over a limit',
  'circuit-open': 'rejected by an open circuit breaker',
  down: 'nobody there to ask',
  failed: 'done and failed',
  reset: 'cut off when an instance died',
  timeout: 'not answered in time',
  deadline: 'past the deadline',
};

/** `gone`: the component that is down where most of them ask. */
const causeText = (cause: Cause, gone: string | undefined): string =>
  cause === 'down' && gone !== undefined ? `nobody of ${visible(gone)} there to ask` : CAUSE_WORDS[cause];

const runsOf = (report: SimulationReport): readonly (readonly [string, RunReport])[] => [
  [`${numberText(report.load)}x`, report],
  ...(report.peak === undefined ? [] : [['peak', report.peak] as const]),
];

/** Why requests fail, a line for each flow and load that has failures; the commonest cause first. */
export function causeLines(report: SimulationReport, options: TextOptions): string[] {
  const paint = painter(options.color);
  return runsOf(report).flatMap(([at, run]) =>
    Object.entries(run.flows).flatMap(([flow, { errors, offered }]) => {
      const gone = run.stability.failing?.find((each) => each.flow === flow && each.cause === 'down')?.component;
      const causes = Object.entries(errors).filter(([, rate]) => rate > 0);
      if (causes.length === 0 || offered === 0) return [];
      causes.sort(([, a], [, b]) => b - a);
      const told = causes.map(([cause, rate]) => `${percent(Math.min(1, rate / offered))} ${causeText(cause as Cause, gone)}`);
      return [paint.yellow(wrap(`${visible(flow)} at ${at} fails: ${told.join(', ')}.`, options.columns, 2))];
    }),
  );
}

/** What calls do besides asking and waiting: breakers, second attempts, what is taken back, connections that stay open. */
export function callLines(report: SimulationReport, options: TextOptions): string[] {
  const runs = runsOf(report);
  const quiet = quietBreakers(runs);
  const lines = runs.flatMap(([at, run]) => [
    ...run.breakers
      .filter((breaker) => !quiet.has(nameOf(breaker)))
      .map((breaker) => `at ${at} ${nameOf(breaker)} ${breakerText(breaker)}.`),
    ...Object.entries(run.flows).flatMap(([flow, { hedged, undone, offered }]) => [
      ...(hedged > 0
        ? [`${visible(flow)} at ${at} sends ${numberText(hedged)}/s second attempts, ${numberText(hedged / offered)} a request.`]
        : []),
      ...(undone > 0 ? [`${visible(flow)} at ${at} takes back ${countText(undone, 'step')} a second.`] : []),
    ]),
    ...Object.entries(run.components).flatMap(([id, { connections }]) =>
      connections > 0 ? [`${visible(id)} at ${at} holds ${countText(connections, 'connection')} on average.`] : [],
    ),
  ]);
  const when = runs.map(([at]) => at).join(' and at ');
  return [...[...quiet].map((name) => `at ${when} ${name} never opens.`), ...lines].map((line) => wrap(line, options.columns, 2));
}

const nameOf = ({ from, to }: BreakerReport): string => `the breaker before ${visible(to)} in ${visible(from)}`;

/** Breakers that open at no load: one line for all of them says it. */
function quietBreakers(runs: readonly (readonly [string, RunReport])[]): ReadonlySet<string> {
  const all = runs.flatMap(([, { breakers }]) => breakers);
  const opens = new Set(all.filter(({ opened, open }) => opened > 0 || open > 0).map(nameOf));
  return new Set(all.map(nameOf).filter((name) => !opens.has(name)));
}

function breakerText({ opened, open, rejected }: BreakerReport): string {
  if (opened === 0 && open === 0) return 'does not open';
  const times = opened === 1 ? 'once' : `${numberText(opened)} times`;
  return `opens ${times}, is not closed ${percent(open)} of the time and rejects ${numberText(rejected)}/s`;
}
