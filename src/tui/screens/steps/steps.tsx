import { Box } from 'ink';
import type { Interview } from '#session/interview.js';
import { STEP_IDS, STEPS, type StepId } from '#session/steps.js';
import { clock } from '#session/study-text.js';
import { Frame } from '../../components/frame.js';
import { Lines } from '../../components/lines.js';
import { useLook } from '../../components/look.js';
import { scrollTo } from '../../components/scroll.js';
import { useActions } from '../../components/use-actions.js';
import { useLatest } from '../../components/use-latest.js';
import type { Action } from '../../keys.js';
import { type Line, pad } from '../../text.js';
import type { Marks } from '../../theme.js';

const WORDS = { ahead: 'not yet', open: 'you are here', done: 'done', skipped: 'skipped' } as const;

/** The eight steps with their state in a mark and in words, and their time. */
export const stepLines = (interview: Interview, at: number, marks: Marks): readonly Line[] =>
  STEPS.map((step, i): Line => {
    const { state, seconds } = interview.session.steps[step.id];
    const time = seconds > 0 ? clock(seconds) : '';
    const text = `${i === at ? marks.cursor : ' '} ${marks[state]} ${step.number} ${pad(step.title, 22)} ${pad(WORDS[state], 13)} ${time}`;
    return { text: text.trimEnd(), tone: i === at ? 'accent' : state === 'done' ? 'good' : 'plain' };
  });

/** Where one stands, and the way to any step. */
export function Steps({
  interview,
  onGo,
  onBack,
}: {
  readonly interview: Interview;
  readonly onGo: (to: StepId) => void;
  readonly onBack: () => void;
}) {
  const { marks } = useLook();
  const at = useLatest(STEP_IDS.indexOf(interview.session.at));
  const move = (by: Action) => at.set(scrollTo(at.now(), by, STEPS.length, 1));
  useActions(['steps', 'scroll'], {
    up: () => move('up'),
    down: () => move('down'),
    first: () => move('first'),
    last: () => move('last'),
    choose: () => onGo(STEPS[at.now()]!.id),
    back: onBack,
  });
  return (
    <Frame left={`${interview.problem.title}  The steps`} scopes={['steps', 'scroll']}>
      <Box marginTop={1}>
        <Lines lines={stepLines(interview, at.value, marks)} />
      </Box>
    </Frame>
  );
}
