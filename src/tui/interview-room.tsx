import { useEffect, useRef, useState } from 'react';
import type { StepId } from '#session/steps.js';
import { useInterview } from './components/use-interview.js';
import type { Host, Opened } from './host.js';
import { Design } from './screens/design/design.js';
import { Dives } from './screens/dives/dives.js';
import { Report } from './screens/report/report.js';
import { Requirements } from './screens/requirements/requirements.js';
import { Sheet } from './screens/sheet/sheet.js';
import { Steps } from './screens/steps/steps.js';
import { Trials } from './screens/trials/trials.js';

export type InterviewRoomProps = {
  readonly opened: Opened;
  readonly host: Host;
  /** Whether the list of steps is shown in front of the step. */
  readonly listing: boolean;
  readonly onListing: (shown: boolean) => void;
  readonly onHome: () => void;
  /** A step was left; it goes to the scrollback. */
  readonly onLeft: (step: StepId) => void;
};

/** The screen of the step the interview is at. */
export function InterviewRoom({ opened, host, listing, onListing, onHome, onLeft }: InterviewRoomProps) {
  const { interview } = opened;
  useInterview(interview);
  useTicks(opened);
  const at = interview.session.at;
  const before = useRef(at);
  useEffect(() => {
    if (before.current !== at) onLeft(before.current);
    before.current = at;
  }, [at, onLeft]);

  const go = (to: StepId) => {
    onListing(false);
    interview.move({ type: 'go', to });
  };
  if (listing) return <Steps interview={interview} onGo={go} onBack={onHome} />;
  switch (at) {
    case 'requirements':
      return <Requirements interview={interview} />;
    case 'estimates':
    case 'interface':
    case 'data':
      return <Sheet key={at} interview={interview} sheet={at} />;
    case 'architecture':
      return <Design interview={interview} host={host} />;
    case 'deep-dives':
      return <Dives interview={interview} />;
    case 'failures':
      return <Trials interview={interview} />;
    case 'report':
      return <Report interview={interview} />;
  }
}

/** Longest time that one tick may count: a machine that slept did not think. */
const MOST_MS = 10_000;

/** Tells the interview how time goes by, a second at a time, until its report. */
function useTicks({ interview }: Opened): void {
  const [running] = useState(() => ({ since: performance.now() }));
  useEffect(() => {
    const timer = setInterval(() => {
      const now = performance.now();
      const seconds = Math.floor(Math.min(now - running.since, MOST_MS) / 1000);
      if (seconds < 1) return;
      running.since = now - running.since > MOST_MS ? now : running.since + seconds * 1000;
      if (interview.session.at !== 'report') interview.send({ type: 'tick', seconds });
    }, 1000);
    return () => clearInterval(timer);
  }, [interview, running]);
}
