import { cases, design } from '../raised.js';

const bank = (path: string, more = ''): string =>
  design({
    components: 'bank: { is: external, time: { mean: 500ms, p99: 2s } }\nother: { is: external, time: 500ms }',
    flows: `buy: { rate: 1 /s, path: [ ${path} ] }\n${more}`,
  });

cases('resilience/short-timeout', [
  [
    'a call cut off at its own 99th percentile loses one in a hundred, which is what a percentile is for',
    bank('web -> api, api -> bank: { timeout: 2s }'),
    [],
  ],
  ['one cut off at the mean of a skewed answer', bank('web -> api, api -> bank: { timeout: 500ms }'), ['warning once api']],
  ['what is tried again fails less', bank('web -> api, api -> bank: { timeout: 1s, retries: 2 }'), ['info again api']],
  [
    'a caller that waits for it through another gives up too soon as well',
    bank('web -> api: { timeout: 700ms }, api -> bank'),
    ['warning once web'],
  ],
  [
    'the inner timeout ends it before the outer one does',
    bank('web -> api: { timeout: 700ms }, api -> bank: { timeout: 600ms }'),
    ['warning once api'],
  ],
  [
    'somebody who stands in is asked early on purpose',
    bank('web -> api, api -> bank: { timeout: 500ms }, api -> other: { when: timeout }'),
    [],
  ],
  ['what the answer can do without may be left early', bank('web -> api, api -> bank: { timeout: 500ms, optional: true }'), []],
  ['what is handed over holds nobody up', bank('web -> api: { timeout: 100ms }, api ~> bank'), []],
  ['of a mean alone nothing is known of the slowest', bank('web -> api, api -> other: { timeout: 600ms }'), []],
  ['but a timeout below it is too short', bank('web -> api, api -> other: { timeout: 300ms }'), ['warning once api']],
  [
    'on the way of a few requests it is only worth a word',
    bank('web -> api, api -> bank: { timeout: 500ms, when: 1% }'),
    ['info once api'],
  ],
  [
    'the same inside a part that runs now and then',
    bank('web -> api, { do: ask, when: 1% }', 'ask: { path: [ api -> bank: { timeout: 500ms } ] }'),
    ['info once api'],
  ],
]);
