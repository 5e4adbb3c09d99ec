import { Box } from 'ink';
import { useEffect, useMemo, useState } from 'react';
import { debrief } from '#session/debrief.js';
import type { Interview } from '#session/interview.js';
import { Scroll, useScroll } from '../../components/scroll.js';
import { StepFrame, useBodyRows } from '../../components/step-frame.js';
import { useActions } from '../../components/use-actions.js';
import { type Line, wrap } from '../../text.js';

/** The report as lines of this width. */
export const reportLines = (interview: Interview, columns: number): readonly Line[] =>
  debrief(interview).flatMap((part, i): readonly Line[] => [
    ...(i === 0 ? [] : [{ text: '' }]),
    { text: part.title, tone: 'accent' },
    ...part.lines.flatMap((line) => wrap(line, columns, ' '.repeat(/^ */.exec(line)![0].length + 2)).map((text): Line => ({ text }))),
  ]);

const JUDGING: readonly Line[] = [{ text: 'Judging your design and running it under load...', tone: 'strong' }];

export function Report({ interview }: { readonly interview: Interview }) {
  const { columns, rows } = useBodyRows(interview);
  const height = rows - 1;
  const [ready, setReady] = useState(false);
  // Judging takes the whole processor for a moment: the frame that says so is drawn first.
  useEffect(() => {
    const timer = setTimeout(() => setReady(true), 50);
    return () => clearTimeout(timer);
  }, []);
  const lines = useMemo(() => (ready ? reportLines(interview, columns) : JUDGING), [interview, columns, ready]);
  const scroll = useScroll(lines.length, height - 1);
  useActions(['scroll'], scroll.on);
  return (
    <StepFrame interview={interview} scopes={['scroll']}>
      <Box marginTop={1}>
        <Scroll lines={lines} at={scroll.at} height={height} />
      </Box>
    </StepFrame>
  );
}
