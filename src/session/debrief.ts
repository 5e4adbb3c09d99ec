import { factsTold } from './answer.js';
import type { Part } from './engines/engines.js';
import type { Interview } from './interview.js';
import type { Session } from './session.js';
import { STEPS } from './steps.js';
import { clock } from './study-text.js';
import { judge } from './trials.js';

/** The report of a finished interview: the judgement of the design first, then what the interview itself showed. */
export function debrief(interview: Interview): readonly Part[] {
  const { session, problem } = interview;
  const told = factsTold(session.asked);
  const hidden = problem.facts.filter((fact) => !told.has(fact.id) && !fact.already);
  const needed = hidden.filter((fact) => fact.gating).map((fact) => `${fact.answer} (${fact.asks[0] ?? fact.id})`);
  const other = hidden.filter((fact) => !fact.gating).map((fact) => `${fact.answer} (${fact.asks[0] ?? fact.id})`);
  return [
    ...interview.judgement(),
    {
      title: 'What you never asked, and needed',
      lines: needed.length > 0 ? needed : ['Nothing: you asked for everything the design depends on.'],
    },
    ...(other.length > 0 ? [{ title: 'What you could have asked as well', lines: other }] : []),
    { title: 'Your predictions', lines: predictions(session) },
    { title: 'Your time', lines: times(session) },
  ];
}

export const debriefLines = (interview: Interview): readonly string[] =>
  debrief(interview).flatMap((part) => ['', part.title, ...part.lines]);

function predictions(session: Session): readonly string[] {
  const made = session.trials.filter((trial) => trial.result !== null);
  if (made.length === 0) return ['You tried nothing on your design.'];
  return made.map(
    (trial) =>
      `${judge(trial) ?? 'open'}: ${trial.title} You said "${trial.prediction?.fate ?? trial.prediction?.text}"; it was "${trial.result?.fate ?? 'not resolved'}".`,
  );
}

const times = (session: Session): readonly string[] =>
  STEPS.filter((step) => step.id !== 'report').map((step) => {
    const { state, seconds, hints } = session.steps[step.id];
    const helped = hints === 0 ? '' : `, ${hints} hint${hints === 1 ? '' : 's'}`;
    return `${step.number} ${step.title}: ${state === 'ahead' ? 'not reached' : state}, ${clock(seconds)}${helped}`;
  });
