import { expect, test } from 'vitest';
import { thisEngine } from '#catalog/engine.js';
import type { Assignment } from '#evaluate/assignment.js';
import { evaluate } from '#evaluate/evaluate.js';
import type { Seen } from '#evaluate/grade-hash.js';
import { catalog, referenceText, verdictsOf } from '../helpers/graded.js';

const engine = thisEngine();
const strong = await referenceText('online-payment', 'strong');
const problem = await catalog.problem('online-payment');
const assignment: Assignment = { problem, rubric: await catalog.rubric(), level: 'senior' };
const gating = problem.value.facts.filter((fact) => fact.gating).map((fact) => fact.id);
const inBrief = problem.value.facts.filter((fact) => fact.already).map((fact) => fact.id);

function graded(seen: Seen) {
  const { card } = evaluate(strong, assignment, engine, seen);
  if (!card) throw new Error('no card');
  return card;
}

test('what the reader refuses has diagnostics and nothing else', () => {
  const evaluation = evaluate('sysdrill: 1\ntitle: [', assignment, engine);
  expect(Object.keys(evaluation)).toEqual(['diagnostics']);
  expect(evaluation.diagnostics.map((one) => one.code)).toEqual(['yaml/syntax']);
});

test('without an assignment a design is judged and not graded', () => {
  const { model, rules, card } = evaluate(strong, undefined, engine);
  expect([model?.problem, rules?.bugs, card]).toEqual(['online-payment', [], undefined]);
});

test('facts count after an interview only: asked pass, unasked are missing, and asking what the brief says costs a little', () => {
  const file = graded({});
  const all = graded({ asked: new Set(gating) });
  const some = graded({ asked: new Set(gating.slice(1)) });
  const everything = graded({ asked: new Set([...gating, ...inBrief]) });
  expect(verdictsOf(file, 'facts-asked')).toEqual({ interview: 'not-evaluated' });
  expect(verdictsOf(all, 'facts-asked')).toEqual(Object.fromEntries(gating.map((id) => [id, 'pass'])));
  expect(verdictsOf(some, 'facts-asked')[gating[0]!]).toBe('missing');
  expect(inBrief.map((id) => verdictsOf(everything, 'facts-asked')[id])).toEqual(inBrief.map(() => 'fail'));
  expect([all.score === file.score, some.score < everything.score, everything.score < all.score]).toEqual([true, true, true]);
});

test('latency targets count after a simulation only', () => {
  const held = graded({
    simulated: new Map([
      ['Q1', 'pass'],
      ['Q6', 'pass'],
      ['Q7', 'pass'],
    ] as const),
  });
  const missed = graded({
    simulated: new Map([
      ['Q1', 'fail'],
      ['Q6', 'pass'],
      ['Q7', 'unknown'],
    ] as const),
  });
  expect(verdictsOf(held, 'latency')).toEqual({ Q1: 'pass', Q6: 'pass', Q7: 'pass' });
  expect(verdictsOf(missed, 'latency')).toEqual({ Q1: 'fail', Q6: 'pass', Q7: 'not-evaluated' });
  expect(missed.score).toBeLessThan(held.score);
});

test('what was seen is part of what the grade is of', () => {
  const hashes = [
    graded({}),
    graded({ asked: new Set() }),
    graded({ asked: new Set(gating) }),
    graded({ asked: new Set([...gating].reverse()) }),
  ].map((card) => card.hash);
  expect(new Set(hashes).size).toBe(3);
  expect(hashes[2]).toBe(hashes[3]);
});
