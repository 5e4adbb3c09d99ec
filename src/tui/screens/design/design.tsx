import { Box, Text } from 'ink';
import { useContext, useEffect, useState } from 'react';
import { type Interview, summary } from '#session/interview.js';
import { HandOverContext } from '../../components/hand-over.js';
import { useLook } from '../../components/look.js';
import { Scroll, useScroll } from '../../components/scroll.js';
import { StepFrame, useBodyRows } from '../../components/step-frame.js';
import { useActions } from '../../components/use-actions.js';
import type { Host } from '../../host.js';
import { clip, type Line, plain, width } from '../../text.js';
import { findingLines, type Pane, panesFor, sideBySide, utilisationLines } from './design-lines.js';

/** The diagram of the design as it was last read; drawn anew when the design or the width changes. */
function useDiagram(interview: Interview, host: Host, columns: number): readonly Line[] {
  const study = interview.study;
  const [lines, setLines] = useState<readonly Line[]>([{ text: '' }]);
  useEffect(() => {
    let wanted = true;
    const show = (text: string) =>
      wanted &&
      setLines(
        text
          .trimEnd()
          .split('\n')
          .map((line) => ({ text: line })),
      );
    if (!study?.model || study.model.components.size === 0) show('There is nothing to draw yet.');
    else host.draw(study, columns).then(show, (error: Error) => show(`It cannot be drawn: ${error.message}`));
    return () => {
      wanted = false;
    };
  }, [study, host, columns]);
  return lines;
}

/** The lines of one pane; the overview has the diagram beside everything else. */
function useLines(interview: Interview, host: Host, pane: Pane, columns: number): readonly Line[] {
  const { marks } = useLook();
  const half = pane === 'overview' ? Math.floor((columns - 3) / 2) : columns;
  const diagram = useDiagram(interview, host, half);
  const study = interview.study;
  if (!study) return [{ text: 'There is no design file.' }];
  if (pane === 'diagram') return diagram;
  const findings = findingLines(study, half);
  const use = utilisationLines(study, half, marks);
  if (pane === 'findings') return findings;
  return pane === 'utilisation' ? use : sideBySide(diagram, [...findings, { text: '' }, ...use], half);
}

export function Design({ interview, host }: { readonly interview: Interview; readonly host: Host }) {
  const { columns, rows } = useBodyRows(interview);
  const { say } = useLook();
  const handOver = useContext(HandOverContext);
  const panes = panesFor(columns);
  const [chosen, setPane] = useState<Pane>(panes[0]!);
  const pane = panes.includes(chosen) ? chosen : panes[0]!;
  const [problem, setProblem] = useState<string>();
  const file = interview.session.design;
  const name = plain(file);
  useEffect(() => {
    const stop = host.watch(file, () => interview.look());
    // What was saved between the last look and now.
    interview.look();
    return stop;
  }, [host, file, interview]);

  const height = Math.max(1, rows - 2);
  const lines = useLines(interview, host, pane, columns);
  const scroll = useScroll(lines.length, height - 1);
  const edit = async () => {
    let failed: string | undefined;
    await handOver(async () => {
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
      setPane((now) => panes[(panes.indexOf(now) + 1) % panes.length]!);
      scroll.top();
    },
    next: () => interview.move({ type: 'next' }),
    hint: () => interview.hint(),
  });

  const failed = problem ?? interview.designProblem;
  const tabs = panes.map((one) => (one === pane ? `[${one}]` : ` ${one} `)).join('');
  const status = clip(failed ?? (interview.study ? summary(interview.study) : ''), columns);
  return (
    <StepFrame interview={interview} scopes={['design', 'scroll']}>
      <Text color={failed ? 'red' : 'green'}>{say(status)}</Text>
      <Box justifyContent="space-between" width={columns}>
        <Text>{tabs}</Text>
        <Text dimColor wrap="truncate-start">
          {width(name) + width(tabs) + 2 > columns ? `${say('…')}${name.slice(width(tabs) + 3 - columns)}` : name}
        </Text>
      </Box>
      <Scroll lines={lines} at={scroll.at} height={height} />
    </StepFrame>
  );
}
