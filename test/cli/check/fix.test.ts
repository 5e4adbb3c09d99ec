import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { applyPatch } from '../../helpers/apply-patch.js';
import { checkFolder, FAULTY } from './run-check.js';

const { file, check } = checkFolder();
const codes = (json: string): string[] => JSON.parse(json).files[0].findings.map(({ code }: { code: string }) => code);

const WITHOUT = ['network/no-limit:open', 'delivery/no-dead-letter:missing', 'durability/lost-writes:asyncFollowers'];

describe('--fix', () => {
  test('makes every fix that holds, keeps comments and order, and says what is left', async () => {
    const path = file('a.yaml', FAULTY);
    const { code, out } = await check([path, '--fix']);
    const written = readFileSync(path, 'utf8');
    expect(written).toContain('edge: { is: load-balancer, replicas: 2, auth: session, tls: true, limit: 50 /s }          # the entrance');
    expect(written).toContain('jobs: { is: queue, dead-letter: true }                               # what waits');
    expect(written).toContain('sync: semi-sync');
    expect(written.split('\n').map((line) => line.split(':')[0])).toEqual(FAULTY.split('\n').map((line) => line.split(':')[0]));
    expect(out).toContain('changed, 3 of the findings with it:');
    expect(out).toContain('Limit "edge" to 50 requests a second (network/no-limit:open)');
    expect(code).toBe(0);
    expect(codes((await check([path, '--json'])).out).filter((each) => WITHOUT.includes(each))).toEqual([]);
  });

  test('twice is once, and a design that does not read is left alone', async () => {
    const path = file('b.yaml', FAULTY);
    await check([path, '--fix']);
    const once = readFileSync(path, 'utf8');
    expect((await check([path, '--fix'])).out).toContain('nothing was changed');
    expect(readFileSync(path, 'utf8')).toBe(once);
    const broken = file('c.yaml', `${FAULTY}flows: 3\n`);
    expect((await check([broken, '--fix'])).code).toBe(2);
    expect(readFileSync(broken, 'utf8')).toBe(`${FAULTY}flows: 3\n`);
  });

  test('a byte-order mark and CRLF stay', async () => {
    const path = file('d.yaml', `\uFEFF${FAULTY.replaceAll('\n', '\r\n')}`);
    await check([path, '--fix']);
    const written = readFileSync(path, 'utf8');
    expect(written.startsWith('\uFEFF# A shop\r\n')).toBe(true);
    expect(written).toContain('dead-letter: true');
    expect(written.replaceAll('\r\n', '')).not.toContain('\n');
  });
});

describe('--fix-dry-run', () => {
  test('shows a patch that makes what --fix makes, and touches nothing', async () => {
    const path = file('e.yaml', FAULTY);
    const { out, code } = await check([path, '--fix-dry-run']);
    expect(readFileSync(path, 'utf8')).toBe(FAULTY);
    expect(code).toBe(1);
    const patched = applyPatch(FAULTY, out.slice(out.indexOf('--- ')));
    await check([path, '--fix']);
    expect(patched).toBe(readFileSync(path, 'utf8'));
  });

  test('says what it costs elsewhere', async () => {
    const text = FAULTY.replace('api: { is: service, replicas: 2 }', 'api: { is: service, cost: 100 USD/month }').replace(
      '{ data: order, loss: none }',
      '{ flow: buy, availability: 99% }',
    );
    const { out } = await check([file('f.yaml', text), '--fix-dry-run']);
    expect(out).toContain('instances of api: 1 -> 2');
    expect(out).toMatch(/cost of api a month, in proportion: 100 -> 200/);
    expect(out).toMatch(/availability of buy: 99\.\d+% -> 99\.\d+%/);
  });
});

test('JSON has the fix of each finding with its edits, and the same bytes twice', async () => {
  const path = file('g.yaml', FAULTY);
  const first = await check([path, '--json']);
  expect((await check([path, '--json'])).out).toBe(first.out);
  const found = JSON.parse(first.out).files[0].findings.find(({ code }: { code: string }) => code === 'delivery/no-dead-letter:missing');
  expect(found.fix).toEqual({
    title: 'Put what keeps failing in "jobs" aside',
    edits: [{ set: ['components', 'jobs', 'dead-letter'], value: true }],
    costs: [],
  });
});

test('--fix and --fix-dry-run together are refused', async () => {
  expect((await check([file('h.yaml', FAULTY), '--fix', '--fix-dry-run'])).code).toBe(2);
});
