import type { Operator } from '../operator.js';
import { quality, set, those } from '../parts.js';

/** Operation, estimates, suppressions. */
export const PRACTICE: readonly Operator[] = [
  {
    name: 'nothing-watched',
    what: 'The monitor watches a database and no flow that has a target.',
    meant: 'operation/unwatched',
    on: (design) =>
      those(design, 'monitor').flatMap(({ id }) =>
        quality(design).flatMap(({ flow, latency, availability }) =>
          flow !== undefined && (latency.size > 0 || availability !== undefined)
            ? [{ element: flow, edits: [{ set: ['components', id, 'watches'], value: those(design, 'database').map((each) => each.id) }] }]
            : [],
        ),
      ),
  },
  {
    name: 'line-not-watched',
    what: 'Nobody watches the line of messages.',
    meant: 'operation/queue-unwatched',
    on: (design) =>
      those(design, 'monitor').flatMap(({ id, watches }) =>
        those(design, 'queue', 'stream').flatMap((channel) =>
          watches.includes(channel.id)
            ? [
                {
                  element: channel.id,
                  edits: [{ set: ['components', id, 'watches'], value: watches.filter((each) => each !== channel.id) }],
                },
              ]
            : [],
        ),
      ),
  },
  {
    name: 'stop-to-deploy',
    what: 'A new version stops all instances before it starts any.',
    meant: 'operation/recreate',
    on: (design) => set(those(design, 'service'), 'deploy', 'recreate'),
  },
  {
    name: 'probed-but-cut',
    what: 'Requests under way are cut off when an instance is taken out.',
    meant: 'operation/short-drain',
    on: (design) => set(those(design, 'load-balancer', 'api-gateway'), 'drain', '1ms'),
  },
  {
    name: 'a-thousand-too-many',
    what: 'A claim of the sheet is too large by a thousand.',
    meant: 'estimates/claim',
    on: (design) =>
      [...design.model.estimates.values()].flatMap(({ id, text, said }) => {
        if (said === undefined) return [];
        const start = text.lastIndexOf(said.text);
        const claim = said.text.replace(/[\d.]+/, (number) => String(Number((Number(number) * 1000).toPrecision(6))));
        return [{ element: id, edits: [{ set: ['estimates', id], value: text.slice(0, start) + claim }] }];
      }),
  },
  {
    name: 'suppression-of-nothing',
    what: 'A suppression meets no finding.',
    meant: 'meta/unused-ignore',
    on: () => [
      {
        element: 'spof/one-zone',
        edits: [{ set: ['ignore'], value: [{ rule: 'spof/one-zone', because: 'it was so once' }] }],
      },
    ],
  },
  {
    name: 'nobody-asks-and-says-so',
    what: 'The entrance asks nobody who they are, and says so.',
    meant: 'security/no-auth',
    on: (design) =>
      set(
        those(design, 'load-balancer', 'api-gateway').filter(({ auth }) => auth !== undefined),
        'auth',
        'none',
      ),
  },
  {
    name: 'deadline-before-timeouts',
    what: 'The deadline of a flow is shorter than its inner calls.',
    meant: 'resilience/timeout-order',
    on: (design) =>
      [...design.model.flows.values()].flatMap(({ id, deadline }) =>
        deadline === undefined ? [] : [{ element: id, edits: [{ set: ['flows', id, 'deadline'], value: '10ms' }] }],
      ),
  },
];
