import { COMPONENT_KINDS, type ComponentKind } from '#model/component.js';
import type { Kind } from './define-kind.js';
import { apiGateway } from './kinds/api-gateway.js';
import { cache } from './kinds/cache.js';
import { cdn } from './kinds/cdn.js';
import { client } from './kinds/client.js';
import { coordinator } from './kinds/coordinator.js';
import { database } from './kinds/database.js';
import { dns } from './kinds/dns.js';
import { external } from './kinds/external.js';
import { fileSystem } from './kinds/file-system.js';
import { identity } from './kinds/identity.js';
import { loadBalancer } from './kinds/load-balancer.js';
import { lockService } from './kinds/lock-service.js';
import { monitor } from './kinds/monitor.js';
import { objectStore } from './kinds/object-store.js';
import { pubsub } from './kinds/pubsub.js';
import { queue } from './kinds/queue.js';
import { rateLimiter } from './kinds/rate-limiter.js';
import { registry } from './kinds/registry.js';
import { reverseProxy } from './kinds/reverse-proxy.js';
import { scheduler } from './kinds/scheduler.js';
import { serverlessFunction, service } from './kinds/service.js';
import { stream } from './kinds/stream.js';
import { worker } from './kinds/worker.js';

/** Every kind of component, by its name in the language. The type fails to compile when a kind of the model is missing. */
export const KINDS: Readonly<Record<ComponentKind, Kind>> = {
  client,
  dns,
  cdn,
  'load-balancer': loadBalancer,
  'api-gateway': apiGateway,
  'reverse-proxy': reverseProxy,
  service,
  function: serverlessFunction,
  worker,
  scheduler,
  cache,
  database,
  'object-store': objectStore,
  'file-system': fileSystem,
  queue,
  stream,
  pubsub,
  'lock-service': lockService,
  coordinator,
  registry,
  identity,
  'rate-limiter': rateLimiter,
  monitor,
  external,
};

export const isKind = (name: string): name is ComponentKind => (COMPONENT_KINDS as readonly string[]).includes(name);

/** The kinds that have an attribute of this name, for the error about one on the wrong kind. */
export function kindsWith(attribute: string): ComponentKind[] {
  return COMPONENT_KINDS.filter((kind) => attribute in KINDS[kind].schema.shape);
}
