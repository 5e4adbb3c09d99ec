import { Box, Text, useApp } from 'ink';
import { useEffect, useState } from 'react';
import { type Interview, summary } from '#session/interview.js';
import { useLook } from '../../components/look.js';
import { Scroll, useScroll } from '../../components/scroll.js';
import { StepFrame, useBodyRows } from '../../components/step-frame.js';
import { useActions } from '../../components/use-actions.js';
import type { Host } from '../../host.js';
import { clip, type Line } from '../../text.js';
import { findingLines, PANES, type Pane, utilisationLines } from './design-lines.js';

/** The diagram of the design as it was last read; drawn anew when the design or the width changes. */
function useDiagram(interview: Interview, host: Host, columns: number): readonly Line[] {
  const model = interview.study?.model;
  const [lines, setLines] = useState<readonly Line[]>([{ text: '' }]);
  useEffect(() => {
    let wanted = true;
    const show = (text: string) => wanted && setLines(text.split('\n').map((line) => ({ text: line })));
    if (!model || model.components.size === 0) show('There is nothing to draw yet.');
    else host.draw(model, columns).then(show, (error: Error) => show(`It cannot be drawn: ${error.message}`));
    return () => {
      wanted = false;
    };
  }, [model, host, columns]);
  return lines;
}

export function Design({ interview, host }: { readonly interview: Interview; readonly host: Host }) {
  const { marks } = useLook();
  const { columns, rows } = useBodyRows(interview);
  const { suspendTerminal } = useApp();
  const [pane, setPane] = useState<Pane>(PANES[0]);
  const [problem, setProblem] = useState<string>();
  const file = interview.session.design;
  useEffect(() => host.watch(file, () => interview.look()), [host, file, interview]);

  const study = interview.study;
  const diagram = useDiagram(interview, host, columns);
  const height = Math.max(1, rows - 4);
  const lines = !study
    ? [{ text: 'There is no design file.' }]
    : pane === 'findings'
      ? findingLines(study, columns)
      : pane === 'diagram'
        ? diagram
        : utilisationLines(study, columns, marks);
  const scroll = useScroll(lines.length, height - 1);

  const edit = async () => {
    let failed: string | undefined;
    await suspendTerminal(async () => {
      failed = await host.edit(file);
    });
    setProblem(failed);
    interview.look();
  };
  useActions(['interview', 'design', 'scroll'], {
    ...scroll.on,
    edit: () => void edit(),
    check: () => interview.look(),
    pane: () => {
      setPane(PANES[(PANES.indexOf(pane) + 1) % PANES.length]!);
      scroll.top();
    },
    next: () => interview.move({ type: 'next' }),
    hint: () => interview.hint(),
  });
  const status = problem ?? (study ? summary(study) : '');
  return (
    <StepFrame interview={interview} scopes={['design', 'scroll']}>
      <Text wrap="truncate-middle">{clip(file, columns)}</Text>
      <Text color={problem ? 'red' : 'green'}>{clip(status, columns)}</Text>
      <Text>{PANES.map((one) => (one === pane ? `[${one}]` : ` ${one} `)).join(' ')}</Text>
      <Box marginTop={1}>
        <Scroll lines={lines} at={scroll.at} height={height} />
      </Box>
    </StepFrame>
  );
}
