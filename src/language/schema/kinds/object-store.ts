import { defineKind } from '../define-kind.js';
import { flag, ratio, word } from '../leaves.js';
import { copiesAttribute, workAttributes } from '../parts.js';

export const objectStore = defineKind({
  is: 'object-store',
  doc: 'Large things by name, kept by a provider over several zones.',
  example: `
  media: { is: object-store, durability: 99.999999999%, consistency: strong, encrypted: true }`,
  attributes: () => ({
    ...workAttributes,
    copies: copiesAttribute,
    durability: ratio('Share of the objects that are still there after a year.'),
    consistency: word(['strong', 'eventual'], 'Whether a read that starts after a write was acknowledged sees it.'),
    encrypted: flag('Whether data is encrypted on disk.'),
  }),
  defaults: {
    availability: { value: '99.99%', source: 'Amazon S3 Standard: designed for 99.99% availability over a year' },
    durability: { value: '99.999999999%', source: 'Amazon S3: designed for 99.999999999% durability' },
    copies: { value: '3', source: 'Amazon S3: objects are kept in at least three availability zones' },
    time: { value: '100 ms', source: 'Amazon S3 performance guidelines: small objects at about 100-200 ms' },
  },
  holdsSlots: true,
  build: (said, common) => ({ ...common, ...said, is: 'object-store', copies: said.copies ?? 1 }),
});
