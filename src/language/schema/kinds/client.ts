import * as z from 'zod';
import { defineKind } from '../define-kind.js';
import { flag, quantity, whole } from '../leaves.js';
import { orUnknown } from '../parts.js';

const shares = orUnknown(
  z.record(z.string(), quantity('ratio', 'Share of the users.')).transform((said) => new Map(Object.entries(said))),
  'Share of the users by region.',
);

export const client = defineKind({
  is: 'client',
  doc: 'Who starts a flow: a browser, a phone, another company. It has no instances of ours and no limit of slots.',
  example: `
  phone: { is: client, users: 10M, from: { us-east: 60%, eu-west: 40% }, caches: true }`,
  attributes: () => ({
    from: shares,
    users: whole('How many of them there are; a limit a user is counted against them.'),
    caches: flag('Whether it keeps answers for itself.'),
  }),
  build: (said, common) => ({
    ...common,
    is: 'client',
    from: said.from && new Map([...said.from].flatMap(([region, share]) => (share === undefined ? [] : [[region, share] as const]))),
    users: said.users,
    caches: said.caches,
  }),
});
