import type { ReactNode } from 'react';
import type { Interview } from '#session/interview.js';
import { STEPS, stepInfo } from '#session/steps.js';
import { clock } from '#session/study-text.js';
import type { Scope } from '../keys.js';
import { type Line, wrap } from '../text.js';
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
  const look = useLook();
  const info = stepInfo(session.at);
  const whole = problem.minutes[session.level];
  const spent = session.steps[session.at].seconds;
  const given = Math.max(1, Math.round(info.share * whole));
  const left = `${problem.title}  ${info.number}/${STEPS.length} ${info.title}`;
  const over = spent > given * 60 ? ' over' : '';
  const right = info.id === 'report' ? '' : `${clock(spent)} of ${given} min${over}`;
  return (
    <Frame left={left} right={right} scopes={info.id === 'report' ? scopes : ['interview', ...scopes]} inField={inField}>
      <Lines lines={aimLines(interview, look.columns, look.compact)} />
      {children}
    </Frame>
  );
}

/** What is asked in this step, and the last hint that was given in it; the hint alone where there is little room. */
export function aimLines(interview: Interview, columns: number, compact: boolean): readonly Line[] {
  const { session } = interview;
  const helped = session.steps[session.at].hints > 0;
  const last = helped ? session.transcript.findLast((line) => line.step === session.at && line.text.startsWith('Hint: ')) : undefined;
  const aim = wrap(stepInfo(session.at).aim, columns).map((text): Line => ({ text, tone: 'quiet' }));
  const hint = last ? wrap(last.text, columns, '      ').map((text): Line => ({ text, tone: 'warning' })) : [];
  return compact ? (hint.length > 0 ? hint : aim).slice(0, 2) : [...aim, ...hint];
}

/** Rows that are left for the screen's own part. */
export function useBodyRows(interview: Interview): { readonly columns: number; readonly rows: number } {
  const { columns, rows, compact } = useLook();
  return { columns, rows: Math.max(1, rows - FRAME_ROWS - aimLines(interview, columns, compact).length) };
}
