import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import { bindingsOf, type Scope } from '../keys.js';
import { clip, pad, width } from '../text.js';
import { useLook } from './look.js';

export type FrameProps = {
  readonly left: string;
  readonly right?: string;
  readonly scopes: readonly Scope[];
  readonly inField?: boolean;
  readonly children: ReactNode;
};

/** What the frame itself takes of the rows: title, rule, blank, footer. */
export const FRAME_ROWS = 4;

/** Title above, keys below, the screen between them. A notice of the program stands in the place of the keys while it lasts. */
export function Frame({ left, right = '', scopes, inField = false, children }: FrameProps) {
  const { columns, marks, notice, say } = useLook();
  const title = clip(say(left), Math.max(1, columns - width(right) - 2));
  return (
    <Box flexDirection="column">
      <Text bold>{pad(title, columns - width(right)) + right}</Text>
      <Text dimColor>{marks.rule.repeat(columns)}</Text>
      {children}
      <Text> </Text>
      {notice ? (
        <Text color="yellow">{clip(say(notice), columns)}</Text>
      ) : (
        <Text dimColor>{footer(scopes, inField, columns, marks.dot, say)}</Text>
      )}
    </Box>
  );
}

/** As many keys as clip, the table's order; the one for all the others is always among them. */
export function footer(
  scopes: readonly Scope[],
  inField: boolean,
  columns: number,
  dot: string,
  say: (text: string) => string = (text) => text,
): string {
  const shown = bindingsOf(scopes, inField).filter((binding) => binding.short !== undefined);
  const text = (of: typeof shown) => of.map((binding) => `${say(binding.shown)} ${binding.short}`).join(` ${dot} `);
  const kept = [...shown];
  while (kept.length > 1 && width(text(kept)) > columns) {
    const drop = kept.findLastIndex((binding) => binding.action !== 'help');
    kept.splice(drop, 1);
  }
  return clip(text(kept), columns);
}
