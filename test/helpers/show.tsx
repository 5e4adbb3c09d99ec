import { PassThrough } from 'node:stream';
import xterm from '@xterm/headless';
import { render } from 'ink';
import type { ReactNode } from 'react';

const PATIENCE_MS = 4_000;

/** An element drawn by Ink into a real terminal emulator, with a keyboard. What a person would see, at the size they have. */
export function show(element: ReactNode, { columns = 80, rows = 24 }: { readonly columns?: number; readonly rows?: number } = {}) {
  const terminal = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true, convertEol: true });
  const wants = new Set<() => void>();
  const stdout = Object.assign(new PassThrough(), { columns, rows, isTTY: true });
  stdout.on('data', (data: Buffer) => terminal.write(data, () => wants.forEach((look) => void look())));
  const stdin = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => stdin, ref: () => stdin, unref: () => stdin });
  const instance = render(element, {
    stdout: stdout as unknown as NodeJS.WriteStream,
    stdin: stdin as unknown as NodeJS.ReadStream,
    exitOnCtrlC: false,
    patchConsole: false,
    interactive: true,
  });
  const screen = () =>
    Array.from(
      { length: rows },
      (_, y) => terminal.buffer.active.getLine(terminal.buffer.active.viewportY + y)?.translateToString(true) ?? '',
    )
      .join('\n')
      .trimEnd();
  const waitFor = (text: string) =>
    new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => {
        wants.delete(look);
        reject(new Error(`The screen never showed ${text}. It shows:\n${screen()}`));
      }, PATIENCE_MS);
      const look = () => {
        if (!screen().includes(text)) return;
        clearTimeout(timer);
        wants.delete(look);
        resolve();
      };
      wants.add(look);
      look();
    });
  return {
    screen,
    waitFor,
    press: (bytes: string) => stdin.write(bytes),
    cursor: () => ({ x: terminal.buffer.active.cursorX, y: terminal.buffer.active.cursorY }),
    /** The exit code the program ended with; rejects when a part of it threw. */
    ended: instance.waitUntilExit(),
    close: () => {
      instance.unmount();
      terminal.dispose();
    },
  };
}
