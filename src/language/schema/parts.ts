import * as z from 'zod';
import type { Sharding } from '#model/component.js';
import { Ratio, type Seconds } from '#model/units.js';
import type { Default } from './define-kind.js';
import { bandwidth, quantity, ratio, text, time, UNKNOWN, whole, word } from './leaves.js';
import { serviceTime } from './service-time.js';

/** A plain value, or a map when it starts with one: a union whose errors come from the branch that was meant. */
export function either<A extends z.ZodType, B extends z.ZodType>(plainValue: A, map: B, doc: string) {
  return z
    .unknown()
    .transform((said, ctx): z.output<A> | z.output<B> | undefined => {
      if (said === undefined) return undefined;
      const branch = typeof said === 'object' && said !== null ? map : plainValue;
      const result = branch.safeParse(said);
      if (result.success) return result.data as z.output<A> | z.output<B>;
      for (const issue of result.error.issues) ctx.addIssue(issue as never);
      return z.NEVER;
    })
    .optional()
    .meta({ description: doc, anyOf: [plainValue, map] });
}

/** A map or a list that may also be `unknown`, which reads as undefined. */
export const orUnknown = <S extends z.ZodType>(schema: S, doc: string) =>
  either(
    z.enum([UNKNOWN], 'a map or a list').transform(() => undefined),
    schema,
    doc,
  );

/** A list of the given words, or one of them. */
export function words<const W extends readonly [string, ...string[]]>(all: W, doc: string) {
  const one = z.enum(all, `one of ${all.join(', ')}`);
  const alone = z
    .enum([...all, UNKNOWN] as [...W, typeof UNKNOWN])
    .transform((said) => (said === UNKNOWN ? undefined : [said as W[number]]));
  return either(alone, z.array(one), doc);
}

const autoscale = z.strictObject({
  min: whole('Fewest instances.'),
  max: whole('Most instances.'),
  at: ratio(
    'Utilisation (own work) it aims at: ceil(instances * utilisation / target) are wanted, looked at every 15 s; fewer only when nothing more was wanted for 5 min.',
  ),
  delay: time('From the decision until a new instance serves.'),
});

export const tierAttributes = {
  replicas: either(
    quantity('whole', 'Identical instances.'),
    autoscale,
    'Identical instances: a number, or { min, max, at, delay } for an autoscaler.',
  ),
  mode: word(['active-active', 'active-passive'], 'Whether all instances serve, or one stands by.'),
  switch: time('Time until the passive instance serves.'),
};

type Replicas =
  | number
  | {
      readonly min?: number | undefined;
      readonly max?: number | undefined;
      readonly at?: Ratio | undefined;
      readonly delay?: Seconds | undefined;
    }
  | undefined;

/** The tier of a component: `replicas` is written per region. */
export function tier(
  said: {
    readonly replicas?: Replicas;
    readonly mode?: 'active-active' | 'active-passive' | undefined;
    readonly switch?: Seconds | undefined;
  },
  regionCount: number,
) {
  const scaled = typeof said.replicas === 'object' ? said.replicas : undefined;
  const replicas = scaled ? (scaled.min ?? 1) : ((said.replicas as number | undefined) ?? 1);
  const autoscaler = scaled && {
    min: (scaled.min ?? 1) * regionCount,
    max: (scaled.max ?? scaled.min ?? 1) * regionCount,
    at: scaled.at ?? Ratio(0.6),
    delay: scaled.delay ?? (120 as Seconds),
  };
  return { replicas: replicas * regionCount, autoscale: autoscaler, mode: said.mode, switch: said.switch };
}

export const workAttributes = {
  time: serviceTime('Own work of one visit on an idle instance, before its own calls; queueing not included.'),
  concurrency: whole('Slots an instance: requests it works on, or holds while they wait on others, at one moment.'),
  cores: whole('Processor cores an instance.'),
  queue: whole('Requests that may wait in front of an instance; what comes then is refused.'),
  connections: whole(
    'Connections an instance can keep open. Every visit takes one, waiting included, and so does one that a step holds; what comes above is refused.',
  ),
  bandwidth: bandwidth('What the network card of an instance carries.'),
};

const AUTH = ['none', 'api-key', 'oauth2', 'jwt', 'mtls', 'session'] as const;
export const authAttribute = word(AUTH, 'How callers prove who they are.');

const SHARDING = ['hash', 'consistent-hash', 'range', 'directory', 'geo', 'functional', 'list', 'modulo'] as const;
const sharding = z.strictObject({
  count: whole('Number of shards.'),
  by: word(SHARDING, 'How a key finds its shard.'),
  key: text('The key that decides; without it the key of the data.'),
});
export const shardsAttribute = either(
  quantity('whole', 'Number of shards.'),
  sharding,
  'Parts the data is split into: a number, or { count, by, key }.',
);
export const copiesAttribute = whole('Instances that hold each shard.');

type Shards =
  | number
  | { readonly count?: number | undefined; readonly by?: Sharding['by'] | undefined; readonly key?: string | undefined }
  | undefined;

/** Sharding as the model has it: by hash unless said. */
export function shards(said: Shards): Sharding {
  if (typeof said === 'object') return { count: said.count ?? 1, by: said.by ?? 'hash', key: said.key };
  return { count: said ?? 1, by: 'hash' };
}

/** Whether a write waits for all the other copies, for one of them, or for none. */
export const SYNC = ['sync', 'semi-sync', 'async'] as const;

export const RAID = word(['0', '1', '5', '6', '10'], 'RAID level of the disks.');

/** Ground of several kinds: a single virtual machine, and a part a provider runs. */
export const INSTANCE: Readonly<Record<string, Default>> = {
  availability: { value: '99.9%', source: 'Microsoft Azure SLA for a single virtual machine on premium disks: 99.9% a month' },
  repair: { value: '10 min', source: 'assumption: a new instance is started by a machine, not by a person' },
};
