/**
 * How much memory a simulation takes, and whether it takes more the longer it runs: the memory of the process after a fifth and at the end
 * of a run of more than ten million events, on a design that has every mechanism at work, and the most that a hopeless overload takes before it is given up.
 * Seen on 2 cores with Node 24: 10 million events keep within 3 MiB of what they had after a fifth (144 MiB); an overload ends at 1 million
 * requests in line with 372 MiB.
 * Run: node scripts/run.mjs bench/memory.ts [events that a run may take]
 */
import { readFileSync } from 'node:fs';
import { readDesign } from '#language/read-design.js';
import { simulate } from '#simulate/simulate.js';

const events = Number(process.argv[2] ?? 17_000_000);
const mebibytes = (bytes: number): number => Math.round(bytes / 2 ** 20);

function follow(name: string, text: string, load: number): void {
  const { model } = readDesign(text);
  if (model === undefined) throw new Error(`${name} does not read`);
  const before = process.memoryUsage().rss;
  const seen: number[] = [];
  const report = simulate(model, {
    load,
    duration: 1e9,
    events,
    peak: false,
    onProgress: (share) => {
      if (share * 10 >= seen.length) seen.push(process.memoryUsage().rss);
    },
  });
  const [first, last] = [seen[Math.min(2, seen.length - 1)] ?? before, seen.at(-1) ?? before];
  console.log(
    `${name}: ${(report.events / 1e6).toFixed(1)} M events, ${report.stability.verdict}; ` +
      `${mebibytes(before)} MiB before, ${mebibytes(first)} MiB after a fifth, ${mebibytes(last)} MiB at the end, most ${mebibytes(Math.max(before, ...seen))} MiB`,
  );
}

const NARROW = `
sysdrill: 1
title: far too much for one slot
components:
  web: { is: client }
  s: { is: service, replicas: 1, concurrency: 1, time: 1s }
flows:
  f: { rate: 100000/s, path: [ web -> s ] }
`;

for (const name of ['online-payment', 'chat', 'news-feed']) {
  const url = `${process.cwd()}/test/fixtures/designs/${name}.yaml`;
  follow(name, readFileSync(url, 'utf8'), 0.01);
}
follow('overload', NARROW, 1);
