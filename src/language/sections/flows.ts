import type * as z from 'zod';
import type { ComponentKind } from '#model/component.js';
import type { Quantity } from '#model/dimension.js';
import type { Arrivals, Draw, Flow, Workload } from '#model/flow.js';
import { FlowId } from '#model/ids.js';
import { PerSecond, Ratio, Seconds } from '#model/units.js';
import { evaluate } from '../expression/evaluate.js';
import { parseSum } from '../expression/parse.js';
import { SumProblem } from '../expression/tokens.js';
import { LIMITS } from '../limits.js';
import { FlowBuilder } from '../path/build-flow.js';
import type { DrawnCases, Surroundings } from '../path/surroundings.js';
import type { CaseValues } from '../path/varying.js';
import type { Path } from '../problem.js';
import type { Reading } from '../reading.js';
import { quantity, type Written } from '../schema/leaves.js';
import { resolveSum } from '../schema/resolve.js';
import { flowSchema } from '../schema/step.js';
import { childOf, entryOf, isNothing, type YamlEntry, type YamlNode } from '../yaml/tree.js';
import { highestLoad, readArrivals } from './arrivals.js';
import type { Sheet } from './estimates.js';

type Head = { readonly entry: YamlEntry; readonly path: Path; readonly said: z.output<typeof flowSchema>; readonly isPart: boolean };

export function readFlows(
  reading: Reading,
  sheet: Sheet,
  kinds: ReadonlyMap<string, ComponentKind>,
  data: ReadonlySet<string>,
): Map<FlowId, Flow> {
  const heads = reading.entries(['flows']).flatMap((entry) => readHead(reading, entry) ?? []);
  const surroundings: Surroundings = {
    reading,
    sheet,
    kinds,
    data,
    budget: { visits: 0 },
    flows: new Map(
      heads.map((head) => {
        const cases = readCases(reading, sheet, childOf(head.entry.value, 'cases'), [...head.path, 'cases']);
        const draw = (id: number): DrawnCases | undefined => cases && { draw: { id, cases: cases.shares }, values: cases.values };
        return [head.entry.key.text, { path: childOf(head.entry.value, 'path'), at: [...head.path, 'path'], isPart: head.isPart, draw }];
      }),
    ),
  };
  const flows = new Map<FlowId, Flow>();
  for (const head of heads) flows.set(FlowId(head.entry.key.text), readFlow(surroundings, head));
  if (surroundings.budget.visits > LIMITS.visits) {
    reading.report(['flows'], {
      code: 'flows/too-large',
      message: `With their parts written out the flows have more than ${LIMITS.visits.toLocaleString('en')} visits`,
      help: 'Use `times` for repetition instead of `do` inside `do`.',
      atKey: true,
    });
  }
  return flows;
}

function readHead(reading: Reading, entry: YamlEntry): Head | undefined {
  const path = ['flows', entry.key.text];
  const said = reading.parse(flowSchema, entry.value, path, { names: Object.keys(flowSchema.shape), what: `flow "${entry.key.text}"` });
  if (!said) return undefined;
  const isPart = !['rate', 'users', 'every'].some((name) => entryOf(entry.value, name));
  if (childOf(entry.value, 'path') === undefined)
    reading.report(path, {
      code: 'flow/path',
      message: `Flow "${entry.key.text}" has no path`,
      help: 'Add `path:` with steps such as `- web -> api`.',
      atKey: true,
    });
  return { entry, path, said, isPart };
}

function readFlow(surroundings: Surroundings, head: Head): Flow {
  const { reading, sheet } = surroundings;
  const name = head.entry.key.text;
  const workload = readWorkload(reading, sheet, head);
  const { roots, draw } = new FlowBuilder(surroundings, head.isPart).build(name);
  const deadline =
    head.said.deadline &&
    resolveSum(head.said.deadline, [...head.path, 'deadline'], sheet.scopeFor([...head.path, 'deadline']), reading.complain);
  return {
    id: FlowId(name),
    origin: reading.originOf(head.entry, head.path),
    useCase: head.said['use-case'],
    workload,
    deadline: deadline === undefined ? undefined : Seconds(deadline),
    draw,
    roots,
  };
}

function readWorkload(reading: Reading, sheet: Sheet, head: Head): Workload {
  const { said, path } = head;
  const number = (written: Written<'count'> | Written<'time'> | undefined, key: string): number | undefined =>
    written && resolveSum(written, [...path, key], sheet.scopeFor([...path, key]), reading.complain);
  if (head.isPart) return { kind: 'part' };
  if (entryOf(head.entry.value, 'users')) {
    const users = number(said.users, 'users');
    return users === undefined ? { kind: 'unknown' } : { kind: 'closed', users, think: Seconds(number(said.think, 'think') ?? 0) };
  }
  if (entryOf(head.entry.value, 'every')) {
    const every = number(said.every, 'every');
    const items = entryOf(head.entry.value, 'items') ? number(said.items, 'items') : 1;
    if (every !== undefined && every <= 0)
      reading.report([...path, 'every'], {
        code: 'range/every',
        message: 'A batch begins every so often: that is more than no time',
        help: 'Write how often it begins, such as `every: 1 day`.',
      });
    return every === undefined || every <= 0 || items === undefined ? { kind: 'unknown' } : { kind: 'batch', every: Seconds(every), items };
  }
  const node = childOf(head.entry.value, 'rate')!;
  const rate = reading.parse(quantity('rate', 'Requests, averaged.'), node, [...path, 'rate']);
  const perSecond = rate && resolveSum(rate, [...path, 'rate'], sheet.scopeFor([...path, 'rate']), reading.complain);
  const peak = number(said.peak, 'peak');
  if (peak !== undefined && peak < 1)
    reading.report([...path, 'peak'], {
      code: 'range/peak',
      message: 'A peak is at least the average',
      help: 'Write `peak: 3x`, the peak as a multiple of the rate.',
    });
  if (perSecond === undefined || (entryOf(head.entry.value, 'peak') && said.peak === undefined)) return { kind: 'unknown' };
  const arrivals = readArrivals(reading, sheet, said.arrivals, [...path, 'arrivals']);
  return { kind: 'open', rate: PerSecond(perSecond), peak: readPeak(reading, path, peak, arrivals), arrivals };
}

/** The peak that was written, or that the arrivals come to; the two must agree. */
function readPeak(reading: Reading, path: Path, written: number | undefined, arrivals: Arrivals): number {
  const highest = highestLoad(arrivals);
  if (highest !== undefined && written !== undefined && highest > written)
    reading.report([...path, 'peak'], {
      code: 'arrivals/above-peak',
      message: `The arrivals come to ${highest} times the rate, more than the peak`,
      help: 'Leave `peak` out (it is the highest of the arrivals), or raise it.',
    });
  if (arrivals.kind === 'daily' && (written === undefined || written <= 1))
    reading.report([...path, 'arrivals'], {
      code: 'arrivals/daily',
      message: 'How high the load of a day rises is not said',
      help: 'Write `peak: 3x`: the busiest time as a multiple of the rate.',
      atKey: true,
    });
  return Math.max(1, written ?? 1, highest ?? 1);
}

type Cases = { readonly shares: Draw['cases']; readonly values: CaseValues };

/** `{ online: 60%, offline: 40% }`, or `{ most: { share: 99%, followers: 200 } }`: the values can be used in the path. */
function readCases(reading: Reading, sheet: Sheet, node: YamlNode | undefined, path: Path): Cases | undefined {
  if (!node || isNothing(node)) return undefined;
  const shares: { name: string; share: Ratio }[] = [];
  const values = new Map<string, Map<string, Quantity>>();
  for (const entry of reading.entries(path, node)) {
    const at = [...path, entry.key.text];
    const simple = entry.value.kind === 'scalar';
    const share = simple ? entry.value : childOf(entry.value, 'share');
    const written = share && reading.parse(quantity('ratio', 'Share of the runs.'), share, simple ? at : [...at, 'share']);
    const value = written && resolveSum(written, simple ? at : [...at, 'share'], sheet.scopeFor(at), reading.complain);
    if (value === undefined)
      reading.report(at, {
        code: 'case/share',
        message: `Case "${entry.key.text}" does not say how often it happens`,
        help: 'Write { share: 60% }.',
        atKey: true,
      });
    shares.push({ name: entry.key.text, share: Ratio(value ?? 0) });
    values.set(entry.key.text, caseValues(reading, sheet, entry, at));
  }
  const total = shares.reduce((sum, one) => sum + one.share, 0);
  if (shares.length > 0 && Math.abs(total - 1) > 1e-3)
    reading.report(path, {
      code: 'case/total',
      message: `The shares come to ${(total * 100).toFixed(1)}%, not to 100%`,
      help: 'Every run is one of the cases.',
      atKey: true,
    });
  return { shares, values };
}

function caseValues(reading: Reading, sheet: Sheet, entry: YamlEntry, at: Path): Map<string, Quantity> {
  const values = new Map<string, Quantity>();
  for (const { key, value } of entry.value.kind === 'map' ? entry.value.entries : []) {
    if (key.text === 'share' || value.kind !== 'scalar') continue;
    try {
      values.set(key.text, evaluate(parseSum(value.text).sum, sheet.scopeFor([...at, key.text])));
    } catch (error) {
      if (!(error instanceof SumProblem)) throw error;
      reading.complain([...at, key.text], error);
    }
  }
  return values;
}
