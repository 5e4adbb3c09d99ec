import type { Interview } from '#session/interview.js';
import { sheetLines, trialLines } from '#session/linear-text.js';
import { type StepId, stepInfo } from '#session/steps.js';
import { clock } from '#session/study-text.js';
import { type Line, wrap } from './text.js';
import type { Marks } from './theme.js';

/** A step that is over, as it stays in the scrollback: its title with time, and what was said in it. */
export function recap(interview: Interview, id: StepId, marks: Marks, columns: number): readonly Line[] {
  const { session } = interview;
  const { state, seconds } = session.steps[id];
  const mark = state === 'done' ? marks.done : marks.skipped;
  const title = `${mark} ${stepInfo(id).number} ${stepInfo(id).title}${state === 'skipped' ? ', skipped' : ''}, ${clock(seconds)}`;
  const lines = state === 'skipped' ? [] : said(interview, id);
  return [
    { text: title, tone: state === 'done' ? 'good' : 'quiet' },
    ...lines.flatMap((line) => wrap(`  ${line.text}`, columns, '    ').map((text): Line => ({ ...line, text }))),
    { text: '' },
  ];
}

function said(interview: Interview, id: StepId): readonly Line[] {
  const { session } = interview;
  const plain = (texts: readonly string[]): readonly Line[] => texts.map((text) => ({ text }));
  switch (id) {
    case 'requirements':
      return session.asked.flatMap(({ question, replies }): readonly Line[] => [
        { text: question, tone: 'you' },
        ...replies.map((reply) => ({ text: `  ${reply.text}` })),
      ]);
    case 'estimates':
    case 'interface':
    case 'data':
      return plain([...sheetLines(interview, id), ...remarksOf(interview, id)]);
    case 'architecture':
      return plain(remarksOf(interview, id).slice(-1));
    case 'deep-dives':
      return session.dives
        .filter((dive) => dive.answer !== null)
        .flatMap((dive): readonly Line[] => [
          { text: dive.question, tone: 'quiet' },
          { text: dive.answer ?? '', tone: 'you' },
        ]);
    case 'failures':
      return session.trials
        .filter((trial) => trial.result !== null)
        .flatMap((trial): readonly Line[] => [{ text: trial.title, tone: 'quiet' }, ...plain(trialLines(trial))]);
    case 'report':
      return [];
  }
}

/** What the program itself said in a step: what it wrote or left alone. */
const remarksOf = (interview: Interview, id: StepId): readonly string[] =>
  interview.session.transcript.filter((line) => line.step === id && line.who === 'program').map((line) => line.text);
