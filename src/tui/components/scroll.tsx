import { Box } from 'ink';
import { useReducer } from 'react';
import type { Action } from '../keys.js';
import type { Line } from '../text.js';
import { Lines } from './lines.js';

/** First line shown, after a key. Always within the text; the last page is full where the text is long enough. */
export function scrollTo(at: number, move: Action, count: number, height: number): number {
  const last = Math.max(0, count - height);
  const steps: Partial<Record<Action, number>> = {
    up: at - 1,
    down: at + 1,
    'page up': at - Math.max(1, height - 1),
    'page down': at + Math.max(1, height - 1),
    first: 0,
    last,
  };
  return Math.min(Math.max(steps[move] ?? at, 0), last);
}

export const SCROLL_ACTIONS = ['up', 'down', 'page up', 'page down', 'first', 'last'] as const satisfies readonly Action[];

/** Where a text of `count` lines stands in a window of `height`, and the handlers of the keys that move it. */
export function useScroll(count: number, height: number) {
  const [wanted, move] = useReducer((at: number, by: Action | 'top') => (by === 'top' ? 0 : scrollTo(at, by, count, height)), 0);
  const at = Math.min(wanted, Math.max(0, count - height));
  const on = Object.fromEntries(SCROLL_ACTIONS.map((action) => [action, () => move(action)]));
  return { at, on, top: () => move('top') };
}

export type ScrollProps = { readonly lines: readonly Line[]; readonly at: number; readonly height: number };

/** A window on a long text; below it a line says how much there is before and after. */
export function Scroll({ lines, at, height }: ScrollProps) {
  const more = lines.length > height;
  const body = more ? Math.max(1, height - 1) : height;
  const from = Math.min(at, Math.max(0, lines.length - body));
  const below = lines.length - from - body;
  return (
    <Box flexDirection="column">
      <Lines lines={lines.slice(from, from + body)} />
      {more && (
        <Lines
          lines={[
            {
              text: `  lines ${from + 1}-${Math.min(lines.length, from + body)} of ${lines.length}${below > 0 ? ', more below' : ''}`,
              tone: 'quiet',
            },
          ]}
        />
      )}
    </Box>
  );
}
