import type { Operator } from '../operator.js';
import { quality, set, stores, target, those } from '../parts.js';

export const AVAILABILITY: readonly Operator[] = [
  {
    name: 'slow-take-over',
    what: 'The next leader serves after ten minutes.',
    meant: 'availability/slow-failover',
    on: (design) => set(stores(design, 'single-leader'), 'replication.switch', '10min'),
  },
  {
    name: 'nine-nines',
    what: 'A flow is to be up more than its parts are.',
    meant: 'availability/below-target',
    on: (design) =>
      quality(design).flatMap(({ id, flow, availability }) =>
        flow !== undefined && availability !== undefined
          ? [{ element: flow, edits: [{ set: target(id, 'availability'), value: '99.9999999%' }] }]
          : [],
      ),
  },
  {
    name: 'seldom-probes',
    what: 'A balancer asks the instances behind it once in ten minutes.',
    meant: 'availability/slow-detection',
    on: (design) => set(those(design, 'load-balancer', 'api-gateway', 'reverse-proxy'), 'health-check', '10min'),
  },
];
