import * as z from 'zod';
import { PROTOCOLS } from '#model/flow.js';
import { arrivals } from './arrivals.js';
import { count, flag, quantity, ratio, size, text, time, word } from './leaves.js';
import { either } from './parts.js';
import { serviceTime } from './service-time.js';

const backoff = z.strictObject({
  base: time('Wait before the first retry.'),
  factor: count('How many times longer each next one.'),
  max: time('Longest wait.'),
  jitter: flag('Whether the wait is drawn at random.'),
});

const breaker = z.strictObject({
  at: ratio('Share of failed calls at which it opens.'),
  over: time('The stretch of time that share is taken over.'),
  open: time('How long it stays open before it tries again.'),
  calls: count('Calls it must have seen, by instance of the caller, before it judges.'),
});

const retries = z
  .string('a whole number')
  .transform((said, ctx): number => {
    const number = Number(said);
    if (Number.isInteger(number) && number >= 0 && number <= 100) return number;
    ctx.addIssue({ code: 'custom', message: 'a whole number from 0 to 100' });
    return z.NEVER;
  })
  .optional()
  .meta({ description: 'Further attempts after the first.', wanted: 'whole' });

/** When and how often; these govern the whole step. */
const repeatAttributes = {
  when: text('miss, error, timeout, a share such as 60%, or the name of a case.'),
  times: count('How often, one after another.'),
  'at-once': text('How many of `times` side by side: a number, or all.').meta({
    description: 'How many of `times` side by side: a number, or all.',
    orNumber: true,
  }),
  optional: flag('Whether the flow succeeds without it.'),
};

/** Attributes of a step; they belong to the last arrow of its chain and are applied by its left side. */
export const stepSchema = z.strictObject({
  ...repeatAttributes,
  read: text('The data it reads.'),
  write: text('The data it writes.'),
  invalidate: text('The data whose copies it removes.'),
  publish: text('The data it announces.'),
  by: text('The index it uses.'),
  from: word(['leader', 'any', 'quorum', 'replica'], 'Which copies answer.'),
  items: count('Keys in the one call.'),
  hit: ratio(
    'Probability that a key is found. Where keys are known and the target says how much it holds or for how long, a simulation finds it out and compares.',
  ),
  time: serviceTime('What this call costs its target, instead of the target’s own time.'),
  timeout: time('Of one attempt, queueing and network included.'),
  retries,
  backoff: either(
    quantity('time', 'Wait before the first retry.'),
    backoff,
    'Waits between attempts: the first, or { base, factor, max, jitter }.',
  ),
  once: text('The key under which the receiver recognises a repetition.'),
  undo: text('The flow that undoes it.'),
  'retry-budget': ratio('Retries it may add, as a share of its calls.'),
  breaker: either(
    flag('Whether a circuit breaker stands before it.'),
    breaker,
    'Whether a circuit breaker stands before it, or { at, over, open, calls }.',
  ),
  hedge: time('After how long a second attempt is sent beside the first.'),
  hold: time('How long it holds a connection (not a slot).'),
  route: word(['home', 'holder'], 'To the home region of the key, or to the instance that holds the connection.'),
  lag: time('How far behind a hand-over runs.'),
  encrypted: flag('Whether it is encrypted on the way.'),
  protocol: word(PROTOCOLS, 'What is spoken.'),
  'keep-alive': flag('Whether connections are kept and used again; else each call pays for its handshakes.'),
  size: size('Data carried there and back in one call.'),
});

/** Attributes of `do`, `together`, `any` and `atomic`. */
export const groupSchema = z.strictObject(repeatAttributes);

export const GROUPS = ['do', 'together', 'any', 'atomic'] as const;

export const flowSchema = z.strictObject({
  text: text('What it does, in words.'),
  'use-case': text('The use case of the requirements it serves.'),
  rate: z
    .unknown()
    .optional()
    .meta({ description: 'Requests, averaged. Without it (and without users or every) the flow is a part that `do` names.' }),
  users: count('Users of a closed flow: each waits for its answer, then thinks.'),
  think: time('Time between an answer and the next request of a user.'),
  every: time('How often a batch starts.'),
  items: count('Items of a batch.'),
  peak: count('The peak as a multiple of the rate.'),
  arrivals,
  deadline: time('After this nobody waits any more.'),
  cases: z.unknown().optional().meta({ description: 'Cases drawn once a run: { name: 99% } or { name: { share: 99%, value: 200 } }.' }),
  path: z.unknown().optional().meta({ description: 'The steps, in order.' }),
});
