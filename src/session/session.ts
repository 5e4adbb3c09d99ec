import * as z from 'zod';
import { DEFAULT_LEVEL, LEVELS, type Level } from '#score/level.js';
import { STEP_IDS, type StepId } from './steps.js';

/** Longest text one entry may have; what is longer is cut. Keeps a session file small whatever is pasted. */
export const MAX_ENTRY = 4_000;
/** Most entries a list of a session keeps; beyond it nothing is added. */
export const MAX_ENTRIES = 2_000;

const text = z.string().max(MAX_ENTRY);
const list = <T extends z.ZodType>(item: T) => z.array(item).max(MAX_ENTRIES);

export const SHEETS = ['estimates', 'interface', 'data'] as const;
export type SheetId = (typeof SHEETS)[number];

/** How a question was answered: from a fact, from the brief, by "you had that", by "up to you", or not understood at all. */
export const REPLY_KINDS = ['fact', 'brief', 'again', 'yours', 'unclear'] as const;
const reply = z.object({ kind: z.enum(REPLY_KINDS), fact: text.optional(), text });
export type Reply = z.infer<typeof reply>;

const dive = z.object({ id: text, question: text, about: list(text), listen: list(text), answer: text.nullable() });
export type Dive = z.infer<typeof dive>;

/** How a flow fares, from best to worst. A prediction and a simulated result use the same four words. */
export const FATES = ['holds', 'slower', 'some fail', 'most fail'] as const;
const fate = z.enum(FATES);
export type Fate = z.infer<typeof fate>;

const what = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('load'), factor: z.number().positive() }),
  z.object({ kind: z.literal('component'), component: text }),
  z.object({ kind: z.literal('zone'), zone: text }),
  z.object({ kind: z.literal('slow'), component: text, factor: z.number().positive() }),
  z.object({ kind: z.literal('cold'), component: text }),
  z.object({ kind: z.literal('hot-key'), share: z.number().gt(0).max(1) }),
]);
export type TrialWhat = z.infer<typeof what>;

const trial = z.object({
  id: text,
  title: text,
  what,
  /** The flow that is watched. */
  flow: text,
  prediction: z.object({ text, fate: fate.nullable(), component: text.nullable() }).nullable(),
  result: z.object({ fate: fate.nullable(), lines: list(text), component: text.nullable() }).nullable(),
});
export type Trial = z.infer<typeof trial>;

const stepState = z.object({
  state: z.enum(['ahead', 'open', 'done', 'skipped']),
  seconds: z.number().int().nonnegative(),
  hints: z.number().int().nonnegative(),
});
export type StepState = z.infer<typeof stepState>;

const steps = Object.fromEntries(STEP_IDS.map((id) => [id, stepState])) as Record<StepId, typeof stepState>;

const schema = z.object({
  schema: z.literal('sysdrill/session@1'),
  id: text,
  problem: text,
  level: z.enum(LEVELS),
  /** Absolute path of the design file. */
  design: text,
  at: z.enum(STEP_IDS),
  steps: z.object(steps),
  /** What stands in the field and was not sent yet. */
  draft: text,
  asked: list(z.object({ question: text, replies: list(reply) })),
  /** Lines as they were typed, by sheet. */
  sheets: z.object({ estimates: list(text), interface: list(text), data: list(text) }),
  /** The lines of the design file that this session wrote: only those may be replaced later. */
  written: list(z.object({ section: text, name: text, line: text })),
  dives: list(dive),
  trials: list(trial),
  transcript: list(z.object({ step: z.enum(STEP_IDS), who: z.enum(['you', 'interviewer', 'program']), text })),
  finished: z.boolean(),
});
export type Session = z.infer<typeof schema>;

/** A new interview, at its first step. */
export function newSession(of: {
  readonly id: string;
  readonly problem: string;
  readonly design: string;
  readonly level?: Level;
}): Session {
  const ahead: StepState = { state: 'ahead', seconds: 0, hints: 0 };
  const all = Object.fromEntries(STEP_IDS.map((id) => [id, ahead])) as Record<StepId, StepState>;
  return {
    schema: 'sysdrill/session@1',
    id: of.id,
    problem: of.problem,
    level: of.level ?? DEFAULT_LEVEL,
    design: of.design,
    at: 'requirements',
    steps: { ...all, requirements: { ...ahead, state: 'open' } },
    draft: '',
    asked: [],
    sheets: { estimates: [], interface: [], data: [] },
    written: [],
    dives: [],
    trials: [],
    transcript: [],
    finished: false,
  };
}

export const sessionToJson = (session: Session): string => `${JSON.stringify(session, null, 1)}\n`;

/** Reads a saved session; a sentence says why it cannot be read. Never throws. */
export function sessionFromJson(json: string): { readonly session: Session } | { readonly problem: string } {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return { problem: 'it is not JSON' };
  }
  const read = schema.safeParse(value);
  if (read.success) return { session: read.data };
  const issue = read.error.issues[0];
  const version = (value as { schema?: unknown } | null)?.schema;
  if (typeof version === 'string' && version !== 'sysdrill/session@1')
    return { problem: `it is of another version, ${version.slice(0, 60)}` };
  return { problem: `${issue?.path.join('.') || 'it'}: ${issue?.message ?? 'not a session'}` };
}
