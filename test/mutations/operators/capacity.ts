import { setAttribute } from '#analyze/fix.js';
import type { Operator } from '../operator.js';
import { afterPath, answering, callsOf, onStep, quality, set, stores, target, those } from '../parts.js';

const saturation = (design: Parameters<Operator['on']>[0], id: string): number =>
  [...design.rules.analysis.capacity.components].find(([each]) => each === id)?.[1].saturation ?? 0;

export const CAPACITY: readonly Operator[] = [
  {
    name: 'half-of-what-it-takes',
    what: 'A tier runs half of the instances that the peak takes.',
    meant: 'capacity/at-peak',
    on: (design) =>
      answering(design).flatMap((each) => {
        const half = Math.floor((each.replicas * saturation(design, each.id)) / 2);
        return half < 2 ? [] : [{ element: each.id, edits: [setAttribute(each.id, 'replicas', half)] }];
      }),
  },
  {
    name: 'no-room-for-a-zone',
    what: 'A tier runs just the instances that the peak takes.',
    meant: 'capacity/after-loss:zone',
    on: (design) =>
      answering(design).flatMap((each) => {
        const needed = Math.ceil(each.replicas * saturation(design, each.id));
        return needed < 3 ? [] : [{ element: each.id, edits: [setAttribute(each.id, 'replicas', needed)] }];
      }),
  },
  {
    name: 'slow-service',
    what: 'A visit of a service takes a second of its cores.',
    meant: 'capacity/at-peak',
    on: (design) => set(those(design, 'service'), 'time', '1s'),
  },
  {
    name: 'slow-store',
    what: 'A visit of a store takes a second.',
    meant: 'capacity/at-peak',
    on: (design) => set(stores(design), 'time', '1s'),
  },
  {
    name: 'one-slot',
    what: 'An instance works on one request at a time.',
    meant: 'capacity/at-peak',
    on: (design) => set(those(design, 'service'), 'concurrency', 1),
  },
  {
    name: 'store-for-misses-only',
    what: 'A store behind a cache is sized for the misses.',
    meant: 'capacity/after-loss:cache',
    on: (design) =>
      callsOf(design).flatMap(({ call }) => {
        const { when } = call;
        const read = when.kind === 'miss' && callsOf(design).find((each) => each.call.id === when.of && each.call.from === call.from);
        const store = stores(design).find(({ id }) => id === call.visit.component);
        if (!read || store?.concurrency === undefined) return [];
        const slots = Math.ceil(store.concurrency * saturation(design, store.id) * 1.05);
        return [{ element: read.call.visit.component, edits: [setAttribute(store.id, 'concurrency', slots)] }];
      }),
  },
  {
    name: 'small-quota',
    what: 'A provider that every request asks lets ten requests a second through.',
    meant: 'capacity/at-peak:quota',
    on: (design) => {
      const asked = new Set(callsOf(design).flatMap(({ call }) => (call.when.kind === 'always' ? [call.visit.component] : [])));
      const limited = those(design, 'external').filter(({ id, written }) => asked.has(id) && written.has('rate-limit'));
      return set(limited, 'rate-limit', '10/s');
    },
  },
  {
    name: 'one-partition',
    what: 'A stream has one partition, which one consumer at a time may take from.',
    meant: 'capacity/at-peak',
    on: (design) =>
      callsOf(design).flatMap(({ call }) =>
        those(design, 'stream').some(({ id }) => id === call.from)
          ? [{ element: call.visit.component, edits: [setAttribute(call.from, 'partitions', 1)] }]
          : [],
      ),
  },
  {
    name: 'small-cache',
    what: 'A cache has a thousandth of the memory.',
    meant: 'capacity/hit-ratio',
    on: (design) => set(those(design, 'cache'), 'memory', '64 MB'),
  },
  {
    name: 'hopeful-hits',
    what: 'A cache is said to find 99.9% of what is asked.',
    meant: 'capacity/hit-ratio',
    on: (design) =>
      callsOf(design).flatMap(({ call }) =>
        call.hit === undefined ? [] : [{ element: call.visit.component, edits: [{ set: onStep(call, 'hit'), value: '99.9%' }] }],
      ),
  },
  {
    name: 'faster-than-idle',
    what: 'A flow is to answer within a tenth of a millisecond.',
    meant: 'capacity/latency-floor',
    on: (design) =>
      quality(design).flatMap(({ id, flow, until, latency }) =>
        flow !== undefined && until === undefined && latency.has('p99')
          ? [{ element: flow, edits: [{ set: target(id, 'p99'), value: '0.1ms' }] }]
          : [],
      ),
  },
  {
    name: 'batch-in-no-time',
    what: 'A batch has a tenth of a second.',
    meant: 'capacity/batch-late',
    on: (design) =>
      quality(design).flatMap(({ id, flow, within, survives }) =>
        flow !== undefined && within !== undefined && survives === undefined
          ? [{ element: flow, edits: [{ set: target(id, 'within'), value: '0.1s' }] }]
          : [],
      ),
  },
  {
    name: 'limit-below-peak',
    what: 'A limiter of all requests together lets five a second through.',
    meant: 'capacity/limit-below-peak',
    on: (design) =>
      callsOf(design).flatMap(({ call, flow }) => {
        if (!those(design, 'service').some(({ id }) => id === call.visit.component) || flow.workload.kind !== 'open') return [];
        const limiter = { is: 'rate-limiter', replicas: 3, shared: true, rate: '5/s', per: 'all' };
        const step = { [`${call.visit.component} -> gate`]: { timeout: '10ms' } };
        const edits = [
          { set: ['components', 'gate'], value: limiter },
          { set: afterPath(design, flow.id), value: step },
        ];
        return [{ element: 'gate', edits }];
      }),
  },
];
