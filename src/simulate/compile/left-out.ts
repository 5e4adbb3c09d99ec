import type { Component } from '#model/component.js';
import type { Code } from './code.js';

/** Attributes that would change a run and are not part of it yet. */
export function listLeftOut(component: Component, code: Code): void {
  const path = `components.${component.id}`;
  if ('autoscale' in component && component.autoscale !== undefined)
    code.leaveOut(path, 'autoscaling: it keeps its smallest number of replicas');
  if ('limit' in component && component.limit !== undefined) code.leaveOut(path, 'the limit on requests');
  if (component.is === 'rate-limiter') code.leaveOut(path, 'the rate limit');
  if (component.is === 'external' && component.rateLimit !== undefined) code.leaveOut(path, 'the rate limit');
  if ('connections' in component && component.connections !== undefined) code.leaveOut(path, 'the limit on connections');
  if ('pool' in component && component.pool !== undefined) code.leaveOut(path, 'waiting for a free connection of the pool');
  if ('iops' in component && component.iops !== undefined) code.leaveOut(path, 'the reads and writes a second that its disks do');
  if ('disk' in component && component.disk !== undefined) code.leaveOut(path, 'the size of its disk');
  if (component.is === 'dns' && (component.failover !== undefined || component.routing === 'failover')) {
    code.leaveOut(path, 'fail-over by DNS: users stay with their region');
  }
  if (component.is === 'worker' && (component.batch ?? 1) > 1) code.leaveOut(path, 'taking several messages at once');
  if (component.is === 'database' && new Set(component.zones.map((zone) => zone.slice(0, zone.indexOf('/')))).size > 1) {
    code.leaveOut(path, 'replication between regions');
  }
  if (component.is === 'queue' || component.is === 'stream' || component.is === 'pubsub') {
    if (component.delivery !== 'at-most-once') code.leaveOut(path, 'redelivery of messages whose processing failed');
  }
}
