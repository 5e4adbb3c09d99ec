import type { Component } from '#model/component.js';
import type { Code } from './code.js';
import { stationSpec } from './station-spec.js';
import { isBalancer } from './visits.js';

/** Attributes that would change a run and are not part of it yet. */
export function listLeftOut(component: Component, code: Code): void {
  const path = `components.${component.id}`;
  if (stationSpec(component).scale === undefined && 'autoscale' in component && component.autoscale !== undefined && !isBalancer(component))
    code.leaveOut(path, 'autoscaling: it keeps its smallest number of replicas');
  if (component.is === 'rate-limiter' && component.rate === undefined) code.leaveOut(path, 'the rate limit: its rate is not known');
  if ('iops' in component && component.iops !== undefined) code.leaveOut(path, 'the reads and writes a second that its disks do');
  if ('bandwidth' in component && component.bandwidth !== undefined) code.leaveOut(path, 'what its network card carries');
  if ('disk' in component && component.disk !== undefined) code.leaveOut(path, 'the size of its disk');
  if (component.is === 'database' && (component.replication.readRepair === true || component.replication.antiEntropy !== undefined)) {
    code.leaveOut(path, 'the repair of older copies: they are behind by their lag and their own work');
  }
  if (component.is === 'database' && component.regions.length > 1 && component.replication.across === undefined) {
    code.leaveOut(path, 'replication between regions: nothing is said of it (`replication.across`)');
  }
}
