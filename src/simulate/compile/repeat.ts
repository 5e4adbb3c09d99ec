import type { Action, Repeat } from '#model/flow.js';
import { OP } from '../kernel/instructions.js';
import type { Code, Label } from './code.js';
import type { Frame } from './visits.js';

/** Side-by-side work of one step is limited to this many at a time, so that one request cannot fill the memory. */
const MOST_AT_ONCE = 4096;

/** `body`: the step once, where it stands; `defer`: puts the step off into a token of its own, which begins at the label. */
type Step = { readonly body: (frame: Frame) => void; readonly defer: (child: Label) => void };

/** Emits a step that is made as often as varying number `times` says, one after another or so many at once; none: jumps to `skip`. */
export function emitRepeated(code: Code, times: number, repeat: Repeat & Action, frame: Frame, skip: Label, { body, defer }: Step): void {
  const register = code.register();
  code.emitTo(OP.count, 'c', skip, { a: times, b: register });
  if (repeat.atOnce === 1) {
    const top = code.here();
    body(frame);
    code.emitTo(OP.next, 'c', top, { b: register });
    return;
  }
  const child = code.label();
  defer(child);
  const side = repeat.atOnce === 'all' ? MOST_AT_ONCE : Math.min(repeat.atOnce, MOST_AT_ONCE);
  code.emitTo(OP.repeat, 'a', child, { b: register, c: side, d: frame.depth });
  code.ending({ optional: repeat.optional, depth: frame.depth, fail: frame.fail, station: frame.station });
}
