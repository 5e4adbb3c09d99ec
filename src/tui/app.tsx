import { Box, Static, Text, useApp, useWindowSize } from 'ink';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { STEP_IDS, type StepId } from '#session/steps.js';
import { Lines } from './components/lines.js';
import { COMFORT, LookContext } from './components/look.js';
import { ProgramActions, useActions } from './components/use-actions.js';
import { useLatest } from './components/use-latest.js';
import type { Host, Opened, ProblemCard } from './host.js';
import { InterviewRoom } from './interview-room.js';
import { recap } from './recap.js';
import { Help } from './screens/help/help.js';
import { Home } from './screens/home/home.js';
import type { Line } from './text.js';
import { marksFor } from './theme.js';

/** Smallest window in which every screen can be used. */
export const SMALLEST = { columns: 40, rows: 14 } as const;
const ARMED_MS = 3_000;

export type AppProps = {
  readonly host: Host;
  readonly problems: readonly ProblemCard[];
  readonly first: Opened | undefined;
  /** Told which interview is open, so that it can be closed however the program ends. */
  readonly onOpened: (opened: Opened | undefined) => void;
  readonly suspend: (handOver: (run: () => Promise<void>) => Promise<void>) => Promise<void>;
};

type Past = { readonly key: string; readonly lines: readonly Line[] };

/** Routing and nothing else: which room is shown, and the keys that hold in all of them. */
export function App({ host, problems, first, onOpened, suspend }: AppProps) {
  const { exit, suspendTerminal } = useApp();
  const { columns, rows } = useWindowSize();
  const marks = useMemo(() => marksFor(host.env), [host]);
  const [cards, setCards] = useState(problems);
  const [opened, setOpened] = useState(first);
  const [listing, setListing] = useState(false);
  const [help, setHelp] = useState(false);
  const [leaving, setLeaving] = useState<number>();
  const [past, setPast] = useState<readonly Past[]>([]);
  const { notice, warn, isWarned } = useNotice();

  const remember = useCallback((lines: readonly Line[]) => setPast((before) => [...before, { key: String(before.length), lines }]), []);
  const width = Math.min(columns, COMFORT);
  const onLeft = useCallback(
    (step: StepId) => opened && remember(recap(opened.interview, step, marks, width)),
    [opened, remember, marks, width],
  );
  useEffect(() => {
    if (leaving !== undefined) exit(leaving);
  }, [leaving, exit]);
  // An interview that is taken up shows what is behind it before it goes on; once, whatever the width becomes.
  const shown = useRef<Opened>(undefined);
  useEffect(() => {
    if (!opened || shown.current === opened) return;
    shown.current = opened;
    const { steps } = opened.interview.session;
    const over = STEP_IDS.filter((id) => steps[id].state === 'done' || steps[id].state === 'skipped');
    if (over.length > 0) remember(over.flatMap((id) => recap(opened.interview, id, marks, width).slice(0, 1)));
  }, [opened, remember, marks, width]);

  const open = async (id: string, fresh: boolean) => {
    const next = await host.open(id, fresh);
    if (typeof next === 'string') return warn(next);
    onOpened(next);
    setListing(false);
    setOpened(next);
  };
  const home = async () => {
    opened?.close();
    onOpened(undefined);
    setOpened(undefined);
    setCards(await host.problems());
  };
  const program = {
    quit: () => setLeaving(0),
    'quit now': () => (isWarned(CTRL_C) ? setLeaving(130) : warn(CTRL_C)),
    suspend: () => void suspend(suspendTerminal),
    help: () => setHelp(true),
    back: () => setListing(true),
  };
  if (leaving !== undefined) return <History past={past} />;
  const small = columns < SMALLEST.columns || rows < SMALLEST.rows;
  return (
    <LookContext value={{ marks, notice }}>
      <ProgramActions value={program}>
        <History past={past} />
        {small ? (
          <TooSmall columns={columns} rows={rows} />
        ) : help ? (
          <Help onClose={() => setHelp(false)} />
        ) : opened ? (
          <InterviewRoom opened={opened} host={host} listing={listing} onListing={setListing} onHome={() => void home()} onLeft={onLeft} />
        ) : (
          <Home problems={cards} host={host} onOpen={(id, fresh) => void open(id, fresh)} onQuit={program.quit} />
        )}
      </ProgramActions>
    </LookContext>
  );
}

const CTRL_C = 'Press Ctrl-C again to quit. Everything is saved.';

/** A sentence in the place of the keys, for a few seconds. */
function useNotice() {
  const notice = useLatest<string | undefined>(undefined);
  const timer = useRef<NodeJS.Timeout>(undefined);
  const warn = (text: string) => {
    clearTimeout(timer.current);
    notice.set(text);
    timer.current = setTimeout(() => notice.set(undefined), ARMED_MS);
  };
  useEffect(() => () => clearTimeout(timer.current), []);
  return { notice: notice.value, warn, isWarned: (text: string) => notice.now() === text };
}

/** What is over stays in the scrollback and is never drawn again. */
const History = ({ past }: { readonly past: readonly Past[] }) => (
  <Static items={[...past]}>
    {(item) => (
      <Box key={item.key}>
        <Lines lines={item.lines} />
      </Box>
    )}
  </Static>
);

function TooSmall({ columns, rows }: { readonly columns: number; readonly rows: number }) {
  useActions([], {});
  return (
    <Text>
      This window has {columns} columns and {rows} rows; {SMALLEST.columns} and {SMALLEST.rows} are needed. Make it larger, or use --plain.
    </Text>
  );
}
