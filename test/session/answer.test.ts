import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Fact } from '#score/problem.js';
import { answerQuestion } from '#session/answer.js';
import { stem } from '#session/words.js';

const fact = (id: string, asks: readonly string[], more: Partial<Fact> = {}): Fact => ({
  id,
  asks,
  answer: `(${id})`,
  gating: true,
  drives: [],
  already: false,
  source: 'test',
  ...more,
});

const facts: readonly Fact[] = [
  fact('users', ['how many user', 'number user', 'daily active']),
  fact('ratio', ['read write ratio', 'how often opened', 'reads per write']),
  fact('retention', ['how long keep', 'retention', 'expire']),
  fact('latency', ['how fast', 'latency']),
  fact('shorten', ['shorten long url'], { already: true }),
];
const kinds = (question: string, told: readonly string[] = []) =>
  answerQuestion(facts, new Set(told), question).map((reply) => [reply.kind, reply.fact]);

describe('a question', () => {
  test.each([
    ['How many users do we have?', 'users'],
    ['how many people use it every day', 'users'],
    ['What is the ratio of reads to writes?', 'ratio'],
    ['Do the links expire?', 'retention'],
    ['For how long are links stored?', 'retention'],
    ['What response time do you expect when someone follows a link?', 'latency'],
    ['Wie schnell? I mean: how FAST must it be', 'latency'],
  ])('%s is answered by the fact it asks for', (question, id) => {
    expect(kinds(question)).toEqual([['fact', id]]);
  });

  test('about something no fact knows is up to the candidate', () => {
    expect(kinds('Can a user edit the target later?')).toEqual([['yours', undefined]]);
    expect(kinds('Which cloud do we run on?')).toEqual([['yours', undefined]]);
  });

  test('that the brief answers is told so gently', () => {
    expect(kinds('Does it shorten a long URL?')).toEqual([['brief', 'shorten']]);
  });

  test('asked again is answered again, and marked', () => {
    expect(kinds('How many users?', ['users'])).toEqual([['again', 'users']]);
  });

  test('of two sentences gets two answers, a list of key words no more than that', () => {
    expect(kinds('How many users? And how fast?')).toEqual([
      ['fact', 'users'],
      ['fact', 'latency'],
    ]);
    expect(kinds('how many users? ratio of reads to writes? expire? latency?')).toHaveLength(2);
  });

  test.each(['', '   ', '???', 'what is the'])('%j is asked back', (question) => {
    expect(kinds(question)).toEqual([['unclear', undefined]]);
  });

  test('of any kind gets an answer, and the same one each time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (question) => {
        const answer = answerQuestion(facts, new Set(), question);
        expect(answer.length).toBeGreaterThan(0);
        expect(answerQuestion(facts, new Set(), question)).toEqual(answer);
      }),
    );
  });
});

test('endings do not tell words apart', () => {
  const same = (...words: string[]) => expect(new Set(words.map(stem)).size, words.join()).toBe(1);
  same('store', 'stores', 'stored', 'storing');
  same('query', 'queries');
  same('expire', 'expires', 'expiring');
  same('user', 'users');
  same('cache', 'caches', 'caching', 'cached');
  expect(stem('loss')).not.toBe(stem('los'));
  expect(stem('read')).not.toBe(stem('write'));
});
