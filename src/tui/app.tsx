import { useApp, useWindowSize } from 'ink';
import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { type HandOver, HandOverContext, useHandOver } from './components/hand-over.js';
import { COMFORT, LookContext } from './components/look.js';
import { Past, usePast } from './components/past.js';
import { ProgramActions } from './components/use-actions.js';
import { useNotice } from './components/use-notice.js';
import type { Host, Opened, ProblemCard } from './host.js';
import { InterviewRoom } from './interview-room.js';
import { Help } from './screens/help/help.js';
import { Home } from './screens/home/home.js';
import { isTooSmall, TooSmall } from './screens/too-small/too-small.js';
import { marksFor, sayFor } from './theme.js';

const CTRL_C = 'Press Ctrl-C again to quit. Everything is saved.';

export type AppProps = {
  readonly host: Host;
  readonly problems: readonly ProblemCard[];
  readonly first: Opened | undefined;
  /** Told which interview is open, so that it can be closed however the program ends. */
  readonly onOpened: (opened: Opened | undefined) => void;
  readonly suspend: (handOver: HandOver) => Promise<void>;
};

/** Routing and nothing else: which room is shown, and the keys that hold in all of them. */
export function App({ host, problems, first, onOpened, suspend }: AppProps) {
  const { exit } = useApp();
  const handOver = useHandOver();
  const { columns, rows } = useWindowSize();
  const { marks, say } = useMemo(() => ({ marks: marksFor(host.env), say: sayFor(host.env) }), [host]);
  const [cards, setCards] = useState(problems);
  const [opened, setOpened] = useState(first);
  const [listing, setListing] = useState(false);
  const [help, setHelp] = useState(false);
  const [leaving, setLeaving] = useState<number>();
  const { notice, warn, isWarned } = useNotice();
  const past = usePast(opened, marks, Math.min(columns, COMFORT));
  useEffect(() => {
    // After a frame without the screen, so that nothing of it stays behind.
    if (leaving !== undefined) exit(leaving);
  }, [leaving, exit]);

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
    suspend: () => void suspend(handOver),
    help: () => setHelp(true),
    back: () => setListing(true),
  };
  const room = (): ReactNode => {
    if (isTooSmall(columns, rows)) return <TooSmall columns={columns} rows={rows} />;
    if (help) return <Help onClose={() => setHelp(false)} />;
    if (!opened) return <Home problems={cards} host={host} onOpen={(id, fresh) => void open(id, fresh)} onQuit={program.quit} />;
    const listed = { listing, onListing: setListing, onHome: () => void home(), onLeft: past.onLeft };
    return <InterviewRoom opened={opened} host={host} {...listed} />;
  };
  return (
    <LookContext value={{ marks, say, window: { columns, rows }, notice: notice ?? opened?.trouble() }}>
      <ProgramActions value={program}>
        <HandOverContext value={handOver}>
          <Past items={past.items} />
          {leaving === undefined && room()}
        </HandOverContext>
      </ProgramActions>
    </LookContext>
  );
}
