import type { Need, Problem } from '#score/problem.js';
import { visible } from './diagram-text.js';

/**
 * A design file to start from: every section with a comment on what belongs there and one line to copy, all of it commented out
 * but the head and the functional requirements. It reads without errors and earns next to nothing.
 */
export function designSkeleton(problem: Problem): string {
  const brief = problem.brief
    .trimEnd()
    .split('\n')
    .map((line) => `# ${visible(line)}`.trimEnd());
  const requirements = problem.needs.map((need, i) => `    F${i + 1}: { text: "${escaped(need.text)}", use-case: ${caseName(need)} }`);
  const first = problem.needs[0];
  return [
    ...brief,
    `# Check it with \`sysdrill check\`, grade it with \`sysdrill grade\`.`,
    'sysdrill: 1',
    `title: "${escaped(problem.title)}"`,
    `problem: ${problem.id}`,
    '',
    'requirements:',
    '  functional:                     # what it must do; each use case wants a flow below',
    ...requirements,
    '  quality:                        # how well: figures only, each about a flow or about data',
    '    # Q1: { flow: name, p99: 100ms, availability: 99.9% }',
    '    # Q2: { data: name, loss: none, reads: read-your-writes }',
    '    # Q3: { flow: name, survives: zone, within: 30s }',
    '  constraints: []                 # - { text: "...", kind: legal }',
    '  out-of-scope: []',
    '',
    'estimates:                        # sums with units; after "=" what you say it comes to',
    '  # requests: 1M user * 10 request/user/day = 116 /s',
    '  # record: 500 B',
    '  # stored: requests * record * 5 year = 9 TB',
    '',
    'regions:',
    '  # home: { zones: [a, b, c] }',
    '',
    'components:',
    '  user: { is: client }',
    '  # api:   { is: service, replicas: 6, concurrency: 64, cores: 4, time: { mean: 4ms, p99: 20ms } }',
    '  # store: { is: database, kind: sql, replication: { mode: single-leader, copies: 2, sync: sync, failover: automatic, switch: 30s }, time: 3ms }',
    '',
    'data:',
    '  # thing: { in: store, key: id, item: record, keep: 5 year, changes: update }',
    '',
    'flows:                            # "->" waits, "~>" hands over; attributes belong to the last arrow',
    ...(first ? [`  # ${caseName(first)}:`, `  #   use-case: ${caseName(first)}`] : []),
    '  #   rate: requests',
    '  #   peak: 3x',
    '  #   path:',
    '  #     - user -> api: { timeout: 2s }',
    '  #     - api -> store: { write: thing, timeout: 500ms }',
    '',
    'api:',
    '  # name: { method: POST, path: /things, idempotency-key: true }',
    '',
    'decisions:                        # what you chose over what, what it gains and what it costs',
    '  # - { about: store, chose: single-leader, over: [leaderless], gains: [consistency], costs: [write-availability] }',
    '',
  ].join('\n');
}

const caseName = (need: Need): string => need.useCases[0] ?? need.id;
const escaped = (text: string): string => visible(text).replaceAll('\\', '\\\\').replaceAll('"', '\\"');
