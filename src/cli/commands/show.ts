import { openCatalog } from '#catalog/catalog.js';
import { visible } from '#present/diagram-text.js';
import { LEVELS } from '#score/level.js';
import { EXIT, type ExitCode, type Io, UsageError } from '../io.js';
import { orUsage } from './catalog-usage.js';

export type ShowOptions = { readonly json?: boolean | undefined };

/** `sysdrill show <problem>`: the brief as a candidate gets it. The facts behind it, and what to read up on, would give the answer away: they stay hidden. */
export async function showCommand(args: readonly string[], options: ShowOptions, io: Io): Promise<ExitCode> {
  const id = args[0];
  if (id === undefined) throw new UsageError('Which problem?', 'List them with `sysdrill problems`.');
  const { value } = await orUsage(openCatalog().problem(id));
  const { title, summary, minutes, brief } = value;
  if (options.json) {
    io.out(`${JSON.stringify({ schema: 'sysdrill/problem@1', id: value.id, title, summary, minutes, brief }, null, 2)}\n`);
    return EXIT.ok;
  }
  const times = LEVELS.map((level) => `${level} ${minutes[level]} min`).join(', ');
  const lines = [visible(title), '', ...brief.trimEnd().split('\n').map(visible), '', `Time: ${times}`, ''];
  const next = ['The brief is vague on purpose: what is not said has to be asked, or assumed and written down.'];
  const how = [`Practise it with \`sysdrill practice ${value.id}\`, or start a file with \`sysdrill new ${value.id}\`.`];
  io.out(`${[...lines, ...next, ...how].join('\n')}\n`);
  return EXIT.ok;
}
