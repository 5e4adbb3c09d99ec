import type { DesignModel, Estimate } from '#model/design.js';
import type { Fix } from '../fix.js';
import { type Claim, STEP } from './claims.js';

const STEPS: Readonly<Record<string, readonly (readonly [number, string])[]>> = {
  B: [
    [1e15, ' PB'],
    [1e12, ' TB'],
    [1e9, ' GB'],
    [1e6, ' MB'],
    [1e3, ' kB'],
    [1, ' B'],
  ],
  's^-1': [
    [1e9, 'G /s'],
    [1e6, 'M /s'],
    [1e4, 'k /s'],
    [1, ' /s'],
  ],
  '1': [
    [1e9, 'G'],
    [1e6, 'M'],
    [1e4, 'k'],
    [1, ''],
  ],
  'B s^-1': [
    [1e9, ' GB/s'],
    [1e6, ' MB/s'],
    [1e3, ' kB/s'],
    [1, ' B/s'],
  ],
};

/**
 * Claims as their sums come to: this one, those it rests on that are off, and those that followed from the wrong figure. Nothing
 * where one of them is not said in a unit that we write.
 */
export function correctClaims(model: DesignModel, claims: ReadonlyMap<string, Claim>, id: string): Fix | undefined {
  const off = [...claims.keys()].filter(
    (each) => each === id || (isOff(claims.get(each)!) && (restsOn(model, id, each) || restsOn(model, each, id))),
  );
  const corrected = off.map((each) => corrections(model.estimates.get(each)!, claims.get(each)!));
  if (corrected.includes(undefined)) return undefined;
  const own = corrected[off.indexOf(id)]!;
  return {
    title: `Claim ${own.figure} for "${id}"${off.length > 1 ? ', and correct what hangs together with it' : ''}`,
    edits: corrected.map((each, index) => ({ set: ['estimates', off[index]!], value: each!.text })),
  };
}

/** Said, and not what the sum comes to from the start. */
const isOff = ({ said, value }: Claim): boolean => said !== null && !(said / value >= STEP.from && said / value <= STEP.to);

function restsOn(model: DesignModel, id: string, on: string, seen = new Set<string>()): boolean {
  if (seen.has(id)) return false;
  seen.add(id);
  const inputs = model.estimates.get(id)?.inputs ?? [];
  return inputs.includes(on) || inputs.some((input) => restsOn(model, input, on, seen));
}

/** To three digits. */
function corrections({ text, said }: Estimate, { value, unit }: Claim): { readonly text: string; readonly figure: string } | undefined {
  const step = STEPS[unit]?.find(([size]) => value >= size);
  const start = said === undefined ? -1 : text.lastIndexOf(said.text);
  if (step === undefined || said === undefined || start < 0) return undefined;
  // Counts are written out up to 9999: thousands begin at ten of them.
  const size = step[0] === 1e4 ? 1e3 : step[0];
  const figure = `${Number((value / size).toPrecision(3))}${step[1]}`;
  return { figure, text: `${text.slice(0, start)}${figure}${text.slice(start + said.text.length)}` };
}
