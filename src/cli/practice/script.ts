import { load } from 'js-yaml';
import { COMMANDS } from '#session/linear-text.js';
import { STEP_IDS } from '#session/steps.js';
import { UsageError } from '../io.js';

/**
 * An interview as a script, in one of two forms; both come to the lines one would type in the plain mode.
 *
 * Plain text: each line is what is typed, commands with a slash included (`/next`, `/hint`, `/use design.yaml`). `== estimates`
 * goes to a step; `#` at the beginning of a line starts a comment.
 *
 * YAML (by the ending of the name): a map of steps, each a list of lines; `architecture` may name a design file instead.
 */
export function scriptLines(text: string, name: string): readonly string[] {
  return /\.(?:ya?ml|json)$/i.test(name) ? fromYaml(text, name) : fromText(text);
}

function fromText(text: string): readonly string[] {
  return text
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '' && !/^\s*#/.test(line))
    .map((line) => line.replace(/^\s*==\s*(.*?)\s*(?:==)?\s*$/, '/go $1'));
}

const FORM = 'Write steps with lists of lines: `requirements: [How many users are there?]`.';

function fromYaml(text: string, name: string): readonly string[] {
  let value: unknown;
  try {
    value = load(text);
  } catch (error) {
    throw new UsageError(`${name} is not YAML: ${(error as Error).message.split('\n')[0]}`, FORM);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new UsageError(`${name} is not a map of steps`, FORM);
  const unknown = Object.keys(value).find((key) => !STEP_IDS.some((id) => id === key));
  if (unknown !== undefined) throw new UsageError(`${name} has a step "${unknown}"`, `The steps are ${STEP_IDS.join(', ')}.`);
  // In the order of an interview, whatever the order of the file.
  return STEP_IDS.flatMap((id) => {
    const lines = (value as Record<string, unknown>)[id];
    if (lines === undefined) return [];
    return [`/go ${id}`, ...linesOf(lines, id, name)];
  });
}

function linesOf(value: unknown, step: string, name: string): readonly string[] {
  if (value === null) return [];
  if (typeof value === 'string') return [step === 'architecture' && !isCommand(value) ? `/use ${value}` : value];
  if (Array.isArray(value)) return value.map((line) => (typeof line === 'string' ? line : oneEntry(line, step, name)));
  throw new UsageError(`${name}: ${step} is not a list of lines`, FORM);
}

/** `/next` is a command; `/home/me/design.yaml` is a file. */
const isCommand = (line: string): boolean => COMMANDS.some(([form]) => form.split(' ')[0] === line.trim().split(/\s/)[0]);

/** `- users: 100M user` is a map of one entry to YAML, and a line of a sheet to everybody else. */
function oneEntry(value: unknown, step: string, name: string): string {
  const entries = typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : [];
  const [key, inner] = entries[0] ?? [];
  if (entries.length !== 1 || typeof inner === 'object') return wrongLine(step, name);
  return `${key}: ${inner}`;
}

function wrongLine(step: string, name: string): never {
  throw new UsageError(`${name}: a line of ${step} is not a text`, 'Put it between quotes.');
}
