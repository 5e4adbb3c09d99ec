import { stableJson } from '#base/json.js';
import { codeFrame } from '#diagnostics/code-frame.js';
import { calculate } from '#language/calculate.js';
import { dimensionName, printQuantity } from '#language/expression/print.js';
import { EXIT, type ExitCode, type Io } from '../io.js';

/** How far a claim may be off: rounding to one digit, as for the estimates of a design. */
const NEAR = { from: 0.75, to: 1.33 };

/** `sysdrill estimate '<sum>'`: the unit-checked calculator alone. Exits with 1 when a claim in it is off. */
export function estimateCommand(words: readonly string[], options: { readonly json?: boolean }, io: Io): ExitCode {
  const text = words.join(' ');
  const result = calculate(text);
  if (!result.ok) {
    const { code, message, help, suggestion, start, end } = result;
    if (options.json)
      io.out(`${stableJson({ schema: 'sysdrill/error@1', error: { code, message, help, suggestion: suggestion ?? null, start, end } })}\n`);
    else {
      const frame = codeFrame(text, { line: 1, column: start + 1, endLine: 1, endColumn: end + 1 });
      io.err(`sysdrill: ${message}.\n${frame}\n${suggestion ? `Did you mean ${suggestion}? ` : ''}${help}\n`);
    }
    return EXIT.usage;
  }
  const { value, said } = result;
  const near = said === undefined || (said.ratio >= NEAR.from && said.ratio <= NEAR.to);
  const nouns = [...value.labels]
    .filter(([noun]) => noun !== 'USD' && noun !== 'EUR')
    .map(([noun, power]) => (power === 1 ? noun : `${noun}^${power}`))
    .join('·');
  if (options.json) {
    const claim = said && { value: said.value.value, ratio: said.ratio, verdict: near ? 'pass' : 'fail' };
    io.out(
      `${stableJson({ schema: 'sysdrill/estimate@1', value: value.value, low: value.low, high: value.high, kind: dimensionName(value.dimension), labels: Object.fromEntries(value.labels), printed: printQuantity(value), claim: claim ?? null })}\n`,
    );
  } else {
    io.out(`${printQuantity(value)}${nouns ? `  (${nouns})` : ''}\n`);
    if (said)
      io.out(
        near
          ? `The claim ${printQuantity(said.value)} is near enough.\n`
          : `The claim ${printQuantity(said.value)} is ${Number(said.ratio.toPrecision(3))} times that.\n`,
      );
  }
  return near ? EXIT.ok : EXIT.findings;
}
