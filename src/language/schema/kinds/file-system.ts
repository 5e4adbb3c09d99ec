import { defineKind } from '../define-kind.js';
import { flag, rate, size, whole, word } from '../leaves.js';
import { copiesAttribute, INSTANCE, RAID, workAttributes } from '../parts.js';

export const fileSystem = defineKind({
  is: 'file-system',
  doc: 'Files by path, shared between machines.',
  example: `
  files: { is: file-system, copies: 3, metadata: 3, disk: 16 TB, iops: 20k /s, raid: 6, consistency: strong }`,
  attributes: () => ({
    ...workAttributes,
    copies: copiesAttribute,
    metadata: whole('Servers that know where each file lies; one alone stops it all when it is down.'),
    consistency: word(['strong', 'eventual'], 'Whether a read that starts after a write was acknowledged sees it.'),
    disk: size('Storage of one instance.'),
    iops: rate('Reads and writes that the disks of one instance do.'),
    raid: RAID,
    encrypted: flag('Whether data is encrypted on disk.'),
  }),
  defaults: {
    ...INSTANCE,
    copies: { value: '1', source: 'the language: what is not said stands once' },
    time: { value: '10 ms', source: 'Jeff Dean, "Numbers Everyone Should Know": 10 ms for a disk seek' },
  },
  holdsSlots: true,
  build: (said, common) => ({ ...common, ...said, is: 'file-system', copies: said.copies ?? 1 }),
});
