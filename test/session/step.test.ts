import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { InterviewEvent } from '#session/events.js';
import { MAX_ENTRIES, MAX_ENTRY, newSession, type Session, SHEETS, sessionFromJson, sessionToJson } from '#session/session.js';
import { step } from '#session/step.js';
import { STEP_IDS } from '#session/steps.js';

const start = newSession({ id: 's1', problem: 'url-shortener', design: '/home/somebody/url-shortener.yaml' });
const play = (...events: InterviewEvent[]): Session => events.reduce(step, start);

describe('the way through the steps', () => {
  test('leads from the requirements to the report, in the order of an interview', () => {
    const seen = [start.at];
    let session = start;
    for (let i = 0; i < 7; i++) {
      session = step(session, { type: 'next' });
      seen.push(session.at);
    }
    expect(seen).toEqual([...STEP_IDS]);
    expect(session.finished).toBe(true);
    expect(step(session, { type: 'next' })).toEqual(session);
  });

  test('a step that was left without a word is skipped, one with work in it is done', () => {
    const session = play({ type: 'ask', question: 'How many users?', replies: [] }, { type: 'next' }, { type: 'next' });
    expect(session.steps.requirements.state).toBe('done');
    expect(session.steps.estimates.state).toBe('skipped');
    expect(session.steps.interface.state).toBe('open');
  });

  test('skipping says skipped even when something was entered', () => {
    expect(play({ type: 'ask', question: 'How many users?', replies: [] }, { type: 'skip' }).steps.requirements.state).toBe('skipped');
  });

  test('one may go back, and what was entered is still there', () => {
    const session = play(
      { type: 'next' },
      { type: 'add line', sheet: 'estimates', text: 'users: 1M user' },
      { type: 'next' },
      { type: 'go', to: 'estimates' },
    );
    expect(session.at).toBe('estimates');
    expect(session.sheets.estimates).toEqual(['users: 1M user']);
    expect(session.steps.estimates.state).toBe('open');
    expect(session.steps.interface.state).toBe('skipped');
  });
});

describe('time', () => {
  test('runs for the step that is open, in whole seconds, and never backwards', () => {
    const session = play(
      { type: 'tick', seconds: 61 },
      { type: 'next' },
      { type: 'tick', seconds: 2.9 },
      { type: 'tick', seconds: -5 },
      { type: 'tick', seconds: NaN },
    );
    expect(session.steps.requirements.seconds).toBe(61);
    expect(session.steps.estimates.seconds).toBe(2);
  });
});

describe('the transcript', () => {
  test('keeps who said what in which step', () => {
    const session = play(
      { type: 'ask', question: 'How many users?', replies: [{ kind: 'fact', fact: 'users', text: '100 million.' }] },
      { type: 'hint', text: 'Ask about reads.' },
      { type: 'next' },
      { type: 'add line', sheet: 'estimates', text: 'users: 100M user' },
    );
    expect(session.transcript).toEqual([
      { step: 'requirements', who: 'you', text: 'How many users?' },
      { step: 'requirements', who: 'interviewer', text: '100 million.' },
      { step: 'requirements', who: 'interviewer', text: 'Hint: Ask about reads.' },
      { step: 'estimates', who: 'you', text: 'users: 100M user' },
    ]);
    expect(session.steps.requirements.hints).toBe(1);
  });
});

describe('deep dives and trials', () => {
  const dive = { id: 'd1', question: 'What if?', about: ['api'], listen: ['retries'], answer: null };
  const trial = {
    id: 't1',
    title: 'Zone a is gone.',
    what: { kind: 'zone', zone: 'r/a' } as const,
    flow: 'read',
    prediction: null,
    result: null,
  };

  test('an answer stays when the questions are chosen again for a design that changed', () => {
    const session = play(
      { type: 'dives chosen', dives: [dive, { ...dive, id: 'd2' }] },
      { type: 'dive answered', id: 'd1', text: 'They retry.' },
      { type: 'dives chosen', dives: [{ ...dive, id: 'd3' }] },
    );
    expect(session.dives.map(({ id, answer }) => [id, answer])).toEqual([
      ['d1', 'They retry.'],
      ['d3', null],
    ]);
  });

  test('a new prediction takes back the result of the old one', () => {
    const prediction = { text: 'slower', fate: 'slower' as const, component: null };
    const ran = play(
      { type: 'trials chosen', trials: [trial] },
      { type: 'predicted', id: 't1', prediction },
      { type: 'ran', id: 't1', result: { fate: 'some fail', component: 'db', lines: ['served 60%'] } },
    );
    expect(ran.trials[0]?.result?.fate).toBe('some fail');
    expect(step(ran, { type: 'predicted', id: 't1', prediction }).trials[0]?.result).toBeNull();
  });
});

const text = fc.oneof(fc.string(), fc.constant('x'.repeat(MAX_ENTRY + 50)), fc.string({ unit: 'binary' }));
const id = fc.constantFrom('a', 'b', 'c');
const prediction = fc.record({ text, fate: fc.constantFrom('holds' as const, null), component: fc.constantFrom('db', null) });
const event: fc.Arbitrary<InterviewEvent> = fc.oneof(
  fc.record({ type: fc.constant('tick' as const), seconds: fc.double() }),
  fc.record({ type: fc.constant('draft' as const), text }),
  fc.constantFrom({ type: 'next' as const }, { type: 'skip' as const }),
  fc.record({ type: fc.constant('go' as const), to: fc.constantFrom(...STEP_IDS) }),
  fc.record({ type: fc.constant('hint' as const), text }),
  fc.record({
    type: fc.constant('ask' as const),
    question: text,
    replies: fc.array(fc.record({ kind: fc.constant('fact' as const), fact: id, text }), { maxLength: 2 }),
  }),
  fc.record({ type: fc.constant('add line' as const), sheet: fc.constantFrom(...SHEETS), text }),
  fc.record({
    type: fc.constantFrom('change line' as const),
    sheet: fc.constantFrom(...SHEETS),
    index: fc.integer({ min: -1, max: 3 }),
    text,
  }),
  fc.record({ type: fc.constantFrom('remove line' as const), sheet: fc.constantFrom(...SHEETS), index: fc.integer({ min: -1, max: 3 }) }),
  fc.record({ type: fc.constant('said' as const), who: fc.constant('program' as const), text }),
  fc.record({
    type: fc.constant('wrote' as const),
    written: fc.array(fc.record({ section: fc.constant('api'), name: id, line: text }), { maxLength: 3 }),
  }),
  fc.array(id, { maxLength: 3 }).map((ids) => ({
    type: 'dives chosen' as const,
    dives: ids.map((one) => ({ id: one, question: one, about: [], listen: [], answer: null })),
  })),
  fc.record({ type: fc.constant('dive answered' as const), id, text }),
  fc.array(id, { maxLength: 3 }).map((ids) => ({
    type: 'trials chosen' as const,
    trials: ids.map((one) => ({
      id: one,
      title: one,
      what: { kind: 'load' as const, factor: 10 },
      flow: 'f',
      prediction: null,
      result: null,
    })),
  })),
  fc.record({ type: fc.constant('predicted' as const), id, prediction }),
  fc.record({
    type: fc.constant('ran' as const),
    id,
    result: fc.record({ fate: fc.constant(null), component: fc.constant(null), lines: fc.array(text, { maxLength: 2 }) }),
  }),
);

describe('whatever happens', () => {
  test('the session stays valid, and comes back from its saved text as it was', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 40 }), (events) => {
        const session = events.reduce(step, start);
        expect(sessionFromJson(sessionToJson(session))).toEqual({ session });
        expect(Object.values(session.steps).filter((one) => one.state === 'open')).toHaveLength(1);
        expect(session.steps[session.at].state).toBe('open');
      }),
      { numRuns: 300 },
    );
  });

  test('a session is never changed in place', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 10 }), event, (events, last) => {
        const session = events.reduce(step, start);
        const before = sessionToJson(session);
        step(session, last);
        expect(sessionToJson(session)).toBe(before);
      }),
    );
  });

  test('nothing grows without bound', () => {
    let session = start;
    for (let i = 0; i < MAX_ENTRIES + 5; i++) session = step(session, { type: 'said', who: 'program', text: 'x' });
    expect(session.transcript).toHaveLength(MAX_ENTRIES);
  });
});

describe('a saved text that is no session', () => {
  test.each([
    ['', 'it is not JSON'],
    ['{"schema":"sysdrill/session@1"', 'it is not JSON'],
    ['null', 'Invalid input: expected object, received null'],
    ['{"schema":"sysdrill/session@9"}', 'another version, sysdrill/session@9'],
    [sessionToJson(start).replace('"requirements"', '"lunch"'), 'at'],
  ])('%j is told in a sentence', (json, why) => {
    expect(sessionFromJson(json)).toEqual({ problem: expect.stringContaining(why) });
  });
});
