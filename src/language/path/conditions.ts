import { nearest } from '#base/nearest.js';
import type { Call, When } from '#model/flow.js';
import { Ratio } from '#model/units.js';
import type { Problem } from '../problem.js';
import type { Frame } from './visits.js';

/** What the step of a condition is: its left side, and the data it works on. */
export type StepAbout = { readonly from: string; readonly data: string | undefined };

const PERCENT = /^(\d+(?:\.\d+)?)\s*%$/;

/** Reads `when`: what it depends on is found among the earlier calls. */
export function readWhen(said: string | undefined, about: StepAbout, frame: Frame): When | Problem {
  if (said === undefined) return { kind: 'always' };
  const percent = PERCENT.exec(said);
  if (percent) {
    const share = Number(percent[1]) / 100;
    if (share <= 1) return { kind: 'share', share: Ratio(share) };
    return { code: 'range/ratio', message: `"${said}" is more than all of it`, help: 'A share lies between 0 and 100%.' };
  }
  if (said === 'miss') return readMiss(about, frame);
  if (said === 'error' || said === 'timeout') return readFailure(said, about, frame);
  for (const draw of frame.draws()) {
    if (draw.cases.some((one) => one.name === said)) return { kind: 'case', draw: draw.id, name: said };
  }
  const names = [...frame.draws()].flatMap((draw) => draw.cases.map((one) => one.name));
  const all = ['miss', 'error', 'timeout', ...names];
  const share = /^(0?\.\d+|1)$/.test(said) ? `${Number(said) * 100}%` : undefined;
  return {
    code: 'when/unknown',
    message: `Nothing here happens "${said.slice(0, 64)}"`,
    expected: `one of ${all.join(', ')}, or a share such as 60%`,
    help: `Write one of ${all.join(', ')}, or a share such as 60%.`,
    suggestion: share ?? nearest(said, all),
  };
}

/** The nearest earlier read that could miss: by the same left side (or into it, for a cache that loads by itself), of the same data. */
function readMiss(about: StepAbout, frame: Frame): When | Problem {
  for (const call of frame.callsBackwards()) {
    const sameData = about.data === undefined || call.operation === undefined || call.operation.data === about.data;
    const sameSource = call.from === about.from || call.visit.component === about.from;
    if (call.hit !== undefined && sameSource && sameData) return { kind: 'miss', of: call.id };
  }
  const what = about.data === undefined ? '' : ` of "${about.data}"`;
  return {
    code: 'when/miss',
    message: `No earlier read${what} from "${about.from}" says how often it hits`,
    help: 'Put `hit: 95%` on the read of the cache before it.',
  };
}

/** The call it stands in for: the nearest earlier waiting one of the same left side, or what that one already stands in for. */
function readFailure(kind: 'error' | 'timeout', about: StepAbout, frame: Frame): When | Problem {
  const candidates: Call[] = [];
  for (const call of frame.callsBackwards()) if (call.waits && call.from === about.from) candidates.push(call);
  const call = candidates.find((candidate) => about.data !== undefined && candidate.operation?.data === about.data) ?? candidates[0];
  if (!call)
    return {
      code: 'when/failure',
      message: `No earlier call from "${about.from}" could fail here`,
      help: 'Put the step after the call it stands in for.',
    };
  const stands = call.when.kind === 'error' || call.when.kind === 'timeout' ? call.when.of : call.id;
  return { kind, of: stands };
}
