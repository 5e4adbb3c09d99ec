import type { ReactNode } from 'react';
import type { Interview } from '#session/interview.js';
import { STEPS, stepInfo } from '#session/steps.js';
import { clock } from '#session/study-text.js';
import type { Scope } from '../keys.js';
import { wrap } from '../text.js';
import { FRAME_ROWS, Frame } from './frame.js';
import { Lines } from './lines.js';
import { useLook } from './look.js';

export type StepFrameProps = {
  readonly interview: Interview;
  readonly scopes: readonly Scope[];
  readonly inField?: boolean;
  readonly children: ReactNode;
};

/** The frame of a step: which one, how long it has taken of its time, what is asked, and the last hint. */
export function StepFrame({ interview, scopes, inField = false, children }: StepFrameProps) {
  const { session, problem } = interview;
  const info = stepInfo(session.at);
  const whole = problem.minutes[session.level];
  const spent = session.steps[session.at].seconds;
  const given = Math.max(1, Math.round(info.share * whole));
  const left = `${problem.title}  ${info.number}/${STEPS.length} ${info.title}`;
  const over = spent > given * 60 ? ' over' : '';
  const right = info.id === 'report' ? '' : `${clock(spent)} of ${given} min${over}`;
  return (
    <Frame left={left} right={right} scopes={info.id === 'report' ? scopes : ['interview', ...scopes]} inField={inField}>
      <Lines lines={aimLines(interview, useLook().columns)} />
      {children}
    </Frame>
  );
}

/** What is asked in this step, and the last hint that was given in it. */
export function aimLines(interview: Interview, columns: number) {
  const { session } = interview;
  const hint =
    session.steps[session.at].hints > 0
      ? session.transcript.findLast((line) => line.step === session.at && line.text.startsWith('Hint: '))
      : undefined;
  return [
    ...wrap(stepInfo(session.at).aim, columns).map((text) => ({ text, tone: 'quiet' as const })),
    ...(hint ? wrap(hint.text, columns, '      ').map((text) => ({ text, tone: 'warning' as const })) : []),
  ];
}

/** Rows that are left for the screen's own part. */
export function useBodyRows(interview: Interview): { readonly columns: number; readonly rows: number } {
  const { columns, rows } = useLook();
  return { columns, rows: Math.max(1, rows - FRAME_ROWS - aimLines(interview, columns).length) };
}
