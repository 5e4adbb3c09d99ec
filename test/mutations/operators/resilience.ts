import { setAttribute } from '#analyze/fix.js';
import type { Operator } from '../operator.js';
import { callsOf, onStep, stepOf, those } from '../parts.js';

const outside = (design: Parameters<Operator['on']>[0]) =>
  callsOf(design).filter(({ call }) => those(design, 'external').some(({ id }) => id === call.visit.component));

export const RESILIENCE: readonly Operator[] = [
  {
    name: 'no-timeout',
    what: 'A call to a provider that nobody else ends has no timeout.',
    meant: 'resilience/no-timeout',
    on: (design) =>
      outside(design).flatMap(({ call, above, awaited, flow }) =>
        call.timeout !== undefined && flow.deadline === undefined && (!awaited || above.every(({ timeout }) => timeout === undefined))
          ? [{ element: call.visit.component, edits: [{ remove: onStep(call, 'timeout') }] }]
          : [],
      ),
  },
  {
    name: 'outlasting',
    what: 'An inner call waits longer than the one it is made in.',
    meant: 'resilience/timeout-order',
    on: (design) =>
      callsOf(design).flatMap(({ call, above, awaited }) =>
        call.timeout !== undefined && awaited && above.some(({ timeout }) => timeout !== undefined)
          ? [{ element: call.visit.component, edits: [{ set: onStep(call, 'timeout'), value: '1min' }] }]
          : [],
      ),
  },
  {
    name: 'no-breaker',
    what: 'Nothing stops calls to a provider that hangs, and each waits for half a minute.',
    meant: 'resilience/no-breaker',
    on: (design) =>
      outside(design).flatMap(({ call, awaited }) =>
        call.breaker && awaited && call.when.kind === 'always'
          ? [
              {
                element: call.visit.component,
                edits: [
                  { remove: onStep(call, 'breaker') },
                  { set: onStep(call, 'timeout'), value: '30s' },
                  { set: ['flows', call.origin.path[1]!, 'deadline'], value: '1min' },
                ],
              },
            ]
          : [],
      ),
  },
  {
    name: 'hasty',
    what: 'A call to a provider is given half of the time that its answer takes in the mean, and tried once.',
    meant: 'resilience/short-timeout',
    on: (design) => {
      const calls = callsOf(design);
      const stoodIn = new Set(calls.flatMap(({ call: { when } }) => (when.kind === 'error' || when.kind === 'timeout' ? [when.of] : [])));
      return calls.flatMap(({ call }) => {
        const target = design.model.components.get(call.visit.component);
        if (target?.is !== 'external' || target.time === undefined || call.timeout === undefined || stoodIn.has(call.id)) return [];
        const edits = [
          { set: onStep(call, 'timeout'), value: `${Math.round(target.time.mean * 500)}ms` },
          ...(call.retries > 0 ? [{ set: onStep(call, 'retries'), value: 0 }] : []),
        ];
        return [{ element: target.id, edits }];
      });
    },
  },
  {
    name: 'many-retries',
    what: 'A call is tried eight times in a row with no wait between.',
    meant: 'resilience/no-backoff',
    on: (design) =>
      callsOf(design).flatMap(({ call }) =>
        call.retries > 0 && call.backoff === undefined
          ? [{ element: call.visit.component, edits: [{ set: onStep(call, 'retries'), value: 7 }] }]
          : [],
      ),
  },
  {
    name: 'layers-of-retries',
    what: 'Each layer tries four times.',
    meant: 'resilience/retry-amplification',
    on: (design) =>
      callsOf(design).flatMap(({ call, above, awaited }) => {
        const outer = above.find(({ retries }) => retries > 0);
        return call.retries > 0 && outer !== undefined && awaited
          ? [
              {
                element: call.visit.component,
                edits: [
                  { set: onStep(call, 'retries'), value: 4 },
                  { set: onStep(outer, 'retries'), value: 4 },
                ],
              },
            ]
          : [];
      }),
  },
  {
    name: 'optional-without-end',
    what: 'A step that the answer can do without is waited for without an end.',
    meant: 'resilience/optional-without-timeout',
    on: (design) =>
      callsOf(design).flatMap(({ call, awaited }) =>
        awaited && call.timeout !== undefined && call.operation?.kind === 'read' && call.when.kind === 'always' && call.hit === undefined
          ? [
              {
                element: call.visit.component,
                edits: [
                  {
                    set: stepOf(call),
                    value: { [`${call.from} -> ${call.visit.component}`]: { read: call.operation.data, optional: true } },
                  },
                ],
              },
            ]
          : [],
      ),
  },
  {
    name: 'endless-line',
    what: 'The line in front of an instance may hold a million requests, and nothing is turned away.',
    meant: 'resilience/long-line',
    on: (design) =>
      those(design, 'service').map(({ id, written }) => ({
        element: id,
        edits: [setAttribute(id, 'queue', 1_000_000), ...(written.has('shed') ? [{ remove: ['components', id, 'shed'] }] : [])],
      })),
  },
  {
    name: 'sessions-in-one-instance',
    what: 'Sessions live in the memory of one instance each, and users stay on it.',
    meant: 'resilience/local-session',
    on: (design) => {
      // Users that do not find their instance again are another matter.
      const sticky = those(design, 'load-balancer', 'api-gateway', 'reverse-proxy').map(({ id }) => setAttribute(id, 'sticky', true));
      return those(design, 'service').map(({ id }) => ({ element: id, edits: [setAttribute(id, 'session', 'local'), ...sticky] }));
    },
  },
];
