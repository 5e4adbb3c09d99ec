import type { Line } from '#score/card.js';
import type { ReasonCode } from '#score/reason.js';
import { visible } from './diagram-text.js';
import { numberText, ratioText, timeText } from './figure-text.js';

/** What a line of a score card says, and for a lost one what would win it back. */
export type Words = { readonly says: string; readonly wins?: string | undefined };
type Data = Line['data'];
type Word = (data: Data) => Words;

const text = (value: Data[string] | undefined): string =>
  Array.isArray(value) ? value.map((one) => visible(String(one))).join(', ') : visible(String(value ?? '?'));
const number = (value: Data[string] | undefined): number => (typeof value === 'number' ? value : Number.NaN);
const at = (data: Data): string => (data['line'] === undefined ? '' : ` (line ${text(data['line'])})`);

/** A sentence that goes on. */
const unstopped = (value: Data[string] | undefined): string => text(value).replace(/\.$/, '');

/** A target's figure in its own unit: `100 ms`, `99.99%`, `zone within 30 s`. */
function asked(data: Data): string {
  const value = data['asked'];
  if (value === 'none') return 'no loss at all';
  if (typeof value !== 'number') return `${text(value)}${typeof data['within'] === 'number' ? ` within ${timeText(data['within'])}` : ''}`;
  return data['measure'] === 'availability' ? ratioText(value) : timeText(value);
}
const target = (data: Data): string =>
  `${MEASURES[text(data['measure'])] ?? text(data['measure'])} of ${data['about'] === 'data' ? `what "${text(data['need'])}" writes` : `"${text(data['need'])}"`}`;
/** What is measured, where it is not called like the word that asks for it. */
const MEASURES: Readonly<Record<string, string>> = { survives: 'survival', fresh: 'freshness', reads: 'reading' };
const off = (factor: number): string => (factor >= 1 ? `${numberText(factor)} times too high` : `${numberText(1 / factor)} times too low`);

/** Where the design is built for less than the problem asks. */
const needed = (data: Data): string =>
  number(data['load']) > 1 ? ` at the load that is asked, ${numberText(number(data['load']))} times what the design states` : '';

const GROUND_WORDS: Readonly<Record<string, string>> = {
  needs: 'a main use case is covered by no flow',
  sized: 'a main use case is covered by no flow',
  placed: 'a main use case is covered by no flow',
  waits: 'no part waits on another',
  'target-loss': 'the design does not say what may be lost',
  'target-effect': 'the design does not say what must happen once',
  'target-reads': 'the design does not say what readers must see',
};

export const REASON_WORDS: Readonly<Record<ReasonCode, Word>> = {
  'need/stated': (d) => ({ says: `${text(d['requirements'])} asks for it` }),
  'need/not-stated': (d) => ({
    says:
      text(d['requirements']) === ''
        ? 'no functional requirement names this use case'
        : `${text(d['requirements'])} asks for it, and no flow has this use case`,
    wins: `State "${text(d['text'])}" with \`use-case: ${text(d['useCase'])}\`, and give a flow that use case too.`,
  }),
  'need/covered': (d) => ({ says: `flow ${text(d['flows'])}` }),
  'need/no-flow': (d) => ({ says: 'no flow has this use case', wins: `Draw a flow with \`use-case: ${text(d['useCase'])}\` and a rate.` }),
  'need/flow-lacks': (d) => ({
    says: `flow ${text(d['flow'])} does not do it: ${deeds(d['lacks'])}`,
    wins: `Let ${text(d['flow'])} do that.`,
  }),
  'target/stated': (d) => ({ says: `${text(d['requirement'])} carries ${target(d)}` }),
  'target/not-stated': (d) => ({
    says: `no figure for ${target(d)}`,
    wins: `Ask for one under \`quality\`; ${asked(d)} is what is needed here.`,
  }),
  'target/lax': (d) => ({ says: `${text(d['requirement'])}${at(d)} asks too little of ${target(d)}`, wins: `Ask for ${asked(d)}.` }),
  'target/no-flow': (d) => ({
    says: `no flow covers "${text(d['need'])}", so nothing carries its ${text(d['measure'])}`,
    wins: 'Cover the use case first.',
  }),
  'fact/asked': () => ({ says: 'asked' }),
  'fact/not-asked': () => ({ says: 'never asked', wins: 'Ask for it before designing.' }),
  'fact/in-brief': () => ({ says: 'asked although the brief says it', wins: 'Read the brief once more before asking.' }),
  'fact/no-interview': (d) => ({ says: `which of the ${text(d['facts'])} facts were asked for shows in an interview only` }),
  'estimate/in-range': (d) => ({ says: `${text(d['name'])} comes to ${numberText(number(d['value']))}, within ${text(d['range'])}` }),
  'estimate/out-of-range': (d) => ({
    says: `${text(d['name'])}${at(d)} comes to ${numberText(number(d['value']))}; expected ${text(d['range'])}`,
    wins: 'Check the assumption and the units of the sum.',
  }),
  'estimate/absent': (d) => ({ says: 'not in the sheet', wins: `Work it out under \`estimates\` (${text(d['names'])}).` }),
  'claim/holds': () => ({ says: 'comes to what is said' }),
  'claim/off': (d) => ({
    says: `what is said${at(d)} is ${off(number(d['factor']))}`,
    wins: `It comes to ${numberText(number(d['value']))}.`,
  }),
  'claim/none': () => ({ says: 'no sum says what it comes to', wins: 'Write what you work it out to after "=".' }),
  'rate/from-sheet': (d) => ({ says: `driven by ${text(d['estimate'])}` }),
  'rate/bare': (d) => ({
    says: 'its load does not come from the estimates',
    wins: d['flow'] === null ? 'Draw the flow, and take its rate from the sheet.' : `Take the rate of ${text(d['flow'])} from the sheet.`,
  }),
  'rate/understated': (d) => ({
    says: `${text(d['flow'])} is built for a peak ${numberText(number(d['factor']))} times smaller than the one that is asked`,
    wins: `Check its rate, and give it a peak${number(d['peak']) > 1 ? ` of ${text(d['peak'])}x` : ''}.`,
  }),
  'endpoint/there': (d) => ({ says: `endpoint of ${text(d['flow'])}` }),
  'endpoint/absent': (d) => ({
    says: 'no endpoint',
    wins: d['flow'] === null ? 'Cover the use case and add its endpoint under `api`.' : `Add \`${text(d['flow'])}\` under \`api\`.`,
  }),
  'data/described': () => ({ says: 'described' }),
  'data/incomplete': (d) => ({ says: `lacks ${text(d['lacks'])}${at(d)}`, wins: `State ${text(d['lacks'])}.` }),
  'data/none': () => ({
    says: 'the flows read and write no described data',
    wins: 'Describe what is kept under `data`, and name it in the steps.',
  }),
  'size/stated': () => ({ says: 'says what it can carry' }),
  'size/assumed': (d) => ({ says: `${text(d['lacks'])} left to a default${at(d)}`, wins: `State ${text(d['lacks'])}.` }),
  'size/none': () => ({ says: 'no part with a size is on a covered flow', wins: 'Draw the flows first.' }),
  'part/used': () => ({ says: 'has something to do' }),
  'part/unused': (d) => ({ says: `no flow crosses it${at(d)}`, wins: 'Draw what it is for, or leave it out.' }),
  'part/idle': (d) => ({
    says: `nothing is read from it, written to it or taken out of it${at(d)}`,
    wins: 'Say what it does in the steps (`read`, `write`, who consumes), or leave it out.',
  }),
  'part/none': () => ({ says: 'what the parts are for shows once the main use cases are covered', wins: 'Draw the flows first.' }),
  'utilisation/room': (d) => ({ says: `${ratioText(number(d['utilisation']))} used` }),
  'utilisation/full': (d) => ({
    says: `${ratioText(number(d['utilisation']))} used${at(d)}${needed(d)}; ${ratioText(number(d['below']))} is the most`,
    wins: 'Add instances, slots or shards, or take load away.',
  }),
  'utilisation/assumed': (d) => ({
    says: `its capacity rests on defaults (${text(d['lacks'])})${at(d)}`,
    wins: `State ${text(d['lacks'])}.`,
  }),
  'utilisation/unknown': (d) => ({ says: `cannot be worked out${at(d)}`, wins: 'State time, slots and instances.' }),
  'utilisation/none': (d) =>
    d['at'] === 'zone-lost'
      ? { says: 'no flow, or no zone that could be lost', wins: 'Declare the zones, and draw the flows with their rates.' }
      : { says: 'nothing carries load', wins: 'Draw the flows with their rates.' },
  'availability/met': (d) => ({ says: `${ratioText(number(d['value']))} of ${ratioText(number(d['asked']))}` }),
  'availability/missed': (d) => ({
    says: `${ratioText(number(d['value']))}; ${ratioText(number(d['asked']))} is needed`,
    wins:
      d['cuts'] === undefined || text(d['cuts']) === ''
        ? 'Find what the flow cannot do without, and double it across zones.'
        : `It falls with ${text(d['cuts'])} alone.`,
  }),
  'availability/assumed': (d) => ({
    says: `it would be ${ratioText(number(d['value']))}, but where ${text(d['parts'])} stand is a default`,
    wins: `State \`zones\` and the number of ${text(d['parts'])}.`,
  }),
  'availability/unknown': (d) => ({
    says: 'cannot be worked out',
    wins: d['components'] === undefined ? 'Cover the use case first.' : `State the availability of ${text(d['components'])}.`,
  }),
  'survival/met': (d) => ({
    says: `${text(d['flow'])} keeps going when any one ${text(d['asked'])} is gone: nothing else goes with it, and what a zone leaves carries the peak`,
  }),
  'survival/full': (d) => ({
    says: `${text(d['flow'])} has what it needs when ${text(d['zone'])} is gone, but ${text(d['component'])} is then asked ${ratioText(number(d['utilisation']))} of what is left of it at the peak`,
    wins: `Leave room in ${text(d['component'])}, or more copies in other zones.`,
  }),
  'survival/cut': (d) => ({
    says: `${text(d['flow'])} loses requests when ${text(d['zones'])} is gone`,
    wins: 'Spread what it needs over the zones, so that the rest is enough.',
  }),
  'survival/slow': (d) => ({
    says: `${text(d['component'])} takes over in ${d['switch'] === null ? 'a time nobody knows' : timeText(number(d['switch']))}${at(d)}; ${timeText(number(d['within']))} is the most`,
    wins: 'Let a copy take over automatically and quickly, or use a quorum that needs no take-over.',
  }),
  'survival/assumed': (d) => ({
    says: `it would, but where ${text(d['parts'])} stand is a default`,
    wins: `State \`zones\` and the number of ${text(d['parts'])}.`,
  }),
  'survival/unplaced': (d) => ({
    says: `the design does not say where ${text(d['flow'])} runs`,
    wins: 'Declare the zones, and place the parts in them.',
  }),
  'survival/unknown': (d) => ({ says: `${text(d['flow'])} is too large to be judged exactly` }),
  'guarantee/met': (d) => ({ says: `${target(d)} holds` }),
  'guarantee/missed': (d) => ({ says: `${target(d)} does not hold: ${text(d['why'])}`, wins: `It has to give ${asked(d)}.` }),
  'guarantee/not-asked': (d) => ({
    says: `the design does not ask for ${target(d)}`,
    wins: `Ask for ${asked(d)} under \`quality\`, and see that it holds.`,
  }),
  'guarantee/unknown': (d) => ({ says: `${target(d)} cannot be judged${d['why'] === undefined ? '' : `: ${text(d['why'])}`}` }),
  'rule/quiet': () => ({ says: 'nothing found' }),
  'rule/finding': (d) => ({ says: `${unstopped(d['message'])}${at(d)}`, wins: text(d['help']) }),
  'rule/suppressed': (d) => ({
    says: `${unstopped(d['message'])}${at(d)} (ignored in the design; it counts all the same)`,
    wins: text(d['help']),
  }),
  'rule/not-checked': (d) => ({ says: `could not be judged: ${text(d['why'])}`, wins: 'State what it depends on.' }),
  'rule/no-ground': (d) => ({
    says: `nothing to judge it by: ${GROUND_WORDS[text(d['where'])] ?? text(d['where'])}`,
    wins: 'Say that first.',
  }),
  'rule/assumed': (d) => ({
    says: `nothing found, but that rests on defaults, or on less load than is asked, for ${text(d['parts'])}`,
    wins: 'State size and place of those, and the load that is asked.',
  }),
  'decision/holds': () => ({ says: 'agrees with the model and names its costs' }),
  'decision/contradicted': (d) => ({ says: `${unstopped(d['message'])}${at(d)}`, wins: 'Change the design or the reason.' }),
  'decision/no-costs': (d) => ({
    says: `names no costs or no alternative${at(d)}`,
    wins: 'Say what it was chosen over, what it gains and what it costs.',
  }),
  'decision/not-judged': (d) => ({
    says: `"${text(d['chose'])}" or what it was chosen over cannot be held against the model${at(d)}`,
    wins: 'Use the words of the language for both: leaderless, cache-aside, saga, ...',
  }),
  'decision/absent': () => ({ says: 'a trade-off is not written down', wins: 'Add a decision about a part the main flows cross.' }),
  'cause/counted': (d) => ({ says: `same cause as ${text(d['counted'])}, counted there` }),
  'simulation/held': () => ({ says: 'holds when simulated' }),
  'simulation/missed': () => ({ says: 'does not hold when simulated', wins: 'See `sysdrill simulate`.' }),
  'simulation/none': () => ({ says: 'latency targets are judged by `sysdrill simulate`, not by a file' }),
};

function deeds(lacks: Data[string] | undefined): string {
  const each = Array.isArray(lacks) ? lacks.map(String) : [];
  const said = each.map((one) => {
    const [what, name] = one.split(':');
    if (what === 'writes') return name === 'durable' ? 'it writes nothing to a lasting store' : 'it has nothing written by somebody else';
    return what === 'reads' ? `it reads nothing that "${name}" writes` : `it calls nothing of kind ${name}`;
  });
  return said.join('; ');
}

/** The words for a line. */
export const wordsOf = (line: Line): Words => REASON_WORDS[line.reason](line.data);
