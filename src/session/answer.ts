import type { Fact } from '#score/problem.js';
import type { Reply } from './session.js';
import { ideas, isGeneric, isTradeWord, plainWords } from './words.js';

/** How much of what a question is about a fact must explain, 0..1. */
const ENOUGH = 0.35;
/** Weight of a word that neither the problem nor the trade knows, against 1 for one that they do: talk around the question. */
const TALK = 0.2;
/** What comes with almost any question of the problem, such as payments where all is about payments: in this share of its facts. */
const EVERYWHERE = 1 / 3;
/** What each word of a phrase after the first is worth, against 1 for an idea that one fact has alone: "how many links" before "how short". */
const LONGER = 0.5;
/** A second fact answers as well when it explains something else, and nearly as much. */
const AS_WELL = 0.8;
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
  const known = facts.map(knownFact);
  const found = new Set(parts.flatMap((part) => factsFor(known, part)));
  if (found.size > 0) return [...found].slice(0, AT_MOST).map((fact) => reply(fact, told));
  if (ideas(question).size === 0) return [{ kind: 'unclear', text: 'Could you say that in other words?' }];
  return [{ kind: 'yours', text: 'That is up to you. Say what you assume, and go on.' }];
}

function reply(fact: Fact, told: ReadonlySet<string>): Reply {
  if (told.has(fact.id)) return { kind: 'again', fact: fact.id, text: `As I said: ${fact.answer}` };
  if (fact.already) return { kind: 'brief', fact: fact.id, text: `That is in the brief. ${fact.answer}` };
  return { kind: 'fact', fact: fact.id, text: fact.answer };
}

/** A fact with the ideas by which it is asked for, those of them together, and those of its answer. */
type Known = {
  readonly fact: Fact;
  readonly phrases: readonly (readonly string[])[];
  readonly asks: readonly ReadonlySet<string>[];
  readonly about: ReadonlySet<string>;
  readonly says: ReadonlySet<string>;
};
type Question = { readonly words: readonly string[]; readonly ideas: ReadonlySet<string> };
type Match = { readonly fact: Fact; readonly explains: ReadonlySet<string>; readonly longest: number };

function knownFact(fact: Fact): Known {
  const asks = fact.asks.map(ideas);
  return { fact, phrases: fact.asks.map(plainWords), asks, about: new Set(asks.flatMap((ask) => [...ask])), says: ideas(fact.answer) };
}

/** The facts that a question asks for, the best first. What it asks for by name goes before what only stands in an answer. */
function factsFor(known: readonly Known[], text: string): readonly Fact[] {
  const question = { words: plainWords(text), ideas: ideas(text) };
  const lexicon = lexiconOf(known);
  const enough = (match: Match): boolean => explainsEnough(match, question.ideas, lexicon);
  const byName = known.flatMap((one) => askedFor(one, question)).filter(enough);
  const found = byName.length > 0 ? byName : known.flatMap((one) => answered(one, question.ideas)).filter(enough);
  const scored = found
    .map((match) => ({ ...match, score: sum(match.explains, lexicon.distinct) + LONGER * Math.max(0, match.longest - 1) }))
    .sort((a, b) => b.score - a.score);
  const best = scored[0];
  if (!best) return [];
  const other = scored.find(
    ({ explains, score }) => score >= AS_WELL * best.score && [...explains].every((idea) => !best.explains.has(idea)),
  );
  return other ? [best.fact, other.fact] : [best.fact];
}

/** A fact is asked for by a phrase whose every word begins a word of the question, by all the ideas of one, or by two of them. */
function askedFor({ fact, phrases, asks, about }: Known, question: Question): Match[] {
  const begun = phrases.map((phrase) => phrase.length > 0 && phrase.every((part) => question.words.some((word) => word.startsWith(part))));
  const meant = asks.map((ask) => {
    const shared = [...ask].filter((idea) => question.ideas.has(idea)).length;
    return shared > 0 && (shared === ask.size || shared >= 2);
  });
  if (!begun.includes(true) && !meant.includes(true)) return [];
  // A phrase may be begun by a word that is another idea: "guess" by "guessable".
  const named = asks.filter((_, i) => begun[i]).flatMap((ask) => [...ask]);
  const explains = new Set([...[...question.ideas].filter((idea) => about.has(idea)), ...named]);
  return [{ fact, explains, longest: Math.max(0, ...phrases.filter((_, i) => begun[i]).map((phrase) => phrase.length)) }];
}

/** What a question is about stands in the answer of a fact, all of it. */
function answered({ fact, says }: Known, asked: ReadonlySet<string>): Match[] {
  const trade = [...asked].filter((idea) => isTradeWord(idea) && !isGeneric(idea));
  return trade.length > 0 && trade.every((idea) => says.has(idea)) ? [{ fact, explains: new Set(trade), longest: 1 }] : [];
}

/** How the ideas of a problem tell its facts apart. */
type Lexicon = {
  /** 1 for an idea that one fact has alone, less for one that several share. */
  readonly distinct: (idea: string) => number;
  readonly isCommon: (idea: string) => boolean;
  readonly weight: (idea: string) => number;
};

function lexiconOf(known: readonly Known[]): Lexicon {
  const asking = count(known.map(({ about }) => about));
  const saying = count(known.map(({ says }) => says));
  const anywhere = count(known.map(({ about, says }) => new Set([...about, ...says])));
  const isCommon = (idea: string): boolean => isGeneric(idea) || anywhere(idea) >= EVERYWHERE * known.length;
  return {
    isCommon,
    distinct: (idea) => (isCommon(idea) ? 0.5 : 1) / Math.max(1, asking(idea) + 0.5 * saying(idea)),
    weight: (idea) => (isCommon(idea) ? 0.5 : asking(idea) > 0 || isTradeWord(idea) ? 1 : TALK),
  };
}

function count(sets: readonly ReadonlySet<string>[]): (idea: string) => number {
  const seen = new Map<string, number>();
  for (const set of sets) for (const idea of set) seen.set(idea, (seen.get(idea) ?? 0) + 1);
  return (idea) => seen.get(idea) ?? 0;
}

/**
 * What is common explains only a question that has nothing else in it: "how many users", and not "do users log in". Where a whole
 * phrase was said, talk around it is nothing else: "how many links are made a day".
 */
function explainsEnough({ explains, longest }: Match, asked: ReadonlySet<string>, { isCommon, weight }: Lexicon): boolean {
  const rest = [...asked].filter((idea) => !explains.has(idea));
  const isNothing = (idea: string): boolean => isCommon(idea) || (longest > 1 && weight(idea) === TALK);
  if ([...explains].every(isCommon) && !rest.every(isNothing)) return false;
  const score = sum(explains, weight);
  return score >= ENOUGH * (score + sum(rest, weight));
}

const sum = (of: Iterable<string>, weigh: (idea: string) => number): number => [...of].reduce((total, idea) => total + weigh(idea), 0);
