import { trial } from '#session/linear-text.js';
import type { Session, Trial } from '#session/session.js';
import { condition, judge, sourceOf } from '#session/trials.js';
import { clip, type Line, pad, type Tone, wrap } from '../../text.js';

const VERDICT: Readonly<Record<'right' | 'near' | 'off' | 'open', readonly [string, Tone]>> = {
  right: ['as you said', 'good'],
  near: ['close', 'warning'],
  off: ['not what you said', 'bad'],
  open: ['you named no outcome', 'quiet'],
};

/** Prediction and result side by side, and below them what was measured. */
export function sideBySide(of: Trial, columns: number): readonly Line[] {
  const half = Math.max(8, Math.floor((columns - 14) / 2) - 2);
  const row = (name: string, said: string, was: string): Line => ({
    text: clip(`  ${pad(name, 10)} ${pad(clip(said, half), half)} ${was}`, columns),
  });
  const [says, tone] = VERDICT[judge(of) ?? 'open'];
  return [
    ...wrap(of.title, columns).map((text): Line => ({ text, tone: 'quiet' })),
    row('', 'You said', sourceOf(of)),
    row('fate', of.prediction?.fate ?? 'not named', of.result?.fate ?? 'not resolved'),
    row('gives way', of.prediction?.component ?? 'not named', of.result?.component ?? 'nothing'),
    // Before the details: where rows are few, those are cut.
    { text: `Your prediction: ${says}`, tone },
    ...(of.result?.lines ?? []).flatMap((line) => wrap(`  ${line}`, columns, '    ').map((text): Line => ({ text, tone: 'quiet' }))),
    { text: '' },
  ];
}

/** What is asked: the trial that is open, or that there is none. */
export function askLines(session: Session, columns: number): readonly Line[] {
  const { trials } = session;
  const open = trial(session);
  if (trials.length === 0)
    return [{ text: 'No flow has a load yet, so there is nothing to try. Give one a rate, or go on.', tone: 'strong' }];
  if (!open) return [{ text: 'That was the last one. Ctrl-N shows the report.', tone: 'strong' }];
  const number = trials.filter((one) => one.result !== null).length + 1;
  const line = (text: string, tone: Tone): readonly Line[] => wrap(text, columns).map((part) => ({ text: part, tone }));
  return [
    ...line(`${number} of ${trials.length}. ${open.title}`, 'strong'),
    ...line(condition(open), 'plain'),
    ...line('1 holds  2 slower  3 some fail  4 most fail, and which part gives way', 'quiet'),
  ];
}
