import { expect, test } from 'vitest';
import { analyze } from '#analyze/analysis.js';
import { modelOf } from '../../judge.js';

test('another company that asks is not ours to keep up; one that is asked is', () => {
  const { availability } = analyze(
    modelOf(`sysdrill: 1
title: Asked by a shop
components: { shop: { is: external }, edge: { is: load-balancer, replicas: 2 }, bank: { is: external, availability: 99.9% } }
flows:
  ask: { rate: 1 /s, path: [ shop -> edge ] }
  pay: { rate: 1 /s, path: [ shop -> edge -> bank ] }
  call: { rate: 1 /s, path: [ bank -> edge ] }
`),
  );
  const of = (flow: string) => availability.get(flow as never)!;
  expect(of('ask').unknown).toEqual([]);
  expect(of('ask').value).toBe(of('call').value);
  expect(of('pay').value).toBeCloseTo(of('ask').value * 0.999, 9);
});
