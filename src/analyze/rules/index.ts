import type { Rule } from '../define-rule.js';
import { availableAtPeak } from './availability/at-peak.js';
import { belowPromise } from './availability/below-promise.js';
import { belowTarget } from './availability/below-target.js';
import { dnsFailover } from './availability/dns-failover.js';
import { longLease } from './availability/long-lease.js';
import { slowDetection } from './availability/slow-detection.js';
import { slowFailover } from './availability/slow-failover.js';
import { afterLoss } from './capacity/after-loss.js';
import { atPeak } from './capacity/at-peak.js';
import { batchLate } from './capacity/batch-late.js';
import { belowThroughput } from './capacity/below-throughput.js';
import { cacheFull } from './capacity/cache-full.js';
import { coldStart } from './capacity/cold-start.js';
import { hitRatio } from './capacity/hit-ratio.js';
import { latencyFloor } from './capacity/latency-floor.js';
import { limitBelowPeak } from './capacity/limit-below-peak.js';
import { localCache } from './capacity/local-cache.js';
import { oneByOne } from './capacity/one-by-one.js';
import { smallPool } from './capacity/small-pool.js';
import { unevenWeights } from './capacity/uneven-weights.js';
import { cacheBeforeStore } from './consistency/cache-before-store.js';
import { clockSkew } from './consistency/clock-skew.js';
import { derivedLate } from './consistency/derived-late.js';
import { eventualStore } from './consistency/eventual-store.js';
import { invalidateFirst } from './consistency/invalidate-first.js';
import { isolation } from './consistency/isolation.js';
import { keptAfterRemoval } from './consistency/kept-after-removal.js';
import { localCopy } from './consistency/local-copy.js';
import { noFencing } from './consistency/no-fencing.js';
import { noLease } from './consistency/no-lease.js';
import { quorumOverlap } from './consistency/quorum-overlap.js';
import { staleRead } from './consistency/stale-read.js';
import { writeConflict } from './consistency/write-conflict.js';
import { crossRegion } from './cost/cross-region.js';
import { neverScales } from './cost/never-scales.js';
import { overBudget } from './cost/over-budget.js';
import { diskFull } from './data/disk-full.js';
import { noIndex } from './data/no-index.js';
import { shardKey } from './data/shard-key.js';
import { uniqueAcrossShards } from './data/unique-across-shards.js';
import { unusedData } from './data/unused.js';
import { contradicted } from './decisions/contradicted.js';
import { costNotThere } from './decisions/cost-not-there.js';
import { gainNotThere } from './decisions/gain-not-there.js';
import { oneSided } from './decisions/one-sided.js';
import { decisionAboutNothing } from './decisions/unused.js';
import { atMostOnce } from './delivery/at-most-once.js';
import { dualWrite } from './delivery/dual-write.js';
import { earlyRedelivery } from './delivery/early-redelivery.js';
import { exactlyOnce } from './delivery/exactly-once.js';
import { fallbackOnTimeout } from './delivery/fallback-on-timeout.js';
import { handedOver } from './delivery/handed-over.js';
import { noDeadLetter } from './delivery/no-dead-letter.js';
import { noUndo } from './delivery/no-undo.js';
import { notIdempotent } from './delivery/not-idempotent.js';
import { onceApart } from './delivery/once-apart.js';
import { orderConsumers } from './delivery/order-consumers.js';
import { orderLost } from './delivery/order-lost.js';
import { remoteInAtomic } from './delivery/remote-in-atomic.js';
import { retryWithoutOnce } from './delivery/retry-without-once.js';
import { shortRetention } from './delivery/short-retention.js';
import { twoStoresApart } from './delivery/two-stores.js';
import { undoTwice } from './delivery/undo-twice.js';
import { loneBroker } from './durability/lone-broker.js';
import { loneFiles } from './durability/lone-files.js';
import { lossWindow } from './durability/loss-window.js';
import { lostWrites } from './durability/lost-writes.js';
import { noBackup } from './durability/no-backup.js';
import { raidZero } from './durability/raid-zero.js';
import { regionLoss } from './durability/region-loss.js';
import { unflushed } from './durability/unflushed.js';
import { claim } from './estimates/claim.js';
import { noPeak } from './estimates/no-peak.js';
import { unusedEstimate } from './estimates/unused.js';
import { idlePart } from './excess/idle-part.js';
import { moreThanNeeded } from './excess/more-than-needed.js';
import { unusedPart } from './excess/unused-part.js';
import { unusedIgnore } from './meta/unused-ignore.js';
import { dnsBalancing } from './network/dns-balancing.js';
import { getWrites } from './network/get-writes.js';
import { heldConnection } from './network/held-connection.js';
import { layerFour } from './network/layer-four.js';
import { noBalancer } from './network/no-balancer.js';
import { noLimit } from './network/no-limit.js';
import { noRegionRouting } from './network/no-region-routing.js';
import { postWithoutKey } from './network/post-without-key.js';
import { udpDelivery } from './network/udp-delivery.js';
import { unboundedRead } from './network/unbounded-read.js';
import { noAlerts } from './operation/no-alerts.js';
import { noTraces } from './operation/no-traces.js';
import { queueUnwatched } from './operation/queue-unwatched.js';
import { recreate } from './operation/recreate.js';
import { shadowWrites } from './operation/shadow-writes.js';
import { shortDrain } from './operation/short-drain.js';
import { slowToNotice } from './operation/slow-to-notice.js';
import { unwatched } from './operation/unwatched.js';
import { contradiction } from './requirements/contradiction.js';
import { endpointRule } from './requirements/endpoint.js';
import { uncovered } from './requirements/uncovered.js';
import { unmeasuredTarget } from './requirements/unmeasured.js';
import { earlyHedge } from './resilience/early-hedge.js';
import { endlessBacklog } from './resilience/endless-backlog.js';
import { expireTogether } from './resilience/expire-together.js';
import { localSession } from './resilience/local-session.js';
import { longLine } from './resilience/long-line.js';
import { looseLimit } from './resilience/loose-limit.js';
import { noBackoff } from './resilience/no-backoff.js';
import { noBreaker } from './resilience/no-breaker.js';
import { noShedding } from './resilience/no-shedding.js';
import { noTimeout } from './resilience/no-timeout.js';
import { optionalWithoutTimeout } from './resilience/optional-without-timeout.js';
import { reconnectStorm } from './resilience/reconnect-storm.js';
import { retryAmplification } from './resilience/retry-amplification.js';
import { shortTimeout } from './resilience/short-timeout.js';
import { stampede } from './resilience/stampede.js';
import { timeoutOrder } from './resilience/timeout-order.js';
import { twoSchedulers } from './resilience/two-schedulers.js';
import { whoElects } from './resilience/who-elects.js';
import { celebrity } from './scaling/celebrity.js';
import { idleConsumers } from './scaling/idle-consumers.js';
import { modulo } from './scaling/modulo.js';
import { oneWriter } from './scaling/one-writer.js';
import { scatterRead } from './scaling/scatter-read.js';
import { sequentialKey } from './scaling/sequential-key.js';
import { slowAutoscale } from './scaling/slow-autoscale.js';
import { stateWithoutAffinity } from './scaling/state-without-affinity.js';
import { sticky } from './scaling/sticky.js';
import { exposedStore } from './security/exposed-store.js';
import { guessableId } from './security/guessable-id.js';
import { longToken } from './security/long-token.js';
import { noAuth } from './security/no-auth.js';
import { plainAtRest } from './security/plain-at-rest.js';
import { plainEdge } from './security/plain-edge.js';
import { plainTransit } from './security/plain-transit.js';
import { residency } from './security/residency.js';
import { besideThePath } from './spof/beside-the-path.js';
import { evenMembers } from './spof/even-members.js';
import { fallbackToItself } from './spof/fallback-to-itself.js';
import { loneInstance } from './spof/lone-instance.js';
import { loneMetadata } from './spof/lone-metadata.js';
import { oneRegion } from './spof/one-region.js';
import { oneZone } from './spof/one-zone.js';

/** Every rule, by id. A file of this folder that is not listed here fails the test of the registry. */
export const RULES: readonly Rule[] = [
  availableAtPeak,
  belowPromise,
  belowTarget,
  dnsFailover,
  longLease,
  slowDetection,
  slowFailover,
  afterLoss,
  atPeak,
  batchLate,
  belowThroughput,
  cacheFull,
  coldStart,
  hitRatio,
  latencyFloor,
  limitBelowPeak,
  localCache,
  oneByOne,
  smallPool,
  unevenWeights,
  cacheBeforeStore,
  clockSkew,
  derivedLate,
  eventualStore,
  invalidateFirst,
  isolation,
  keptAfterRemoval,
  localCopy,
  noFencing,
  noLease,
  quorumOverlap,
  staleRead,
  writeConflict,
  crossRegion,
  neverScales,
  overBudget,
  diskFull,
  noIndex,
  shardKey,
  uniqueAcrossShards,
  unusedData,
  contradicted,
  costNotThere,
  gainNotThere,
  oneSided,
  decisionAboutNothing,
  atMostOnce,
  dualWrite,
  earlyRedelivery,
  exactlyOnce,
  fallbackOnTimeout,
  handedOver,
  noDeadLetter,
  noUndo,
  notIdempotent,
  onceApart,
  orderConsumers,
  orderLost,
  remoteInAtomic,
  retryWithoutOnce,
  shortRetention,
  twoStoresApart,
  undoTwice,
  loneBroker,
  loneFiles,
  lossWindow,
  lostWrites,
  noBackup,
  raidZero,
  regionLoss,
  unflushed,
  claim,
  noPeak,
  unusedEstimate,
  idlePart,
  moreThanNeeded,
  unusedPart,
  unusedIgnore,
  dnsBalancing,
  getWrites,
  heldConnection,
  layerFour,
  noBalancer,
  noLimit,
  noRegionRouting,
  postWithoutKey,
  udpDelivery,
  unboundedRead,
  noAlerts,
  noTraces,
  queueUnwatched,
  recreate,
  shadowWrites,
  shortDrain,
  slowToNotice,
  unwatched,
  contradiction,
  endpointRule,
  uncovered,
  unmeasuredTarget,
  earlyHedge,
  endlessBacklog,
  expireTogether,
  localSession,
  longLine,
  looseLimit,
  noBackoff,
  noBreaker,
  noShedding,
  noTimeout,
  optionalWithoutTimeout,
  reconnectStorm,
  retryAmplification,
  shortTimeout,
  stampede,
  timeoutOrder,
  twoSchedulers,
  whoElects,
  celebrity,
  idleConsumers,
  modulo,
  oneWriter,
  scatterRead,
  sequentialKey,
  slowAutoscale,
  stateWithoutAffinity,
  sticky,
  exposedStore,
  guessableId,
  longToken,
  noAuth,
  plainAtRest,
  plainEdge,
  plainTransit,
  residency,
  besideThePath,
  evenMembers,
  fallbackToItself,
  loneInstance,
  loneMetadata,
  oneRegion,
  oneZone,
];
