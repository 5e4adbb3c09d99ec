import { cases, design } from '../raised.js';

const save = (to: string): string =>
  design({
    components: 'blobs: { is: object-store }\ndisk: { is: file-system }',
    data: `photo: { in: ${to}, key: id, changes: never }`,
    flows: `save: { rate: 1 /s, path: [ web -> api, api -> ${to}: { write: photo, timeout: 1s, retries: 2 } ] }`,
  });
cases('delivery/retry-without-once', [
  ['an object put again under its key is the same object', save('blobs'), []],
  ['so is a file', save('disk'), []],
  ['a row may be another row', save('db'), ['error twice db']],
]);

const charge = (quality: string, step: string): string =>
  design({
    quality,
    components: 'psp: { is: external }',
    flows: `pay: { rate: 1 /s, path: [ web -> api, api -> psp: { timeout: 1s${step} } ] }`,
  });
const paid = 'Q1: { flow: pay, effect: once }';
cases('delivery/retry-without-once', [
  ['a provider that is asked again, and an effect once is asked', charge(paid, ', retries: 1'), ['error counted psp']],
  ['it knows the repetition', charge(paid, ', retries: 1, once: payment-id'), []],
  ['it is asked once', charge(paid, ''), []],
  ['nobody asks for an effect once', charge('', ', retries: 1'), []],
]);

const heard = (quality: string): string =>
  design({
    quality,
    components: 'log: { is: stream, partitions: 8, delivery: at-least-once, key: id, dead-letter: true }\ncount: { is: worker }',
    flows: 'click: { rate: 1 /s, path: [ web -> api, api -> log: { publish: note }, log ~> count, count -> db: { write: note } ] }',
  });
cases('delivery/not-idempotent', [
  ['nothing is said, and nothing asked', heard(''), ['warning unsaid count']],
  ['nothing is said, and an effect once is asked', heard('Q1: { flow: click, until: count, effect: once }'), ['error unsaid count']],
]);
