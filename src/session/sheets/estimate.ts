import { NAME, type ReadLine, scalar } from './entry.js';

const FORM = 'Write it like: writes: users * 0.1 link/user/day = 116 /s';

/** Splits a line of the estimates sheet, `name: sum = what it comes to`. What the sum means is for the language to say. */
export function readEstimateLine(line: string): ReadLine {
  const match = /^\s*([^:\s]+)\s*:\s*(\S.*?)\s*$/.exec(line);
  if (!match) return { problem: FORM };
  const [, name = '', sum = ''] = match;
  if (!NAME.test(name)) return { problem: `"${name}" cannot be a name: letters, digits and dashes. ${FORM}` };
  return { entries: [{ section: 'estimates', name, value: scalar(sum) }] };
}
