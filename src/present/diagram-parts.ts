import { unreachable } from '#base/invariant.js';
import type { Component, ComponentKind } from '#model/component.js';
import { count } from './diagram-text.js';
import { timeText } from './figure-text.js';

/** What kinds have in common in a picture. Never the only sign: the kind stands in words in every box. */
export type Shape = 'client' | 'edge' | 'compute' | 'cache' | 'store' | 'messaging' | 'control' | 'external';

export function shapeOf(kind: ComponentKind): Shape {
  switch (kind) {
    case 'client':
      return 'client';
    case 'dns':
    case 'cdn':
    case 'load-balancer':
    case 'api-gateway':
    case 'reverse-proxy':
    case 'rate-limiter':
      return 'edge';
    case 'service':
    case 'function':
    case 'worker':
    case 'scheduler':
      return 'compute';
    case 'cache':
      return 'cache';
    case 'database':
    case 'object-store':
    case 'file-system':
      return 'store';
    case 'queue':
    case 'stream':
    case 'pubsub':
      return 'messaging';
    case 'lock-service':
    case 'coordinator':
    case 'registry':
    case 'identity':
    case 'monitor':
      return 'control';
    case 'external':
      return 'external';
    default:
      return unreachable(kind);
  }
}

/** The kind in words: `service`, `key-value db`. */
export function kindWords(component: Component): string {
  if (component.is !== 'database') return component.is.replace('-', ' ');
  return component.kind === 'sql' ? 'SQL db' : `${component.kind} db`;
}

/** How much of it there is: `6\u00d7` instances, `16\u00d73` shards and copies. Empty where nothing is to be said. */
export function sizeWords(component: Component): string {
  switch (component.is) {
    case 'load-balancer':
    case 'api-gateway':
    case 'reverse-proxy':
    case 'service':
    case 'function':
    case 'worker':
    case 'scheduler':
    case 'identity':
    case 'rate-limiter':
      return component.autoscale === undefined
        ? times(component.replicas)
        : `${component.autoscale.min} to ${times(component.autoscale.max)}`;
    case 'database':
      if (component.replicaOf !== undefined)
        return [times(component.copies), replicaLag(component)].filter((part) => part !== '').join(', ');
      return holds(component.shards.count, component.copies);
    case 'cache':
      return holds(component.shards.count, component.copies);
    case 'stream':
      return `${count(component.partitions)} partitions`;
    case 'object-store':
    case 'file-system':
    case 'queue':
    case 'pubsub':
    case 'lock-service':
    case 'coordinator':
    case 'registry':
      return component.copies > 1 ? `${count(component.copies)} copies` : '';
    case 'client':
    case 'dns':
    case 'cdn':
    case 'monitor':
    case 'external':
      return '';
    default:
      return unreachable(component);
  }
}

const times = (replicas: number): string => `${count(replicas)}\u00d7`;
const holds = (shards: number, copies: number): string =>
  shards > 1 ? `${count(shards)}\u00d7${count(copies)}` : copies > 1 ? `${count(copies)} copies` : '';
const replicaLag = (component: Component & { is: 'database' }): string =>
  component.replication.lag === undefined ? '' : `${timeText(component.replication.lag)} behind`;
