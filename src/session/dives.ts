import type { Finding } from '#analyze/finding.js';
import type { DesignModel } from '#model/design.js';
import type { Call, Flow } from '#model/flow.js';
import type { Problem } from '#score/problem.js';
import { drillApplies, readsCopy } from './drills.js';
import type { Dive } from './session.js';
import { callsOf } from './walk.js';

const HOW_MANY = 5;

type Spot = { readonly model: DesignModel; readonly flow: Flow; readonly call: Call };
/** Looks at one call of the design; a question about it, or nothing. The first call it fires on is asked about. */
type Probe = { readonly id: string; readonly ask: (spot: Spot) => Omit<Dive, 'id' | 'answer'> | undefined };

const writers = (model: DesignModel, data: string): readonly Flow[] =>
  [...model.flows.values()].filter((flow) =>
    callsOf(flow).some((call) => call.operation?.kind === 'write' && call.operation.data === data),
  );

const probes: readonly Probe[] = [
  {
    id: 'replica-read',
    ask: ({ model, flow, call }) => {
      const store = model.components.get(call.visit.component);
      if (
        !readsCopy(model, call) ||
        !call.operation ||
        store?.is !== 'database' ||
        model.data.get(call.operation.data)?.changes === 'never'
      )
        return undefined;
      return {
        question: `${flow.id} reads ${call.operation.data} from a copy of ${store.replicaOf ?? store.id} that may be behind. What does a user see right after changing it?`,
        about: [store.id, flow.id],
        listen: [
          'their own change may be missing',
          'read from the leader, or from a copy known to be far enough, for those who just wrote',
          'what that does to the load of the leader',
        ],
      };
    },
  },
  {
    id: 'stale-cache',
    ask: ({ model, flow, call }) => {
      const cache = model.components.get(call.visit.component);
      if (call.hit === undefined || (cache?.is !== 'cache' && cache?.is !== 'cdn') || !call.operation) return undefined;
      const data = call.operation.data;
      if (model.data.get(data)?.changes === 'never' || writers(model, data).length === 0) return undefined;
      return {
        question: `${flow.id} takes ${data} from ${cache.id}. It has just been changed: who sees the old one, and for how long?`,
        about: [cache.id, data],
        listen: [
          'the time to live bounds it',
          'who invalidates, and what happens when the invalidation is lost or overtakes the write',
          'a reader that fills the cache with the old value after it',
        ],
      };
    },
  },
  {
    id: 'cold-cache',
    ask: ({ model, flow, call }) => {
      if (call.hit === undefined || call.hit <= 0.5 || model.components.get(call.visit.component)?.is !== 'cache') return undefined;
      const behind = callsOf(flow).find((other) => other.when.kind === 'miss' && other.when.of === call.id);
      if (!behind) return undefined;
      const factor = Math.round(1 / Math.max(1 - call.hit, 0.001));
      return {
        question: `${call.visit.component} answers ${Math.round(call.hit * 100)}% of the reads of ${flow.id}. It restarts empty. What reaches ${behind.visit.component}, and how do you get back?`,
        about: [call.visit.component, behind.visit.component],
        listen: [
          `up to ${factor} times the reads it sees today`,
          'many misses for one key at once: let one of them fetch',
          'warm up, or let in part of the traffic at a time',
        ],
      };
    },
  },
  {
    id: 'repeated-write',
    ask: ({ flow, call }) => {
      if (call.retries === 0 || call.once !== undefined) return undefined;
      const writes = [call, ...callsOf(flow)].some((one) => one.operation?.kind === 'write');
      if (!writes) return undefined;
      return {
        question: `${call.from} tries ${call.visit.component} again in ${flow.id} when it hears nothing. The first try had worked and only the answer was lost. What happens?`,
        about: [call.visit.component, flow.id],
        listen: [
          'it is done twice unless the receiver recognises it',
          'a key made by the one who asks, kept with the effect in one transaction',
          'how long such keys are kept',
        ],
      };
    },
  },
  {
    id: 'handed-over',
    ask: ({ model, flow, call }) => {
      const queue = model.components.get(call.visit.component);
      if (queue?.is !== 'queue' && queue?.is !== 'stream') return undefined;
      return {
        question: `A consumer of ${queue.id} does its work and dies before it says so. What happens to that message of ${flow.id}, and to one that makes every consumer die?`,
        about: [queue.id, flow.id],
        listen: [
          'it comes again: the work must bear being done twice',
          'after a few tries it is set aside for a human',
          'what waits behind it meanwhile',
        ],
      };
    },
  },
  {
    id: 'slow-outside',
    ask: ({ model, flow, call }) => {
      if (!call.waits || model.components.get(call.visit.component)?.is !== 'external') return undefined;
      return {
        question: `${call.visit.component} is not down, it takes ten times as long. What do the callers of ${flow.id} notice, and what else stops working?`,
        about: [call.visit.component, call.from],
        listen: [
          `each waiting call holds a slot of ${call.from}`,
          'a timeout shorter than the caller has patience, a breaker',
          'what can be answered without it',
        ],
      };
    },
  },
  {
    id: 'leader-gone',
    ask: ({ model, flow, call }) => {
      const store = model.components.get(call.visit.component);
      if (call.operation?.kind !== 'write' || store?.is !== 'database' || store.replication.mode !== 'single-leader') return undefined;
      return {
        question: `The leader of ${store.id} dies right after it acknowledged a write of ${flow.id}. Is the write still there, and how long until the next one works?`,
        about: [store.id, flow.id],
        listen: [
          'asynchronous copies may not have it',
          'who decides that the leader is gone, and what if it comes back',
          'the time to switch, and what callers do meanwhile',
        ],
      };
    },
  },
];

/** What the interviewer picks on: first what the design does, then the problem's own drills that fit it, then its findings. */
export function chooseDives(
  model: DesignModel | undefined,
  findings: readonly Finding[],
  problem: Pick<Problem, 'drills' | 'needs'>,
  many: number = HOW_MANY,
): readonly Dive[] {
  const own = model ? probes.flatMap((probe) => firstSpot(model, probe)) : [];
  const fitting = problem.drills.filter((drill) => drill.scenario === undefined && model && drillApplies(drill, model, problem, findings));
  const asked = fitting.map((drill) => ({
    id: `drill/${drill.id}`,
    question: drill.ask,
    about: [],
    listen: [drill.looksAt],
    answer: null,
  }));
  const found = findings.filter((finding) => finding.severity !== 'info').map(fromFinding);
  // Half of the questions come from the design itself, so that two designs of one problem are asked different things.
  const half = Math.ceil(many / 2);
  const first = [...own.slice(0, half), ...asked.slice(0, many - Math.min(half, own.length))];
  return unique([...first, ...own.slice(half), ...asked, ...found]).slice(0, many);
}

function firstSpot(model: DesignModel, probe: Probe): Dive[] {
  for (const flow of model.flows.values()) {
    for (const call of callsOf(flow)) {
      const question = probe.ask({ model, flow, call });
      if (question) return [{ id: `probe/${probe.id}/${question.about.join('+')}`, ...question, answer: null }];
    }
  }
  return [];
}

const fromFinding = (finding: Finding): Dive => ({
  id: `finding/${finding.code}/${finding.subject.join('+')}`,
  question: `${finding.message.replace(/[.\s]*$/, '.')} Do you accept that, or change it? Say why.`,
  about: [...finding.subject],
  listen: [finding.help],
  answer: null,
});

function unique(dives: readonly Dive[]): readonly Dive[] {
  const seen = new Set<string>();
  return dives.filter((dive) => !seen.has(dive.id) && seen.add(dive.id));
}
