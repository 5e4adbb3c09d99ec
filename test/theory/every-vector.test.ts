import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const HERE = new URL('.', import.meta.url);
const read = (name: string) => readFileSync(new URL(name, HERE), 'utf8');

/** Cases that nothing of the product can be held against, and why. */
const NOT_HELD: Readonly<Record<string, string>> = {
  'erlA-c1': 'nobody leaves a line: work that its caller gave up on goes on, which is the point of retry storms',
  'mg1-ps': 'no station shares its processor between all who are there: slots, cores and lines do',
  'mm1-prio': 'the language has no priorities',
  'pod-0.99-d2': 'forgets its beginning after so many requests that a run of it takes minutes; 0.5 to 0.9 are simulated',
  'pod-0.9-d3': 'balancers choose the better of two, never of three',
  'tas-leafq': 'the inverse of tas-100, which is simulated',
  'tas-google-table': 'measured figures of a system whose laws are not published, recalled',
  'tas-hedge-bigtable': 'measured figures of a system whose laws are not published, recalled; hedging is held in hedging.test.ts',
  usl: 'the closed forms count work and slots; they fit no curve to measured throughput',
  'hdr-expected': 'a correction for what a load generator left out; requests here are followed from when they came (co-tene)',
  'rng-xoshiro256ss': 'another generator of the family: xoshiro128++ is used',
  'knee-power-c1': 'what is told is where throughput ends and where targets are left, not where throughput over latency is highest',
  'knee-power-c8': 'as knee-power-c1',
};

/** Tests that go through a whole list of cases. */
const GONE_THROUGH = { file: 'availability.test.ts', words: 'test.each(vectors.cases)' };

const tests = readdirSync(new URL('..', HERE), { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.test\.tsx?$/.test(name) && !name.endsWith('every-vector.test.ts'))
  .map((name) => read(`../${name}`));
const idsOf = (name: string, list: string): string[] =>
  (JSON.parse(read(`vectors/${name}.json`))[list] as readonly { readonly id: string }[]).map(({ id }) => id);
const named = (id: string) => tests.some((text) => text.includes(`'${id}'`) || text.includes(`'${id}:`));

test('every case of queueing is named in a test, or said to be held against nothing', () => {
  const ids = idsOf('queueing', 'cases');
  expect(ids.length).toBeGreaterThan(60);
  expect(ids.filter((id) => !named(id) && NOT_HELD[id] === undefined)).toEqual([]);
});

test('what is said to be held against nothing is a case, and no test names it', () => {
  const ids = idsOf('queueing', 'cases');
  expect(Object.keys(NOT_HELD).filter((id) => !ids.includes(id) || named(id))).toEqual([]);
});

test('cases of availability are gone through one by one, draws are named', () => {
  expect(read(GONE_THROUGH.file)).toContain(GONE_THROUGH.words);
  expect(idsOf('availability', 'cases').length).toBeGreaterThan(10);
  expect(idsOf('availability', 'draws').filter((id) => !named(id))).toEqual([]);
});
