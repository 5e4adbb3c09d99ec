import { defineKind } from '../define-kind.js';
import { flag } from '../leaves.js';
import { copiesAttribute, INSTANCE, RAID, workAttributes } from '../parts.js';

export const fileSystem = defineKind({
  is: 'file-system',
  doc: 'Files by path, shared between machines.',
  attributes: { ...workAttributes, copies: copiesAttribute, raid: RAID, encrypted: flag('Whether data is encrypted on disk.') },
  defaults: {
    ...INSTANCE,
    copies: { value: '1', source: 'the language: what is not said stands once' },
    time: { value: '10 ms', source: 'Jeff Dean, "Numbers Everyone Should Know": 10 ms for a disk seek' },
  },
  holdsSlots: true,
  build: (said, common) => ({ ...common, ...said, is: 'file-system', copies: said.copies ?? 1 }),
});
