import { unreachable } from '#base/invariant.js';
import type { InterviewEvent } from './events.js';
import { MAX_ENTRIES, MAX_ENTRY, type Session, type StepState } from './session.js';
import { STEP_IDS, type StepId, stepAfter } from './steps.js';

const cut = (text: string): string => text.slice(0, MAX_ENTRY);

const add = <T>(list: readonly T[], item: T): T[] => (list.length < MAX_ENTRIES ? [...list, item] : [...list]);

function say(session: Session, who: 'you' | 'interviewer' | 'program', text: string): Session {
  return { ...session, transcript: add(session.transcript, { step: session.at, who, text: cut(text) }) };
}

function change(session: Session, id: StepId, by: Partial<StepState>): Session {
  return { ...session, steps: { ...session.steps, [id]: { ...session.steps[id], ...by } } };
}

/** Whether anything was entered in a step, so that leaving it means done and not skipped. */
export function hasWork(session: Session, id: StepId): boolean {
  switch (id) {
    case 'requirements':
      return session.asked.length > 0;
    case 'estimates':
    case 'interface':
    case 'data':
      return session.sheets[id].length > 0;
    case 'architecture':
      // What stands in the file cannot be seen from here: the event says so.
      return false;
    case 'deep-dives':
      return session.dives.some((dive) => dive.answer !== null);
    case 'failures':
      return session.trials.some((trial) => trial.prediction !== null);
    case 'report':
      return session.finished;
  }
}

function go(session: Session, to: StepId, leftAs?: 'skipped' | 'done'): Session {
  if (to === session.at) return session;
  const left = leftAs ?? (hasWork(session, session.at) ? 'done' : 'skipped');
  const closed = change(session, session.at, { state: left });
  const opened = change({ ...closed, at: to, draft: '' }, to, { state: 'open' });
  return to === 'report' ? { ...opened, finished: true } : opened;
}

function hint(session: Session, text: string): Session {
  return change(say(session, 'interviewer', `Hint: ${text}`), session.at, { hints: session.steps[session.at].hints + 1 });
}

function lines(session: Session, event: Extract<InterviewEvent, { sheet: unknown }>): Session {
  const before = session.sheets[event.sheet];
  if (event.type === 'add line') {
    const after = { ...session, draft: '', sheets: { ...session.sheets, [event.sheet]: add(before, cut(event.text)) } };
    return say(after, 'you', event.text);
  }
  if (before[event.index] === undefined) return session;
  const after = event.type === 'change line' ? before.with(event.index, cut(event.text)) : before.toSpliced(event.index, 1);
  const said = event.type === 'change line' ? event.text : `(took out) ${before[event.index]}`;
  return say({ ...session, draft: '', sheets: { ...session.sheets, [event.sheet]: after } }, 'you', said);
}

function ask(session: Session, event: Extract<InterviewEvent, { type: 'ask' }>): Session {
  const replies = event.replies.slice(0, MAX_ENTRIES).map((reply) => ({ ...reply, text: cut(reply.text) }));
  const asked = add(session.asked, { question: cut(event.question), replies });
  const said = say({ ...session, draft: '', asked }, 'you', event.question);
  return replies.reduce((so, reply) => say(so, 'interviewer', reply.text), said);
}

function wrote(session: Session, event: Extract<InterviewEvent, { type: 'wrote' }>): Session {
  const now = event.written.slice(0, MAX_ENTRIES).map((entry) => ({ ...entry, line: cut(entry.line) }));
  return { ...session, written: now };
}

function dives(session: Session, event: Extract<InterviewEvent, { type: 'dive answered' }>): Session {
  const asked = session.dives.find((dive) => dive.id === event.id);
  if (!asked) return session;
  const after = session.dives.map((dive) => (dive === asked ? { ...dive, answer: cut(event.text) } : dive));
  return say(say({ ...session, draft: '', dives: after }, 'interviewer', asked.question), 'you', event.text);
}

function trials(session: Session, event: Extract<InterviewEvent, { type: 'predicted' | 'ran' }>): Session {
  const trial = session.trials.find((one) => one.id === event.id);
  if (!trial) return session;
  if (event.type === 'predicted') {
    const after = { ...trial, prediction: { ...event.prediction, text: cut(event.prediction.text) }, result: null };
    const next = { ...session, draft: '', trials: session.trials.map((one) => (one === trial ? after : one)) };
    return say(say(next, 'interviewer', trial.title), 'you', event.prediction.text);
  }
  const result = { ...event.result, lines: event.result.lines.map(cut) };
  const next = { ...session, trials: session.trials.map((one) => (one === trial ? { ...one, result } : one)) };
  return result.lines.reduce((so, line) => say(so, 'program', line), next);
}

/** Answers that were already given stay when the questions are chosen again. */
function choose<T extends { readonly id: string }>(before: readonly T[], chosen: readonly T[], kept: (item: T) => boolean): T[] {
  const old = new Map(before.filter(kept).map((item) => [item.id, item]));
  const now = chosen.map((item) => old.get(item.id) ?? item);
  const gone = [...old.values()].filter((item) => !chosen.some((one) => one.id === item.id));
  return [...gone, ...now].slice(0, MAX_ENTRIES);
}

/** The whole interview: the session after one event. Pure; an event that makes no sense here changes nothing. */
export function step(session: Session, event: InterviewEvent): Session {
  switch (event.type) {
    case 'tick': {
      const seconds = Number.isFinite(event.seconds) ? Math.max(0, Math.floor(event.seconds)) : 0;
      return change(session, session.at, { seconds: Math.min(session.steps[session.at].seconds + seconds, Number.MAX_SAFE_INTEGER) });
    }
    case 'draft':
      return { ...session, draft: cut(event.text) };
    case 'next':
      return go(session, stepAfter(session.at), event.done ? 'done' : undefined);
    case 'skip':
      return go(session, stepAfter(session.at), 'skipped');
    case 'go':
      return STEP_IDS.includes(event.to) ? go(session, event.to, event.done ? 'done' : undefined) : session;
    case 'hint':
      return hint(session, event.text);
    case 'ask':
      return ask(session, event);
    case 'add line':
    case 'change line':
    case 'remove line':
      return lines(session, event);
    case 'wrote':
      return wrote(session, event);
    case 'design file':
      return event.path === session.design ? session : { ...session, design: cut(event.path), written: [] };
    case 'said':
      return say(session, event.who, event.text);
    case 'dives chosen':
      return { ...session, dives: choose(session.dives, event.dives, (dive) => dive.answer !== null) };
    case 'dive answered':
      return dives(session, event);
    case 'trials chosen':
      return { ...session, trials: choose(session.trials, event.trials, (trial) => trial.prediction !== null) };
    case 'predicted':
    case 'ran':
      return trials(session, event);
    default:
      return unreachable(event);
  }
}
