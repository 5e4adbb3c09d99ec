import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { toMermaid } from '#present/mermaid.js';
import { findMermaidCli, renderMermaid } from '#render/mermaid-cli.js';
import { fixture } from '../helpers/fixture.js';

const folder = mkdtempSync(join(tmpdir(), 'sysdrill-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Where an own mermaid-cli is installed beside the program, it comes before any on the PATH. */
const beside = await findMermaidCli({ env: {} });

/** A stand-in on the PATH that behaves as the script says. */
function pathWith(name: string, script: string): { env: { PATH: string } } {
  const bin = mkdtempSync(join(folder, 'bin-'));
  writeFileSync(join(bin, name), `#!/bin/sh\n${script}\n`);
  chmodSync(join(bin, name), 0o755);
  return { env: { PATH: bin } };
}

test.skipIf(beside !== undefined)('without mermaid-cli: says what to install, and what works without', async () => {
  await expect(renderMermaid('flowchart TD', 'png', { env: { PATH: folder } })).rejects.toMatchObject({
    name: 'RenderError',
    message: 'A .png is drawn by mermaid-cli, which is not installed',
    help: expect.stringMatching(/npm install .*mermaid-cli.*-o design\.svg/),
  });
});

test.skipIf(beside !== undefined)('without a browser: says so in a sentence, not with a stack', async () => {
  const broken = pathWith('mmdc', 'echo "Could not find chrome-headless-shell (ver. 1)." >&2\necho "    at somewhere" >&2\nexit 1');
  await expect(renderMermaid('flowchart TD', 'png', broken)).rejects.toMatchObject({
    message: 'mermaid-cli could not draw it: Could not find chrome-headless-shell (ver. 1)',
    help: expect.stringContaining('install Chromium'),
  });
});

test.skipIf(beside !== undefined)('hands over the text, strict settings and the size, and gives back the picture', async () => {
  // -i text -o picture -c settings: the stand-in answers with what it was given.
  const echo = pathWith('mmdc', 'while read line; do echo "$line"; done < "$2" > "$4"\nread settings < "$6"\necho "$settings" >> "$4"');
  const [text, settings] = Buffer.from(await renderMermaid('flowchart TD\n', 'pdf', echo))
    .toString()
    .trim()
    .split('\n');
  expect(text).toBe('flowchart TD');
  expect(JSON.parse(settings!)).toMatchObject({ securityLevel: 'strict', flowchart: { useMaxWidth: false } });
});

test('a real mermaid-cli draws a design as PNG', { timeout: 60_000 }, async ({ skip }) => {
  const surroundings = { env: process.env };
  if ((await findMermaidCli(surroundings)) === undefined) skip('mermaid-cli is not installed beside the program, nor is mmdc on the PATH');
  const picture = await renderMermaid(toMermaid(fixture('headline')), 'png', surroundings).catch((error: Error) => {
    if (error.message.includes('Could not find')) skip('no browser for mermaid-cli on this machine');
    throw error;
  });
  expect(Buffer.from(picture).subarray(1, 4).toString()).toBe('PNG');
});
