import { execFile } from 'node:child_process';
import { access, constants, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { RenderError } from './render-error.js';

/** What the machine offers: its environment. A test hands in its own. */
export type Surroundings = { readonly env: Readonly<Record<string, string | undefined>> };

/** How to start mermaid-cli: a program and its first arguments. */
export type MermaidCli = { readonly command: string; readonly args: readonly string[] };

const INSTEAD = 'Or let sysdrill draw it alone, with nothing to install: `-o design.svg`.';

/** A browser that has not drawn one diagram in a minute hangs. */
const PATIENCE_MS = 60_000;

/**
 * mermaid-cli where it is installed beside this program, or as `mmdc` on the PATH; undefined where it is not. The folder that the
 * program is run in is not looked at: it may belong to whoever sent the design.
 */
export async function findMermaidCli({ env }: Surroundings): Promise<MermaidCli | undefined> {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    const script = join(folder, 'node_modules', '@mermaid-js', 'mermaid-cli', 'src', 'cli.js');
    if (await canRead(script)) return { command: process.execPath, args: [script] };
    if (folder === dirname(folder)) break;
  }
  const command = await onPath(['mmdc'], env);
  return command === undefined ? undefined : { command, args: [] };
}

/**
 * Draws Mermaid text with mermaid-cli and its browser. Gives the bytes of the picture. Throws a {@link RenderError} where it is not
 * installed, or where it fails.
 */
export async function renderMermaid(text: string, ending: 'png' | 'pdf', surroundings: Surroundings): Promise<Uint8Array> {
  const cli = await findMermaidCli(surroundings);
  if (cli === undefined) {
    const install = 'Install it beside sysdrill: `npm install -g @mermaid-js/mermaid-cli`; it brings a browser.';
    throw new RenderError(`A .${ending} is drawn by mermaid-cli, which is not installed`, `${install} ${INSTEAD}`);
  }
  const folder = await mkdtemp(join(tmpdir(), 'sysdrill-'));
  try {
    const file = (name: string): string => join(folder, name);
    await writeFile(file('diagram.mmd'), text);
    await writeFile(file('mermaid.json'), JSON.stringify(MERMAID));
    await writeFile(file('browser.json'), JSON.stringify(await browser(surroundings)));
    const out = file(`diagram.${ending}`);
    const args = ['-i', file('diagram.mmd'), '-o', out, '-c', file('mermaid.json'), '-p', file('browser.json'), '-q'];
    await run(cli, [...args, ...(ending === 'pdf' ? ['--pdfFit'] : ['--scale', '2'])], surroundings);
    return await readFile(out).catch(() => {
      throw new RenderError('mermaid-cli ended without a picture', INSTEAD);
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Labels may load nothing; the picture has its own width; what is large is drawn all the same. */
const MERMAID = {
  securityLevel: 'strict',
  theme: 'neutral',
  maxEdges: 100_000,
  maxTextSize: 50_000_000,
  flowchart: { useMaxWidth: false },
  sequence: { useMaxWidth: false },
};

/** A browser of the machine's own before the one that puppeteer would look for; its sandbox does not work for root. */
async function browser({ env }: Surroundings): Promise<{ executablePath?: string; args: string[] }> {
  const own =
    env['PUPPETEER_EXECUTABLE_PATH'] ?? (await onPath(['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'], env));
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return own === undefined ? { args } : { executablePath: own, args };
}

function run(cli: MermaidCli, args: readonly string[], { env }: Surroundings): Promise<void> {
  return new Promise((resolve, reject) => {
    const options = { timeout: PATIENCE_MS, killSignal: 'SIGKILL' as const, env: { ...env }, maxBuffer: 16 * 1024 * 1024 };
    execFile(cli.command, [...cli.args, ...args], options, (error, _out, said) => {
      if (error === null) return resolve();
      const why = error.killed === true ? `nothing came of it in ${PATIENCE_MS / 1000} s` : firstLine(said) || error.message;
      const browserless = /Could not find|Failed to launch/i.test(said);
      const help = browserless ? 'It needs a browser: install Chromium, or set PUPPETEER_EXECUTABLE_PATH.' : '';
      reject(new RenderError(`mermaid-cli could not draw it: ${why.replace(/\.+$/, '')}`, `${help} ${INSTEAD}`.trim()));
    });
  });
}

const firstLine = (text: string): string =>
  text
    .split('\n')
    .find((line) => line.trim() !== '')
    ?.trim() ?? '';

async function onPath(names: readonly string[], env: Surroundings['env']): Promise<string | undefined> {
  const endings = process.platform === 'win32' ? ['.cmd', '.exe'] : [''];
  for (const folder of (env['PATH'] ?? '').split(delimiter)) {
    for (const name of names) {
      for (const ending of endings) if (folder !== '' && (await canRun(join(folder, name + ending)))) return join(folder, name + ending);
    }
  }
  return undefined;
}

const canRead = (file: string): Promise<boolean> => allowed(file, constants.R_OK);
const canRun = (file: string): Promise<boolean> => allowed(file, constants.X_OK);
const allowed = (file: string, mode: number): Promise<boolean> =>
  access(file, mode).then(
    () => true,
    () => false,
  );
