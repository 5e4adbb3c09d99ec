import { visible } from '#diagnostics/code-frame.js';
import type { CAUSES } from '#simulate/kernel/instructions.js';
import type { FailingShare, SimulationReport } from '#simulate/report.js';
import { percent } from './simulation-tables.js';
import { andList } from './text.js';

/** Shares that are named where not all are asked for. */
const FEW = 3;

type Cause = Exclude<(typeof CAUSES)[number], 'none'>;

/** What requests fail of, in words that follow `12% of f`. */
const WORDS: Readonly<Record<Cause, string>> = {
  refused: 'are turned away by a full line',
  limited: 'are refused by a limit',
  'circuit-open': 'are rejected by an open circuit breaker',
  down: 'fail because nobody is there to ask',
  failed: 'are done and fail',
  reset: 'are cut off when an instance dies',
  timeout: 'are not answered in time',
  deadline: 'miss their deadline',
};

/** `when` is the load at which the share was seen, empty where there is only one, `other` that at the other load where it fails there too. */
type Told = FailingShare & { readonly when: string; readonly other?: { readonly when: string; readonly share: number } | undefined };

/** What share of the requests fails, of what and at which load, the worst first; empty where that is no more than a trace. */
export function failingText(report: SimulationReport, usual: string): string {
  const told = worstOf(report, usual);
  if (told.length === 0) return '';
  const words = told.slice(0, FEW).map(oneText);
  const more = told.length - words.length;
  const all = more > 0 ? [...words, `${more} more ${more === 1 ? 'is' : 'are'} among the flows`] : words;
  return andList(all);
}

function worstOf(report: SimulationReport, usual: string): Told[] {
  const now = report.stability.failing ?? [];
  const peak = report.peak?.stability.failing ?? [];
  const same = (a: FailingShare) => (b: FailingShare) => a.flow === b.flow && a.cause === b.cause;
  const first = peak.map((each): Told => {
    const other = now.find(same(each));
    return { ...each, when: 'at peak', other: other && { when: usual, share: other.share } };
  });
  const only = report.peak === undefined ? '' : usual;
  const rest = now.filter((each) => !peak.some(same(each))).map((each): Told => ({ ...each, when: only }));
  const all = [...first, ...rest];
  return all
    .map((each, i) => ({ each, i }))
    .sort((a, b) => b.each.share - a.each.share || a.i - b.i)
    .map(({ each }) => each);
}

function oneText(each: Told): string {
  const { flow, share, when, other } = each;
  const beside = other === undefined ? '' : ` (${percent(other.share)} ${other.when})`;
  return `${percent(share)} of ${visible(flow)} ${causeText(each)}${when === '' ? '' : ` ${when}`}${beside}`;
}

function causeText({ cause, component, limit }: FailingShare): string {
  if (component === undefined) return WORDS[cause as Cause];
  const where = visible(component);
  if (cause === 'down') return `fail because nobody of ${where} is there to ask`;
  if (limit === 'line') return `are turned away by the full line of ${where}`;
  if (limit === 'rate') return `are refused by the rate limit of ${where}`;
  if (limit === 'connections') return `are refused by the connection limit of ${where}`;
  if (limit === 'breaker') return `are rejected by an open circuit breaker before ${where}`;
  return `are refused by a limit of ${where}`;
}
