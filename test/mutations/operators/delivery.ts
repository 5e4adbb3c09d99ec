import { setAttribute } from '#analyze/fix.js';
import type { Operator } from '../operator.js';
import { afterPath, callsOf, freshTarget, onStep, quality, set, stepOf, those, unset } from '../parts.js';

const messaged = (design: Parameters<Operator['on']>[0]) => {
  const fed = new Set(
    callsOf(design).flatMap(({ call }) => (channels(design).some(({ id }) => id === call.from) ? [call.visit.component] : [])),
  );
  // A consumer whose every effect has a key of its own does no harm twice.
  const keyed = (id: string): boolean => {
    const own = callsOf(design).filter(({ call }) => call.from === id && call.operation?.kind === 'write');
    return own.length > 0 && own.every(({ call }) => call.once !== undefined);
  };
  return those(design, 'worker').filter(({ id }) => fed.has(id) && !keyed(id));
};
const channels = (design: Parameters<Operator['on']>[0]) => those(design, 'queue', 'stream', 'pubsub');

export const DELIVERY: readonly Operator[] = [
  {
    name: 'no-dead-letter',
    what: 'A message that keeps failing has nowhere to go.',
    meant: 'delivery/no-dead-letter',
    on: (design) => unset(channels(design), 'dead-letter'),
  },
  {
    name: 'twice-is-twice',
    what: 'A consumer does a message twice that comes twice.',
    meant: 'delivery/not-idempotent:twice',
    on: (design) => set(messaged(design), 'idempotent', false),
  },
  {
    name: 'idempotent-unsaid',
    what: 'Nothing says what a consumer does with a message that comes twice.',
    meant: 'delivery/not-idempotent:unsaid',
    on: (design) => unset(messaged(design), 'idempotent'),
  },
  {
    name: 'no-key',
    what: 'A write that is tried again loses its keys, its own and those of the calls it is made in, and no receiver knows it by itself.',
    meant: 'delivery/retry-without-once',
    on: (design) =>
      callsOf(design).flatMap(({ call, above }) => {
        const way = [call, ...[...above].reverse()];
        const keyed = way.filter(({ once }) => once !== undefined);
        const retried = way.find(({ retries }) => retries > 0);
        if (call.operation?.kind !== 'write' || retried === undefined || keyed.length === 0 || way.some(({ waits }) => !waits)) return [];
        // A receiver that is idempotent by its own word would know the repetition without a key.
        const receivers = new Set<string>(way.slice(0, way.indexOf(retried) + 1).map(({ visit }) => visit.component));
        const knowing = those(design, 'service', 'function', 'worker', 'external').filter(
          (each) => receivers.has(each.id) && each.idempotent,
        );
        const forgotten = knowing.map(({ id }) => setAttribute(id, 'idempotent', false));
        return [{ element: retried.visit.component, edits: [...keyed.map((each) => ({ remove: onStep(each, 'once') })), ...forgotten] }];
      }),
  },
  {
    name: 'fallback-in-doubt',
    what: 'The second provider is asked after silence as if the first had refused.',
    meant: 'delivery/fallback-on-timeout',
    on: (design) =>
      callsOf(design).flatMap(({ call }) =>
        call.when.kind === 'error' && call.operation?.kind === 'write'
          ? [{ element: call.visit.component, edits: [{ set: onStep(call, 'when'), value: 'timeout' }] }]
          : [],
      ),
  },
  {
    name: 'announced-beside',
    what: 'A service writes and announces by itself, where changes were captured.',
    meant: 'delivery/dual-write',
    on: (design) =>
      callsOf(design).flatMap(({ call, flow }) => {
        const captured =
          those(design, 'database').some(({ id }) => id === call.from) && channels(design).some(({ id }) => id === call.visit.component);
        const write = callsOf(design).find(
          (each) => each.flow === flow && each.call.visit.component === call.from && each.call.operation?.kind === 'write',
        );
        if (!captured || write === undefined) return [];
        const step = `${write.call.from} ~> ${call.visit.component}`;
        const value = { [step]: { publish: write.call.operation!.data } };
        return [{ element: call.visit.component, edits: [{ set: stepOf(call), value }] }];
      }),
  },
  {
    name: 'other-order',
    what: 'Order is asked by something that no partition is decided by.',
    meant: 'delivery/order-lost',
    on: (design) =>
      callsOf(design).flatMap(({ call, flow }) => {
        const channel = channels(design).find(({ id }) => id === call.visit.component);
        const write = callsOf(design).find(
          (each) => each.flow === flow && each.call.visit.component === call.from && each.call.operation?.kind === 'write',
        );
        const captured = those(design, 'database').some(({ id }) => id === call.from);
        if (channel === undefined || !captured || write === undefined) return [];
        return [{ element: channel.id, edits: [freshTarget({ data: write.call.operation!.data, order: 'colour' })] }];
      }),
  },
  {
    name: 'no-undo',
    what: 'A step of a saga has nothing that undoes it.',
    meant: 'delivery/no-undo',
    on: (design) =>
      callsOf(design).flatMap(({ call }) =>
        call.undo === undefined ? [] : [{ element: call.visit.component, edits: [{ remove: onStep(call, 'undo') }] }],
      ),
  },
  {
    name: 'provider-in-transaction',
    what: 'A provider is called inside a transaction of a database.',
    meant: 'delivery/remote-in-atomic',
    on: (design) =>
      callsOf(design).flatMap(({ call }) => {
        const at = call.origin.path.indexOf('atomic');
        const outside = callsOf(design).find((each) => each.call.from === call.from && each.call.undo !== undefined);
        if (at < 0 || call.origin.path[at + 1] !== '0' || outside === undefined) return [];
        const to = outside.call.visit.component;
        const last = callsOf(design).filter(
          (each) => each.call.origin.path.slice(0, at + 1).join('/') === call.origin.path.slice(0, at + 1).join('/'),
        );
        return [
          { element: to, edits: [{ set: [...call.origin.path.slice(0, at + 1), String(last.length)], value: `${call.from} -> ${to}` }] },
        ];
      }),
  },
  {
    name: 'at-most-once',
    what: 'A write is put into a queue that delivers at most once, and made later.',
    meant: 'delivery/at-most-once',
    on: (design) => {
      const strict = new Set<string>(quality(design).flatMap(({ data, loss }) => (loss === 'none' && data !== undefined ? [data] : [])));
      return callsOf(design).flatMap(({ call, flow, awaited }) => {
        const data = call.operation?.kind === 'write' ? call.operation.data : undefined;
        if (data === undefined || !strict.has(data) || !awaited || call.origin.path.includes('atomic')) return [];
        const end = afterPath(design, flow.id);
        const next = [...end.slice(0, -1), String(Number(end.at(-1)) + 1)];
        const edits = [
          { set: ['components', 'inbox'], value: { is: 'queue', delivery: 'at-most-once', 'dead-letter': true } },
          { set: ['components', 'later'], value: { is: 'worker', replicas: 4, idempotent: true } },
          { set: stepOf(call), value: { [`${call.from} -> inbox`]: { publish: data } } },
          { set: end, value: 'inbox ~> later' },
          { set: next, value: { [`later -> ${call.visit.component}`]: { write: data } } },
        ];
        return [{ element: 'inbox', edits }];
      });
    },
  },
  {
    name: 'short-retention',
    what: 'A stream drops messages after a second.',
    meant: 'delivery/short-retention',
    on: (design) => set(those(design, 'stream'), 'retention', '1s'),
  },
  {
    name: 'blind-undo',
    what: 'What undoes a step is tried again without a key.',
    meant: 'delivery/undo-twice',
    on: (design) => {
      const undoing = new Set<string>(callsOf(design).flatMap(({ call }) => call.undo ?? []));
      return callsOf(design).flatMap(({ call }) =>
        undoing.has(call.origin.path[1] ?? '') && call.once !== undefined && call.retries > 0
          ? [
              {
                element: call.visit.component,
                edits: [{ remove: onStep(call, 'once') }, setAttribute(call.visit.component, 'idempotent', false)],
              },
            ]
          : [],
      );
    },
  },
  {
    name: 'two-stores',
    what: 'One step more writes another database, in the same flow.',
    meant: 'delivery/two-stores',
    on: (design) =>
      callsOf(design).flatMap(({ call, flow, awaited }) => {
        const store = those(design, 'database').find(({ id }) => id === call.visit.component);
        if (store === undefined || call.operation?.kind !== 'write' || !awaited || call.origin.path.includes('atomic')) return [];
        const edits = [
          setAttribute('second', 'is', 'database'),
          setAttribute('second', 'replication', {
            mode: 'single-leader',
            copies: 3,
            sync: 'semi-sync',
            failover: 'automatic',
            switch: '20s',
          }),
          { set: ['data', 'copy'], value: { in: 'second', key: 'id' } },
          { set: afterPath(design, flow.id), value: { [`${call.from} -> second`]: { write: 'copy' } } },
        ];
        return [{ element: 'second', edits }];
      }),
  },
];
