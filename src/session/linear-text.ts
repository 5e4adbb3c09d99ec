import type { Study } from './engines/engines.js';
import { type Interview, summary } from './interview.js';
import type { Dive, Session, SheetId, Trial } from './session.js';
import { percent, remarks } from './study-text.js';
import { judge } from './trials.js';

/** The question that is open. */
export const dive = (session: Session): Dive | undefined => session.dives.find((one) => one.answer === null);

/** The trial that nothing was predicted for yet. */
export const trial = (session: Session): Trial | undefined => session.trials.find((one) => one.result === null);

/** A sheet as numbered lines, each with what it comes to. */
export const sheetLines = (interview: Interview, sheet: SheetId): readonly string[] =>
  interview.rows(sheet).map((row, i) => {
    const value = row.value === undefined ? '' : ` -> ${row.value}`;
    const note = row.note === undefined ? '' : ` (${row.note})`;
    return `${i + 1}. ${row.text}${value}${row.said === 'right' ? ' (as you said)' : ''}${note}`;
  });

/** What is known of the design, without pictures. */
export function designLines(study: Study | undefined): readonly string[] {
  if (!study) return ['There is no design file yet.'];
  const found = remarks(study).map(
    (remark) => `Line ${remark.line}, ${remark.severity}: ${remark.text}${remark.help === '' ? '' : ` ${remark.help}`}`,
  );
  const use = study.utilisation.map(({ component, share }) => `${component} ${percent(share)}`);
  return [summary(study), ...found, ...(use.length > 0 ? [`Utilisation at peak: ${use.join(', ')}.`] : [])];
}

const VERDICTS = { right: 'As you said.', near: 'Close to what you said.', off: 'Not what you said.' } as const;

/** A prediction and its result, one under the other. */
export function trialLines(of: Trial): readonly string[] {
  const verdict = judge(of);
  return [
    `You said: ${of.prediction?.text ?? 'nothing'}`,
    `Simulated: ${of.result?.fate ?? 'not resolved'}`,
    ...(of.result?.lines ?? []),
    ...(verdict ? [VERDICTS[verdict]] : []),
  ];
}
