import { expect, test } from 'vitest';
import { run } from '#cli/main.js';
import { recordingIo } from '../../helpers/io.js';

test.each([
  ['check', 'problems/url-shortener/designs/weak.yaml', 'junit'],
  ['grade', 'problems/url-shortener/designs/weak.yaml', 'markdown'],
  ['report', 'problems/url-shortener/designs/weak.yaml', 'html'],
  ['simulate', 'problems/url-shortener/designs/weak.yaml', 'pretty'],
])('%s refuses --json beside another format, and says what to do', async (command, file, format) => {
  const { io, out, err } = recordingIo(process.cwd());
  const code = await run([command, file, '--json', '--format', format], io);
  expect([code, err()]).toEqual([2, '']);
  expect(JSON.parse(out()).error).toEqual({
    message: `--json is short for --format json, and here is also --format ${format}`,
    help: 'Give one of the two.',
  });
});
