import { debriefLines } from './debrief.js';
import type { Study } from './engines/engines.js';
import { type Interview, summary } from './interview.js';
import type { Dive, Session, SheetId, Trial } from './session.js';
import { STEPS, stepInfo } from './steps.js';
import { clock, percent, remarks } from './study-text.js';
import { condition, judge, sourceOf } from './trials.js';

/** What begins with a slash, and what it does. */
export const COMMANDS: readonly (readonly [string, string])[] = [
  ['/next', 'on to the next step'],
  ['/skip', 'leave the step out'],
  ['/back', 'to the step before'],
  ['/go <step>', 'to a step, by its number or name'],
  ['/hint', 'a hint'],
  ['/brief', 'the brief again'],
  ['/show', 'where you are'],
  ['/change <n> <line>', 'put another line in place of line n of a sheet'],
  ['/remove <n>', 'take out line n of a sheet'],
  ['/edit', 'open the design in your editor'],
  ['/use <file>', 'take a design from a file'],
  ['/check', 'read the design again'],
  ['/quit', 'stop here; everything is kept'],
];

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
export function designLines(study: Study | undefined, problem?: string): readonly string[] {
  if (!study) return [problem ?? 'There is no design file yet.'];
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
    `${sourceOf(of)}: ${of.result?.fate ?? 'not resolved'}`,
    ...(of.result?.lines ?? []),
    ...(verdict ? [VERDICTS[verdict]] : []),
  ];
}

/** The next question of the deep dives, or that there is none. */
export function diveQuestion(session: Session): string {
  if (session.dives.length === 0) return 'There is nothing to ask about this design. /next goes on.';
  return dive(session)?.question ?? 'That was the last question. /next goes on.';
}

/** The next trial with how to answer, or that there is none. */
export function trialQuestion(session: Session): string {
  if (session.trials.length === 0) return 'There is no flow with a load to try anything on. /next goes on.';
  const open = trial(session);
  if (!open) return 'That was the last one. /next goes on.';
  return `${open.title} ${condition(open)}. Say: 1 holds, 2 slower, 3 some fail, 4 most fail, and which part gives way.`;
}

/** What the present step is about, and what stands in it. */
export function stepLines(interview: Interview): readonly string[] {
  const { session } = interview;
  const info = stepInfo(session.at);
  const spent = session.steps[session.at].seconds;
  const time = spent > 0 ? ` (${clock(spent)})` : '';
  return ['', `Step ${info.number} of ${STEPS.length}: ${info.title}${time}`, info.aim, ...standing(interview)];
}

function standing(interview: Interview): readonly string[] {
  const { session, study, designProblem } = interview;
  switch (session.at) {
    case 'requirements':
      return session.asked.length === 0
        ? []
        : [`You have asked ${session.asked.length} question${session.asked.length === 1 ? '' : 's'} so far.`];
    case 'estimates':
    case 'interface':
    case 'data':
      return sheetLines(interview, session.at);
    case 'architecture':
      return [`The design file is ${session.design}. /edit opens it, /check reads it again.`, ...designLines(study, designProblem)];
    case 'deep-dives':
      return [diveQuestion(session)];
    case 'failures':
      return [trialQuestion(session)];
    case 'report':
      return debriefLines(interview);
  }
}
