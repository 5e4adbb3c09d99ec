import * as z from 'zod';
import type { Probe, Stampede } from '#model/component.js';
import type { Seconds } from '#model/units.js';
import type { Default } from './define-kind.js';
import { count, flag, quantity, rate, time, whole, word } from './leaves.js';
import { authAttribute, either, INSTANCE, orUnknown } from './parts.js';

const probe = z.strictObject({
  every: time('Interval between probes.'),
  by: word(
    ['tcp', 'http', 'https', 'script'],
    'What is asked: whether it accepts a connection (tcp), answers well (http, https), or what a script of ours finds.',
  ),
  fails: whole('Bad answers in a row that take an instance out.'),
  passes: whole('Good answers in a row that bring it back.'),
});

const stickyBy = word(['cookie', 'app-cookie', 'ip'], 'What tells who the user is.');
/** `true`, `false`, or what the user is told apart by. */
const sticky = z
  .unknown()
  .transform((said, ctx) => {
    if (said === undefined || typeof said === 'boolean') return said;
    const result = stickyBy.safeParse(said);
    if (result.success) return result.data;
    for (const issue of result.error.issues) ctx.addIssue(issue as never);
    return z.NEVER;
  })
  .optional()
  .meta({
    anyOf: [z.boolean(), stickyBy],
    description:
      'Whether a user stays on one instance, and what tells who it is: a cookie of the balancer, one of the application (app-cookie), or the address (ip).',
  });

export const balanceAttributes = {
  algorithm: word(
    [
      'round-robin',
      'weighted-round-robin',
      'least-connections',
      'weighted-least-connections',
      'least-response-time',
      'ip-hash',
      'random',
      'power-of-two',
    ],
    'How it picks the instance behind it.',
  ),
  weights: orUnknown(z.array(quantity('count', 'A weight.')), 'Weights of the instances behind it, in order.'),
  'health-check': either(
    quantity('time', 'Interval between probes.'),
    probe,
    'Probes of the instances behind it: the interval, or { every, by, fails, passes }.',
  ),
  sticky,
  drain: time('How long requests under way may finish on an instance that is taken out.'),
  tls: flag('Whether it ends TLS.'),
  limit: rate(
    'Requests all its instances let through together: a bucket of tokens that holds what comes in one second; what comes above is refused.',
  ),
  auth: authAttribute,
  firewall: flag('Whether it turns known attacks away before they reach what is behind it.'),
  compression: count('How many times smaller it makes answers on the way out, such as 3x.'),
};

const STAMPEDE = ['none', 'single-flight', 'early-refresh', 'serve-stale'] as const satisfies readonly Stampede[];
export const stampedeAttribute = word(
  STAMPEDE,
  'How the misses of one key at one moment are kept from all going to the store: one of them fetches (single-flight), the copy is renewed before it expires (early-refresh), or the old one is served meanwhile (serve-stale).',
);

/** What a gateway or a proxy has that keeps copies of answers. */
export const answerCacheAttributes = {
  ttl: time('How long it may serve a copy of an answer; without it, it keeps none.'),
  stampede: stampedeAttribute,
};

export const BALANCER: Readonly<Record<string, Default>> = {
  ...INSTANCE,
  replicas: { value: '1', source: 'the language: what is not said stands once' },
  algorithm: { value: 'round-robin', source: 'nginx: the default of ngx_http_upstream_module' },
};

type Said = {
  readonly weights?: readonly (number | undefined)[] | undefined;
  readonly healthCheck?: Seconds | ({ readonly every?: Seconds | undefined } & Probe) | undefined;
  readonly sticky?: boolean | 'cookie' | 'app-cookie' | 'ip' | undefined;
};

/** The parts of a balancer that can be written short or long, as the model has them. */
export function balance(said: Said) {
  const { every, ...asked } = typeof said.healthCheck === 'object' ? said.healthCheck : { every: said.healthCheck };
  return {
    weights: said.weights?.flatMap((weight) => weight ?? []),
    healthCheck: every,
    probe: typeof said.healthCheck === 'object' ? asked : undefined,
    sticky: typeof said.sticky === 'string' ? true : said.sticky,
    stickyBy: typeof said.sticky === 'string' ? said.sticky : undefined,
  };
}
