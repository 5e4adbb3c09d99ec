import { expect, test } from 'vitest';
import { FlowId } from '#model/ids.js';
import { toMermaid } from '#present/mermaid.js';
import { drawSvg } from '#render/draw-svg.js';
import { drawTerminal } from '#render/draw-terminal.js';
import { design } from '../helpers/design.js';

const STEPS = 20_000;
const chain = Array.from({ length: STEPS }, (_, n) => ` ~> s${n % 2}`).join('');
const model = design(`
sysdrill: 1
title: Deep
components:
  c: { is: client }
  s0: { is: service, time: 1ms }
  s1: { is: service, time: 1ms }
flows:
  f:
    rate: 1 /s
    path:
      - c${chain}
`);
const flow = FlowId('f');

test('a chain longer than the stack is deep: every text output has each step, in time that grows with their number', async () => {
  expect(toMermaid(model, { flow, type: 'sequence' }).match(/--\)/g)).toHaveLength(STEPS);
  expect(toMermaid(model)).toContain('n0 -.->|"f"| n1');
  expect(await drawTerminal(model, { columns: 80, flow })).toContain(`\n${STEPS}  s0 ~> s1`);
  expect(await drawTerminal(model, { columns: 80, flow, type: 'sequence' })).toMatch(/Too large for any drawing.*\n20000 s0 ~> s1\n/s);
});

test('a sequence that nobody could follow is refused in a sentence', async () => {
  await expect(drawSvg(model, { flow, type: 'sequence' })).rejects.toMatchObject({
    name: 'RenderError',
    message: expect.stringContaining('20000 steps'),
  });
});
