/**
 * What has cost points already, so that one root cause costs once. A cause is an element in one respect: `up:db` (it fails alone),
 * `load:db` (it is too full). The value says where it was counted.
 */
export class Counted {
  readonly #causes = new Map<string, string>();

  /** Notes a cause unless it was noted before. */
  add(cause: string, where: string): void {
    if (!this.#causes.has(cause)) this.#causes.set(cause, where);
  }

  /** Where the first of these causes that was counted already was counted. */
  whereAny(causes: readonly string[]): string | undefined {
    return causes.map((cause) => this.#causes.get(cause)).find((where) => where !== undefined);
  }
}

/** The respect in which a rule family is about an element. Families that are not listed share none with a measured value. */
const RESPECT: Readonly<Record<string, string>> = {
  spof: 'up',
  availability: 'up',
  capacity: 'load',
  scaling: 'load',
  estimates: 'sum',
  consistency: 'reads',
};

/** The cause behind a finding: its main subject, in the respect of its family. */
export const causeOf = (rule: string, subject: readonly string[]): string => causesOf(rule, subject)[0] ?? '';

/** Everything a finding is about, in that respect: a flow that falls with a part is not counted again for falling. */
export function causesOf(rule: string, subject: readonly string[]): readonly string[] {
  const family = rule.slice(0, rule.indexOf('/'));
  return (subject.length === 0 ? [''] : subject).map((one) => `${RESPECT[family] ?? family}:${one}`);
}
