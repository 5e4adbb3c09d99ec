import type { Fact } from '#score/problem.js';
import type { Reply } from './session.js';
import { ideas, isTradeWord, plainWords } from './words.js';

/** How well a question in other words must fit a fact to be answered by it, 0..1. */
const ENOUGH = 0.5;
/** Weight of a word that neither the problem nor the trade knows, against about 1 for one that does: talk around the question. */
const TALK = 0.15;
/** One line is answered by at most this many facts, so that a list of key words is no strategy. */
const AT_MOST = 2;

/** Facts of the problem that some reply in `asked` has told. */
export function factsTold(asked: readonly { readonly replies: readonly Reply[] }[]): ReadonlySet<string> {
  return new Set(asked.flatMap((one) => one.replies.flatMap((reply) => (reply.fact === undefined ? [] : [reply.fact]))));
}

/**
 * What the interviewer says to a question in the candidate's own words: the fact it asks for, that the brief says it already, or that
 * it is theirs to decide. Deterministic: ties go to the fact that is listed first.
 */
export function answerQuestion(facts: readonly Fact[], told: ReadonlySet<string>, question: string): readonly Reply[] {
  const parts = question.split(/[?;\n]+/).filter((part) => part.trim() !== '');
  const found = new Set(parts.flatMap((part) => byPhrase(facts, part) ?? byIdeas(facts, part) ?? []));
  if (found.size > 0) return [...found].slice(0, AT_MOST).map((fact) => reply(fact, told));
  if (ideas(question).size === 0) return [{ kind: 'unclear', text: 'Could you say that in other words?' }];
  return [{ kind: 'yours', text: 'That is up to you. Say what you assume, and go on.' }];
}

function reply(fact: Fact, told: ReadonlySet<string>): Reply {
  if (told.has(fact.id)) return { kind: 'again', fact: fact.id, text: `As I said: ${fact.answer}` };
  if (fact.already) return { kind: 'brief', fact: fact.id, text: `That is in the brief. ${fact.answer}` };
  return { kind: 'fact', fact: fact.id, text: fact.answer };
}

/** The fact with the longest phrase whose every word begins a word of the question. */
function byPhrase(facts: readonly Fact[], question: string): Fact | undefined {
  const words = plainWords(question);
  let best: { fact: Fact; length: number } | undefined;
  for (const fact of facts) {
    for (const phrase of fact.asks) {
      const wanted = plainWords(phrase);
      const all = wanted.length > 0 && wanted.every((part) => words.some((word) => word.startsWith(part)));
      if (all && wanted.length > (best?.length ?? 0)) best = { fact, length: wanted.length };
    }
  }
  return best?.fact;
}

/** The fact whose phrases share most ideas with a question in quite other words. */
function byIdeas(facts: readonly Fact[], question: string): Fact | undefined {
  const asked = ideas(question);
  const phrases = facts.map((fact) => ({ fact, asks: fact.asks.map(ideas) }));
  const weigh = weights(phrases.map((one) => one.asks));
  let best: { fact: Fact; fit: number } | undefined;
  for (const { fact, asks } of phrases) {
    const closest = Math.max(0, ...asks.map((ask) => closeness(asked, ask, weigh)));
    if (closest >= ENOUGH && closest > (best?.fit ?? 0)) best = { fact, fit: closest };
  }
  return best?.fact;
}

/** Ideas that few facts share weigh more: "users" is everywhere, "retention" is about one thing. */
function weights(facts: readonly (readonly ReadonlySet<string>[])[]): (idea: string) => number {
  const seen = new Map<string, number>();
  for (const asks of facts) {
    for (const idea of new Set(asks.flatMap((ask) => [...ask]))) seen.set(idea, (seen.get(idea) ?? 0) + 1);
  }
  return (idea) => {
    const times = seen.get(idea);
    if (times === undefined) return isTradeWord(idea) ? 1 : TALK;
    return Math.log(1 + facts.length / times) / Math.log(1 + facts.length);
  };
}

/**
 * Fit of a question to one way of asking, 0..1: the geometric mean of how much of the way of asking the question has, and how
 * much of the question it explains. So "can users edit a link" is not taken for "how many users".
 */
function closeness(question: ReadonlySet<string>, ask: ReadonlySet<string>, weigh: (idea: string) => number): number {
  const sum = (of: Iterable<string>) => [...of].reduce((total, idea) => total + weigh(idea), 0);
  const shared = sum([...ask].filter((idea) => question.has(idea)));
  return shared === 0 ? 0 : shared / Math.sqrt(sum(ask) * sum(question));
}
