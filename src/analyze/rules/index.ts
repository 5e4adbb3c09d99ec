import type { Rule } from '../define-rule.js';
import { belowTarget } from './availability/below-target.js';
import { afterLoss } from './capacity/after-loss.js';
import { atPeak } from './capacity/at-peak.js';
import { quorumOverlap } from './consistency/quorum-overlap.js';
import { staleRead } from './consistency/stale-read.js';
import { noDeadLetter } from './delivery/no-dead-letter.js';
import { notIdempotent } from './delivery/not-idempotent.js';
import { retryWithoutOnce } from './delivery/retry-without-once.js';
import { lostWrites } from './durability/lost-writes.js';
import { claim } from './estimates/claim.js';
import { unusedIgnore } from './meta/unused-ignore.js';
import { noLimit } from './network/no-limit.js';
import { timeoutOrder } from './resilience/timeout-order.js';
import { sequentialKey } from './scaling/sequential-key.js';
import { loneInstance } from './spof/lone-instance.js';
import { oneRegion } from './spof/one-region.js';
import { oneZone } from './spof/one-zone.js';

/** Every rule, by id. A file of this folder that is not listed here fails the test of the registry. */
export const RULES: readonly Rule[] = [
  belowTarget,
  afterLoss,
  atPeak,
  quorumOverlap,
  staleRead,
  noDeadLetter,
  notIdempotent,
  retryWithoutOnce,
  lostWrites,
  claim,
  unusedIgnore,
  noLimit,
  timeoutOrder,
  sequentialKey,
  loneInstance,
  oneRegion,
  oneZone,
];
