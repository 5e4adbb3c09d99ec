import { stat } from 'node:fs/promises';
import { dirname, extname, isAbsolute, join } from 'node:path';
import { nearest } from '#base/nearest.js';
import { readDesign } from '#language/read-design.js';
import type { DesignModel } from '#model/design.js';
import type { ComponentId, FlowId } from '#model/ids.js';
import { checkText } from '#present/check-text.js';
import { type Heat, heatOf } from '#present/heat.js';
import { DIAGRAM_TYPES, type DiagramType, toMermaid } from '#present/mermaid.js';
import { readTextFile } from '#store/read-text.js';
import { writeWhole } from '#store/whole-file.js';
import { EXIT, type ExitCode, type Io, UsageError } from '../io.js';
import { speaksUnicode } from '../speaks-unicode.js';

export type DiagramOptions = {
  readonly type?: string | undefined;
  readonly flow?: string | undefined;
  readonly output?: readonly string[] | undefined;
  readonly format?: string | undefined;
  readonly ascii?: boolean | undefined;
  /** Simulate it, and show how full everything is. */
  readonly heat?: boolean | undefined;
};

/** What is drawn: the whole design, or one flow. */
type Subject = {
  readonly model: DesignModel;
  readonly type: DiagramType;
  readonly flow: FlowId | undefined;
  readonly heat?: ReadonlyMap<ComponentId, Heat> | undefined;
};

const FORMATS = ['text', 'mermaid', 'svg'] as const;
const ENDINGS = ['.mmd', '.svg', '.png', '.pdf'] as const;
type Ending = (typeof ENDINGS)[number];

/**
 * `sysdrill diagram <file>`: draws a design. To standard output unless files are named; each file's ending decides what it becomes.
 * Everything is drawn before the first file is written.
 */
export async function diagramCommand(args: readonly string[], options: DiagramOptions, io: Io): Promise<ExitCode> {
  const [file] = args;
  if (file === undefined) throw new UsageError('A diagram of what?', 'Name a design file: `sysdrill diagram design.yaml`.');
  const format = oneOf(FORMATS, options.format ?? 'text', 'format');
  const outputs = await Promise.all((options.output ?? []).map((name) => outputOf(name, io)));
  const text = await readTextFile(isAbsolute(file) ? file : join(io.cwd, file));
  const { model, diagnostics } = readDesign(text);
  if (model === undefined) {
    io.err(checkText({ files: [{ file, text, status: 'invalid', diagnostics, rules: undefined, assumed: [] }] }, io));
    return EXIT.usage;
  }
  const subject = await warmed(subjectOf(model, options), text, options, io);
  const drawn: { name: string; path: string; bytes: string | Uint8Array }[] = [];
  for (const output of outputs) drawn.push({ ...output, bytes: await draw(subject, output.ending, io) });
  for (const { name, path, bytes } of drawn) write(name, path, bytes, io);
  if (drawn.length === 0 || options.format !== undefined)
    io.out(await print(subject, format, options.ascii ?? !(await speaksUnicode(io)), io));
  return EXIT.ok;
}

/** With how full everything is under the design's own load, where that was asked for. */
async function warmed(subject: Subject, text: string, { heat }: DiagramOptions, io: Io): Promise<Subject> {
  if (heat !== true) return subject;
  if (subject.type !== 'flowchart') throw new UsageError(`A ${subject.type} shows no load`, 'Leave out --heat, or draw a flowchart.');
  const { runSimulation } = await import('../simulate/run-simulation.js');
  return { ...subject, heat: heatOf(await runSimulation(subject.model, text, {}, io), subject.model) };
}

function subjectOf(model: DesignModel, options: DiagramOptions): Subject {
  const type = oneOf(DIAGRAM_TYPES, options.type ?? 'flowchart', 'type');
  const names: readonly string[] = [...model.flows.keys()];
  const flow = options.flow ?? (type === 'sequence' && names.length === 1 ? names[0] : undefined);
  const known = names.length === 0 ? 'This design has no flows yet.' : `Its flows: ${names.join(', ')}.`;
  if (flow === undefined && type === 'sequence') throw new UsageError('A sequence shows one flow: name it with --flow', known);
  if (flow !== undefined && type === 'deployment') throw new UsageError('A deployment shows the whole design', 'Leave out --flow.');
  if (flow !== undefined && !names.includes(flow)) {
    const near = nearest(flow, names);
    throw new UsageError(`The design has no flow "${flow}"`, near === undefined ? known : `Did you mean "${near}"? ${known}`);
  }
  return { model, type, flow: flow as FlowId | undefined };
}

function oneOf<T extends string>(choices: readonly T[], word: string, what: string): T {
  const found = choices.find((choice) => choice === word);
  if (found !== undefined) return found;
  const near = nearest(word, choices);
  throw new UsageError(
    `diagram has no ${what} "${word}"`,
    `${near === undefined ? '' : `Did you mean "${near}"? `}There are: ${choices.join(', ')}.`,
  );
}

async function outputOf(name: string, io: Io): Promise<{ name: string; path: string; ending: Ending }> {
  const path = isAbsolute(name) ? name : join(io.cwd, name);
  const ending = ENDINGS.find((known) => known === extname(path).toLowerCase());
  if (ending === undefined)
    throw new UsageError(`The ending of ${name} says nothing about what to write`, `Endings: ${ENDINGS.join(', ')}.`);
  const [about, folder] = await Promise.all([path, dirname(path)].map((place) => stat(place).catch(() => undefined)));
  if (folder?.isDirectory() !== true) throw new UsageError(`There is no folder ${dirname(name)} to write ${name} into`, 'Make it first.');
  if (about?.isDirectory() === true) throw new UsageError(`${name} is a folder`, 'Name a file in it.');
  return { name, path, ending };
}

async function draw({ model, type, flow, heat }: Subject, ending: Ending, io: Io): Promise<string | Uint8Array> {
  if (ending === '.mmd') return toMermaid(model, { type, flow, heat });
  if (ending === '.svg') return (await import('#render/draw-svg.js')).drawSvg(model, { type, flow, heat });
  const { renderMermaid } = await import('#render/mermaid-cli.js');
  return renderMermaid(toMermaid(model, { type, flow, heat, maxEdges: Infinity }), ending === '.png' ? 'png' : 'pdf', io);
}

async function print({ model, type, flow, heat }: Subject, format: (typeof FORMATS)[number], ascii: boolean, io: Io): Promise<string> {
  if (format === 'mermaid') return toMermaid(model, { type, flow, heat });
  if (format === 'svg') return (await import('#render/draw-svg.js')).drawSvg(model, { type, flow, heat });
  const { drawTerminal } = await import('#render/draw-terminal.js');
  return drawTerminal(model, { columns: io.columns, color: io.color, ascii, type, flow, heat });
}

function write(name: string, path: string, bytes: string | Uint8Array, io: Io): void {
  try {
    writeWhole(path, bytes);
  } catch (error) {
    throw new UsageError(
      `${name} cannot be written (${(error as NodeJS.ErrnoException).code ?? String(error)})`,
      'Choose another place with `-o`.',
    );
  }
  io.err(`Wrote ${name}.\n`);
}
