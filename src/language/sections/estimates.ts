import type { Estimate } from '#model/design.js';
import { type Quantity, sameDimension } from '#model/dimension.js';
import { evaluate, type Scope, sameLabels } from '../expression/evaluate.js';
import { parseSum, type Sum, type SumWithClaim } from '../expression/parse.js';
import { dimensionName } from '../expression/print.js';
import { SumProblem } from '../expression/tokens.js';
import { UNITS } from '../expression/unit-table.js';
import type { Path } from '../problem.js';
import type { Reading } from '../reading.js';
import { UNKNOWN } from '../schema/leaves.js';
import { NOT_KNOWN } from '../schema/resolve.js';
import { describeNode } from '../yaml/tree.js';

type Line = {
  readonly id: string;
  readonly path: Path;
  readonly text: string;
  readonly parsed: SumWithClaim | 'unknown' | 'broken';
  readonly origin: Estimate['origin'];
};

/** The sheet of estimates: sums in any order, each worked out once; cycles are found and named. */
export class Sheet {
  readonly #lines = new Map<string, Line>();
  readonly #values = new Map<string, Quantity | SumProblem>();
  readonly #open: string[] = [];
  readonly #usedBy = new Map<string, Set<string>>();
  readonly #reading: Reading;

  constructor(reading: Reading) {
    this.#reading = reading;
    for (const entry of reading.entries(['estimates'])) {
      const path = ['estimates', entry.key.text];
      const { value } = entry;
      const text = value.kind === 'scalar' ? value.text : '';
      if (value.kind !== 'scalar')
        reading.report(path, {
          code: 'type/wrong',
          message: `An estimate is a sum, not ${describeNode(value)}`,
          help: 'Write `writes: users * 0.1 / day = 116 /s`.',
        });
      if (UNITS.has(entry.key.text))
        reading.report(path, {
          code: 'name/unit',
          message: `"${entry.key.text}" is a unit, so it cannot name an estimate`,
          help: 'Choose a longer name.',
          atKey: true,
        });
      this.#lines.set(entry.key.text, {
        id: entry.key.text,
        path,
        text,
        origin: reading.originOf(entry, path),
        parsed: value.kind === 'scalar' ? this.#parse(text, path) : 'broken',
      });
    }
  }

  #parse(text: string, path: Path): Line['parsed'] {
    if (text === UNKNOWN) return 'unknown';
    try {
      return parseSum(text);
    } catch (error) {
      if (!(error instanceof SumProblem)) throw error;
      this.#reading.complain(path, error);
      return 'broken';
    }
  }

  /** Names for a sum at `user`; what it looks up is remembered as used there. `extra` adds names of its own (case values). */
  scopeFor(user: Path, extra?: ReadonlyMap<string, Quantity>): Scope {
    return {
      names: () => [...(extra?.keys() ?? []), ...this.#lines.keys()],
      lookup: (name) => {
        const own = extra?.get(name);
        if (own || !this.#lines.has(name)) return own;
        const users = this.#usedBy.get(name) ?? new Set<string>();
        this.#usedBy.set(name, users.add(user.join('.')));
        return this.#valueOf(name);
      },
    };
  }

  #valueOf(name: string): Quantity | undefined {
    const done = this.#values.get(name);
    if (done instanceof SumProblem) throw done;
    if (done) return done;
    const line = this.#lines.get(name);
    if (!line) return undefined;
    if (line.parsed === 'unknown' || line.parsed === 'broken') throw new SumProblem(NOT_KNOWN, 0, 0, `"${name}" is not known`, '');
    if (this.#open.includes(name)) {
      const cycle = [...this.#open.slice(this.#open.indexOf(name)), name].join(' -> ');
      throw new SumProblem(
        'estimate/cycle',
        0,
        line.text.length,
        `These estimates need one another: ${cycle}`,
        'Give one of them a figure of its own.',
      );
    }
    this.#open.push(name);
    try {
      const value = evaluate(line.parsed.sum, { names: () => this.#lines.keys(), lookup: (inner) => this.#valueOf(inner) });
      if (!Number.isFinite(value.value))
        throw new SumProblem('sum/overflow', 0, line.text.length, 'This is too large to work with', 'Check its figures.');
      this.#values.set(name, value);
      return value;
    } catch (error) {
      if (!(error instanceof SumProblem)) throw error;
      if (error.code !== NOT_KNOWN) this.#reading.complain(line.path, error);
      const silent = new SumProblem(NOT_KNOWN, 0, 0, `"${name}" is not known`, '');
      this.#values.set(name, silent);
      throw silent;
    } finally {
      this.#open.pop();
    }
  }

  /** Every estimate, worked out; call it last, when all users have looked up what they need. */
  estimates(): Map<string, Estimate> {
    const found = new Map<string, Estimate>();
    for (const line of this.#lines.values()) {
      const estimate = this.#estimate(line);
      if (estimate) found.set(line.id, estimate);
    }
    return found;
  }

  #estimate(line: Line): Estimate | undefined {
    if (line.parsed === 'unknown' || line.parsed === 'broken') return undefined;
    try {
      const value = this.#valueOf(line.id)!;
      const said = this.#claim(line);
      const inputs = [...new Set(namesIn(line.parsed.sum))];
      const { id, origin, text } = line;
      return {
        id,
        origin,
        text,
        value,
        fromClaims: this.#fromClaims(line, value),
        ...(said && { said }),
        inputs,
        usedBy: [...(this.#usedBy.get(id) ?? [])],
      };
    } catch (error) {
      if (error instanceof SumProblem) return undefined;
      throw error;
    }
  }

  #claim(line: Line): Estimate['said'] {
    if (typeof line.parsed === 'string' || !line.parsed.claim) return undefined;
    const { claim, claimStart } = line.parsed;
    try {
      const value = this.#valueOf(line.id)!;
      const said = evaluate(claim, { names: () => [], lookup: () => undefined });
      const labels = said.labels.size === 0 || value.labels.size === 0 || sameLabels(said.labels, value.labels);
      if (!sameDimension(said.dimension, value.dimension) || !labels) {
        const message = labels
          ? `The sum comes to ${dimensionName(value.dimension)}, the claim is ${dimensionName(said.dimension)}`
          : `The sum counts ${[...value.labels.keys()].join('·')}, the claim ${[...said.labels.keys()].join('·')}`;
        throw new SumProblem('units/claim', claim.start, claim.end, message, 'Claim the same kind of thing.');
      }
      const node = this.#reading.nodeAt(line.path);
      const column = line.origin.line === this.#reading.originOfNode(node, line.path).line ? claimStart : 0;
      const place = this.#reading.originOfNode(node, line.path);
      return { value: said, text: line.text.slice(claimStart).trim(), origin: { ...place, column: place.column + column } };
    } catch (error) {
      if (!(error instanceof SumProblem)) throw error;
      if (error.code !== NOT_KNOWN) this.#reading.complain(line.path, error);
      return undefined;
    }
  }

  #fromClaims(line: Line, value: Quantity): Quantity {
    if (typeof line.parsed === 'string') return value;
    const lookup = (name: string): Quantity | undefined => {
      const other = this.#lines.get(name);
      return (other && this.#claim(other)?.value) ?? this.#valueOf(name);
    };
    return evaluate(line.parsed.sum, { names: () => [], lookup });
  }
}

export function namesIn(sum: Sum): string[] {
  if (sum.kind === 'name') return [sum.name];
  if (sum.kind === 'negative') return namesIn(sum.of);
  return sum.kind === 'operation' ? [...namesIn(sum.left), ...namesIn(sum.right)] : [];
}
