import { Box, Static } from 'ink';
import { useCallback, useEffect, useRef, useState } from 'react';
import { STEP_IDS, type StepId } from '#session/steps.js';
import type { Opened } from '../host.js';
import { recap } from '../recap.js';
import type { Line } from '../text.js';
import type { Marks } from '../theme.js';
import { Lines } from './lines.js';

export type PastItem = { readonly key: string; readonly lines: readonly Line[] };

/** What is over stays in the scrollback and is never drawn again. */
export const Past = ({ items }: { readonly items: readonly PastItem[] }) => (
  <Static items={[...items]}>
    {(item) => (
      <Box key={item.key}>
        <Lines lines={item.lines} />
      </Box>
    )}
  </Static>
);

/** The steps that are over: those that were when an interview was taken up, by their titles, and each that is left, in full. */
export function usePast(opened: Opened | undefined, marks: Marks, columns: number) {
  const [items, setItems] = useState<readonly PastItem[]>([]);
  const add = useCallback((lines: readonly Line[]) => setItems((before) => [...before, { key: String(before.length), lines }]), []);
  const shown = useRef<Opened>(undefined);
  useEffect(() => {
    // Once for each interview, whatever the width becomes.
    if (!opened || shown.current === opened) return;
    shown.current = opened;
    const { steps } = opened.interview.session;
    const over = STEP_IDS.filter((id) => steps[id].state === 'done' || steps[id].state === 'skipped');
    if (over.length > 0) add(over.flatMap((id) => recap(opened.interview, id, marks, columns).slice(0, 1)));
  }, [opened, add, marks, columns]);
  const onLeft = useCallback((step: StepId) => opened && add(recap(opened.interview, step, marks, columns)), [opened, add, marks, columns]);
  return { items, onLeft };
}
