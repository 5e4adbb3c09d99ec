import type * as z from 'zod';
import type { Call, Repeat, Varying, When } from '#model/flow.js';
import { DataId, FlowId } from '#model/ids.js';
import { Seconds } from '#model/units.js';
import type { Path } from '../problem.js';
import type { Resolved } from '../schema/define-kind.js';
import { resolve } from '../schema/resolve.js';
import type { stepSchema } from '../schema/step.js';
import { readWhen, type StepAbout } from './conditions.js';
import type { Surroundings } from './surroundings.js';
import { type CaseValues, readVarying } from './varying.js';
import type { Frame } from './visits.js';

/** The attributes of a step as the schema gives them, sums not yet worked out. */
export type SaidStep = z.output<typeof stepSchema>;
type Attributes = Partial<Resolved<SaidStep>>;

/** Where a step is read: what it is read against, what it can see, and its place in the document. */
export type StepContext = {
  readonly surroundings: Surroundings;
  readonly frame: Frame;
  readonly values: ReadonlyMap<number, CaseValues>;
  readonly at: Path;
};

/** What belongs to the last arrow of a chain. */
export type CallAttributes = Omit<Call, 'type' | 'id' | 'origin' | 'from' | 'waits' | 'visit' | keyof Repeat>;

/** What an arrow has that carries no attributes of its own. */
export const NO_ATTRIBUTES: CallAttributes = { items: 1, retries: 0, breaker: false, optional: false };
export const ONCE: Repeat = { when: { kind: 'always' }, times: 1, atOnce: 1 };

export function readCallAttributes(said: SaidStep, context: StepContext): CallAttributes {
  const { surroundings, at } = context;
  const { times: _times, items, ...rest } = said;
  const attributes = resolve(rest, at, surroundings.sheet, surroundings.reading.complain) as Attributes;
  const { hit, time, timeout, once, hedge, hold, route, lag, encrypted, protocol, size, by, from, undo } = attributes;
  if (undo !== undefined) surroundings.reading.known(undo, surroundings.flows, [...at, 'undo'], 'flow');
  return {
    ...{ hit, time, timeout, once, hedge, hold, route, lag, encrypted, protocol, size, by },
    operation: readOperation(said, context),
    target: from,
    items: varying(items, 'items', context),
    retries: attributes.retries ?? 0,
    backoff: readBackoff(attributes.backoff),
    undo: undo === undefined ? undefined : FlowId(undo),
    retryBudget: attributes.retryBudget,
    breaker: attributes.breaker !== undefined && attributes.breaker !== false,
    trip: typeof attributes.breaker === 'object' ? attributes.breaker : undefined,
    keepAlive: attributes.keepAlive,
    optional: attributes.optional ?? false,
  };
}

/** Exponential with full jitter unless said: what AWS's "Exponential Backoff and Jitter" recommends. */
function readBackoff(said: Attributes['backoff']): Call['backoff'] {
  if (said === undefined) return undefined;
  if (typeof said === 'number') return { base: Seconds(said), factor: 2, jitter: true };
  return { base: said.base ?? Seconds(0.1), factor: said.factor ?? 2, max: said.max, jitter: said.jitter ?? true };
}

export function readOperation(said: SaidStep, { surroundings, at }: StepContext): Call['operation'] {
  const kinds = (['read', 'write', 'invalidate', 'publish'] as const).filter((kind) => said[kind] !== undefined);
  const kind = kinds[0];
  if (!kind) return undefined;
  if (kinds.length > 1) {
    const message = `A step does one thing with data; this one does ${kinds.join(' and ')}`;
    surroundings.reading.report(at, { code: 'path/operation', message, help: 'Write two steps.', atKey: true });
  }
  const name = said[kind]!;
  return surroundings.reading.known(name, surroundings.data, [...at, kind], 'data') ? { kind, data: DataId(name) } : undefined;
}

/** When and how often; governs the whole step. */
export function readRepeat(said: Pick<SaidStep, 'when' | 'times' | 'at-once'>, about: StepAbout, context: StepContext): Repeat {
  const { reading } = context.surroundings;
  const result = readWhen(said.when, about, context.frame);
  if (!('kind' in result)) reading.report([...context.at, 'when'], result);
  const when: When = 'kind' in result ? result : { kind: 'always' };
  const atOnce = said['at-once'];
  if (atOnce === undefined) return { when, times: varying(said.times, 'times', context), atOnce: 1 };
  const number = Number(atOnce);
  if (atOnce !== 'all' && !(Number.isInteger(number) && number >= 1)) {
    const message = `"${atOnce.slice(0, 40)}" is neither a whole number nor all`;
    reading.report([...context.at, 'at-once'], { code: 'value/wrong', message, help: 'Write at-once: 16, or at-once: all.' });
  }
  return { when, times: varying(said.times, 'times', context), atOnce: atOnce === 'all' ? 'all' : Math.max(1, number || 1) };
}

function varying(written: SaidStep['times'], key: string, context: StepContext): Varying {
  const { sheet, reading } = context.surroundings;
  return readVarying(written, [...context.at, key], { sheet, reading, draws: [...context.frame.draws()], values: context.values }, 1);
}
