import type { Component } from '#model/component.js';

/** A limit on all requests together that a part sets itself. */
export type OwnLimit = {
  /** Requests a second that it lets through in all. */
  readonly rate: number;
  readonly attribute: 'limit' | 'rate';
  /** Instances that do not count together let the rate through each. */
  readonly counts: number;
};

/** Undefined: it has none, or one for each user, of which the load of all says nothing. */
export function ownLimit(part: Component): OwnLimit | undefined {
  if (part.is !== 'rate-limiter')
    return 'limit' in part && part.limit !== undefined ? { rate: part.limit, attribute: 'limit', counts: 1 } : undefined;
  if ((part.per !== 'all' && part.per !== undefined) || part.rate === undefined) return undefined;
  const counts = part.shared === true ? 1 : part.replicas;
  return { rate: part.rate * counts, attribute: 'rate', counts };
}

/** Visits a second over what its own limit lets through; null: nothing limits. */
export function ownLimitUse(part: Component, visits: number): number | null {
  const limit = ownLimit(part);
  return limit === undefined || limit.rate <= 0 ? null : visits / limit.rate;
}
