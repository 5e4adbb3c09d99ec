/** Applies a unified diff of one file, the way `patch` would with no fuzz: every line that is kept or taken out must be there. */
export function applyPatch(text: string, patch: string): string {
  const before = text.split('\n');
  const after: string[] = [];
  let at = 0;
  let left = 0;
  for (const line of patch.split('\n').slice(2)) {
    const header = /^@@ -(\d+),(\d+) \+\d+,(\d+) @@$/.exec(line);
    if (header) {
      const start = Number(header[1]) - (header[2] === '0' ? 0 : 1);
      after.push(...before.slice(at, start));
      at = start;
      left = Number(header[2]) + Number(header[3]);
      continue;
    }
    if (left === 0) break;
    const [sign, rest] = [line[0], line.slice(1)];
    if (sign !== '+' && before[at] !== rest)
      throw new Error(`line ${at + 1} is ${JSON.stringify(before[at])}, not ${JSON.stringify(rest)}`);
    left -= sign === ' ' ? 2 : 1;
    if (sign !== '-') after.push(rest);
    if (sign !== '+') at++;
  }
  return [...after, ...before.slice(at)].join('\n');
}
