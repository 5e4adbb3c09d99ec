import { analyze } from '#analyze/analysis.js';
import { runRules } from '#analyze/run-rules.js';
import { readDesign } from '#language/read-design.js';
import type { DesignModel } from '#model/design.js';
import { largeDesign } from './large-design.js';

/** One flow through `count` services, a layer at a time, each with a store of its own and a fallback. Deterministic. */
function deepDesign(count: number): string {
  const pairs = Math.floor(count / 2);
  const components: string[] = [];
  const steps: string[] = ['      - web -> s0'];
  for (let i = 0; i < pairs; i++) {
    components.push(
      `  s${i}: { is: service, replicas: 3, concurrency: 64, time: 1ms }`,
      `  d${i}: { is: database, kind: key-value, replication: { mode: leaderless, copies: 3, read: 2, write: 2 }, shards: 4, time: 1ms }`,
    );
    // A tree of eight calls a service, so that no chain is deeper than the language allows.
    if (i > 0) steps.push(`      - s${Math.floor((i - 1) / 8)} -> s${i}: { when: ${50 + (i % 50)}% }`);
    steps.push(`      - s${i} -> d${i}`, `      - s${i} -> d${(i * 7) % pairs}: { when: error }`);
  }
  const head =
    'sysdrill: 1\ntitle: Deep\nrequirements: { quality: { Q1: { flow: all, availability: 99% } } }\nregions:\n  r: { zones: [a, b, c] }\n';
  return `${head}components:\n  web: { is: client }\n${components.join('\n')}\nflows:\n  all:\n    rate: 10 /s\n    path:\n${steps.join('\n')}\n`;
}

const seconds = (run: () => void): number => {
  const before = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
};

function modelOf(text: string): DesignModel {
  const { model, diagnostics } = readDesign(text);
  if (!model) throw new Error(`the generated design does not read: ${diagnostics[0]?.message}`);
  return model;
}

/** Run: node scripts/run.mjs bench/judging.ts. CPU seconds of the closed forms and of the rules, by size: many flows beside each other, and all in one. */
function benchJudging(): void {
  for (const [name, write] of [
    ['a flow for every five components', largeDesign],
    ['one flow through all of them', deepDesign],
  ] as const) {
    console.log(`judging: ${name}, CPU by size`);
    for (const count of [20, 100, 500, 1_000, 2_000, 5_000]) {
      const model = modelOf(write(count));
      const parts = analyze(model);
      const of = (run: () => unknown): string => `${seconds(run).toFixed(3)} s`;
      const line = [
        `capacity ${of(() => parts.capacity)}`,
        `availability ${of(() => parts.availability)}`,
        `pairs ${of(() => parts.pairs)}`,
        `consistency ${of(() => [parts.consistency, parts.records])}`,
        `all rules ${of(() => runRules(model))}`,
      ];
      const served = [...parts.availability.values()];
      const exact = served.filter((each) => each.exact).length;
      console.log(`  ${String(count).padStart(5)} components  ${line.join('  ')}  exact for ${exact} of ${served.length} flows`);
    }
  }
}

benchJudging();
