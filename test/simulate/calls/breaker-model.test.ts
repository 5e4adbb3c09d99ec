import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Breakers } from '#simulate/calls/breakers.js';

const PROBES = 10;

/** The same breaker in the plainest way: it keeps every outcome, and counts anew each time. */
class Plain {
  private state: 'closed' | 'open' | 'half-open' = 'closed';
  private seen: { readonly time: number; readonly failed: boolean }[] = [];
  private until = 0;
  private left = 0;
  private changes = 0;
  private readonly spec: { at: number; over: number; open: number; calls: number };

  constructor(spec: Plain['spec']) {
    this.spec = spec;
  }

  admit(now: number): number | undefined {
    if (this.state === 'open' && now >= this.until) this.enter('half-open');
    if (this.state === 'closed') return this.changes;
    return this.state === 'half-open' && this.left-- > 0 ? this.changes : undefined;
  }

  judge(now: number, pass: number, failed: boolean): void {
    if (pass !== this.changes) return;
    this.seen.push({ time: now, failed });
    const { at, over, open, calls } = this.spec;
    const piece = (time: number) => Math.floor((time / over) * 10);
    const window =
      this.state === 'half-open'
        ? this.seen
        : over === Infinity
          ? this.seen.slice(-Math.max(100, calls))
          : this.seen.filter(({ time }) => piece(time) > piece(now) - 10);
    if (window.length < (this.state === 'half-open' ? PROBES : calls)) return;
    const bad = window.filter((each) => each.failed).length >= at * window.length;
    if (bad) {
      this.enter('open');
      this.until = now + open;
    } else if (this.state === 'half-open') this.enter('closed');
  }

  private enter(state: Plain['state']): void {
    this.state = state;
    this.changes++;
    this.seen = [];
    this.left = PROBES;
  }
}

const spec = fc.record({
  at: fc.constantFrom(0.05, 0.3, 0.5, 1),
  over: fc.constantFrom(Infinity, 0.6, 3),
  open: fc.constantFrom(1, 7),
  calls: fc.constantFrom(1, 5, 30, 130),
});
/** Times of calls in tenths of a second, how long each takes, and whether it fails: spells of mostly one or the other. */
const spells = fc.array(fc.record({ length: fc.integer({ min: 1, max: 120 }), share: fc.constantFrom(0, 0.2, 0.6, 1) }), {
  minLength: 1,
  maxLength: 8,
});

test('a breaker lets through and rejects what the plainest one does', () => {
  fc.assert(
    fc.property(spec, spells, fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })), (chosen, plan, stream) => {
      const draw = (): number => stream.next().value as number;
      const clock = new Float64Array(1);
      const stations = { first: Int32Array.of(0), count: Int32Array.of(1) };
      const breakers = new Breakers({ calls: { breakers: [{ from: 0, to: 1, ...chosen }] }, stations }, clock);
      const plain = new Plain(chosen);
      const under: { end: number; passes: readonly [number, number]; failed: boolean }[] = [];
      let now = 0;
      for (const { length, share } of plan) {
        for (let i = 0; i < length; i++) {
          now += 0.1 * draw();
          under.sort((a, b) => a.end - b.end);
          while (under.length > 0 && under[0]!.end <= now) {
            const { end, passes, failed } = under.shift()!;
            clock[0] = end;
            breakers.judge(0, 0, passes[0], failed ? 1 : 0);
            plain.judge(end, passes[1], failed);
          }
          clock[0] = now;
          const pass = breakers.admit(0, 0, 0);
          const other = plain.admit(now);
          expect(pass >= 0).toBe(other !== undefined);
          if (other !== undefined) under.push({ end: now + draw(), passes: [pass, other], failed: draw() < share });
        }
      }
    }),
    { numRuns: 200 },
  );
});
