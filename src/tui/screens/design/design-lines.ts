import type { Study } from '#session/engines/engines.js';
import { percent, remarks, timesText } from '#session/study-text.js';
import { clip, type Line, pad, width, wrap } from '../../text.js';
import type { Marks } from '../../theme.js';

export type Pane = 'overview' | 'findings' | 'diagram' | 'utilisation';

/** From this share of its capacity on a part is that many times too small; below it is so many per cent full. */
const TIMES = 1.1;
/** From this width on the diagram stands beside what is said about it. */
const WIDE = 100;

export const panesFor = (columns: number): readonly Pane[] =>
  columns >= WIDE ? ['overview', 'findings', 'diagram', 'utilisation'] : ['findings', 'diagram', 'utilisation'];

/** Two texts in two columns of the same width; without tones, which would colour both. */
export const sideBySide = (left: readonly Line[], right: readonly Line[], half: number): readonly Line[] =>
  Array.from({ length: Math.max(left.length, right.length) }, (_, i): Line => {
    const text = `${pad(clip(left[i]?.text ?? '', half), half)} | ${right[i]?.text ?? ''}`;
    return { text: text.trimEnd() };
  });

/** Errors, warnings and remarks with their lines in the file, the worst first. */
export function findingLines(study: Study, columns: number): readonly Line[] {
  const all = remarks(study);
  if (all.length === 0) return [{ text: 'Nothing to remark.', tone: 'good' }];
  return all.flatMap((remark): readonly Line[] => {
    const tone = remark.severity === 'error' ? 'bad' : remark.severity === 'warning' ? 'warning' : 'plain';
    const head = `${String(remark.line).padStart(4)}  ${remark.severity}: ${remark.text}`;
    const help = remark.help === '' ? [] : wrap(`      ${remark.help}`, columns, '      ');
    return [...wrap(head, columns, '      ').map((text): Line => ({ text, tone })), ...help.map((text): Line => ({ text, tone: 'quiet' }))];
  });
}

/** A bar for each component, the fullest first; what is beyond its capacity says so in words. */
export function utilisationLines(study: Study, columns: number, marks: Marks): readonly Line[] {
  if (study.utilisation.length === 0) return [{ text: 'No flow loads a part whose capacity is known.', tone: 'quiet' }];
  const names = Math.min(24, Math.max(...study.utilisation.map(({ component }) => width(component))));
  const bar = Math.max(10, Math.min(40, columns - names - 20));
  return study.utilisation.map(({ component, share }): Line => {
    const full = Math.round(Math.min(1, share) * bar);
    const says = share > 1 ? ', too small' : share > 0.7 ? ' little room' : '';
    const used = share >= TIMES ? `${timesText(share)} too small` : `${percent(share).padStart(5)}${says}`;
    const text = `${pad(clip(component, names), names)}  ${marks.full.repeat(full)}${marks.empty.repeat(bar - full)} ${used}`;
    return { text, tone: share > 1 ? 'bad' : share > 0.7 ? 'warning' : 'plain' };
  });
}
