import { openCatalog } from '#catalog/catalog.js';
import { createEngines } from '#session/engines/create-engines.js';
import { Interview } from '#session/interview.js';
import { newSession, type Session } from '#session/session.js';

const catalog = openCatalog();

/** The URL shortener with real engines; its design file and its saves are kept in memory. */
export async function beginInterview(design?: string, of?: Session) {
  const id = 'url-shortener';
  const [problem, rubric, ladder] = await Promise.all([catalog.problem(id), catalog.rubric(), catalog.ladder(id)]);
  const hashing = { version: '0', sha256: () => '0'.repeat(64) };
  const engines = createEngines({ assignment: { problem, rubric, level: 'senior' }, ladder, hashing });
  const world = { file: design, saved: [] as Session[], unreadable: undefined as string | undefined, full: false };
  const ports = {
    readDesign: () =>
      world.unreadable !== undefined ? { problem: world.unreadable } : world.file === undefined ? undefined : { text: world.file },
    writeDesign: (text: string) => {
      if (world.full) return 'The disk is full.';
      world.file = text;
      return undefined;
    },
    save: (next: Session) => {
      world.saved.push(next);
    },
  };
  const session = of ?? newSession({ id: 's', problem: id, design: '/home/somebody/url-shortener.yaml' });
  const reference = (name: string) => ladder.find((rung) => rung.name === name)?.text ?? '';
  return { interview: new Interview({ problem: problem.value, session, engines, ports }), world, reference };
}
