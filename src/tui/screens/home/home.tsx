import { STEP_IDS, stepInfo } from '#session/steps.js';
import { FRAME_ROWS, Frame } from '../../components/frame.js';
import { Lines } from '../../components/lines.js';
import { useLook } from '../../components/look.js';
import { scrollTo } from '../../components/scroll.js';
import { useActions } from '../../components/use-actions.js';
import { useLatest } from '../../components/use-latest.js';
import type { Host, ProblemCard } from '../../host.js';
import type { Action } from '../../keys.js';
import { clip, type Line, wrap } from '../../text.js';

/** Where the last interview of a problem stands, in words. */
export function standing({ saved, minutes }: ProblemCard): string {
  if (!saved) return `${minutes} min`;
  return saved.finished ? 'finished' : `at step ${saved.step}, ${stepInfo(STEP_IDS[saved.step - 1]!).title.toLowerCase()}`;
}

/** The list around the chosen problem, with its summary below it. */
export function problemLines(
  problems: readonly ProblemCard[],
  at: number,
  cursor: string,
  columns: number,
  height: number,
): readonly Line[] {
  const summary = wrap(problems[at]?.summary ?? '', columns - 4).map((text): Line => ({ text: `    ${text}`, tone: 'quiet' }));
  const room = Math.max(1, height - summary.length);
  const from = Math.max(0, Math.min(at - Math.floor(room / 2), problems.length - room));
  return problems.slice(from, from + room).flatMap((problem, i): readonly Line[] => {
    const chosen = from + i === at;
    const line: Line = {
      text: clip(`${chosen ? cursor : ' '} ${problem.title} (${standing(problem)})`, columns),
      tone: chosen ? 'accent' : 'plain',
    };
    return chosen ? [line, ...summary] : [line];
  });
}

export type HomeProps = {
  readonly problems: readonly ProblemCard[];
  readonly host: Host;
  readonly onOpen: (id: string, fresh: boolean) => void;
  readonly onQuit: () => void;
};

export function Home({ problems, host, onOpen, onQuit }: HomeProps) {
  const { columns, rows, marks } = useLook();
  const unfinished = problems.findIndex((problem) => problem.saved && !problem.saved.finished);
  const at = useLatest(Math.max(0, unfinished));
  const move = (by: Action) => problems.length > 0 && at.set(scrollTo(at.now(), by, problems.length, 1));
  const open = (fresh: boolean) => {
    const chosen = problems[at.now()];
    if (chosen) onOpen(chosen.id, fresh);
  };
  useActions(['home', 'scroll'], {
    up: () => move('up'),
    down: () => move('down'),
    first: () => move('first'),
    last: () => move('last'),
    choose: () => open(false),
    fresh: () => open(true),
    back: onQuit,
  });
  const notes = host.notes().flatMap((note) => wrap(note, columns).map((text): Line => ({ text, tone: 'warning' })));
  const list =
    problems.length === 0
      ? [{ text: 'There are no problems here.' }]
      : problemLines(problems, at.value, marks.cursor, columns, rows - FRAME_ROWS - notes.length - 3);
  return (
    <Frame left="sysdrill" right="system-design interviews" scopes={['home', 'scroll']}>
      <Lines lines={[...notes, { text: 'Which problem?', tone: 'strong' }, { text: '' }, ...list]} />
    </Frame>
  );
}
