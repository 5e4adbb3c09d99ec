import type { Analysis } from '#analyze/analysis.js';
import { tightest } from '#analyze/capacity/component-capacity.js';
import type { Reading } from '#analyze/consistency/consistency.js';
import { members } from '#analyze/reliability/cuts.js';
import type { Unit } from '#analyze/reliability/pairs.js';
import { SECONDS_PER_YEAR } from '#model/units.js';
import type { ScoreCard } from '#score/card.js';
import { visible } from './diagram-text.js';
import { type Page, type Section, section, table } from './document.js';
import { bytesText, numberText, ratioText, timeText, usedText } from './figure-text.js';
import { wordsOf } from './reason-words.js';
import type { Report } from './report.js';
import { failureSections, loadSections } from './simulation-document.js';
import { percent } from './simulation-tables.js';
import { targetsText } from './simulation-targets.js';
import { sweepSections } from './sweep-document.js';
import { throughputText } from './sweep-words.js';
import { andList } from './text.js';

/** The page, free of any format. */
export function reportDocument(report: Report): Page {
  const { rules, card, simulation, model } = report;
  const { analysis, findings } = rules;
  const sections = [
    ...(card === undefined ? [] : [gradeSection(card)]),
    findingsSection(report),
    availabilitySection(analysis),
    capacitySection(analysis, model),
    ...storageSection(analysis),
    ...(analysis.consistency.size === 0 ? [] : [consistencySection(analysis)]),
    ...(analysis.estimates.size === 0 ? [] : [estimatesSection(analysis)]),
    ...loadSections(simulation),
    ...(report.sweep === undefined ? [] : sweepSections(report.sweep)),
    ...(report.failure === undefined ? [] : failureSections(report.failure)),
    assumedSection(report),
  ];
  const count = (severity: string): number => findings.filter((each) => each.severity === severity).length;
  const graded = card === undefined ? '' : ` Graded ${card.score.toFixed(1)} of 100 (${card.band}, as ${card.level}).`;
  const counts = [plural(count('error'), 'error'), plural(count('warning'), 'warning'), plural(count('info'), 'note')];
  const summary = [interruptedLine(report), `${counts.join(', ')}.${graded}`, ...loadLines(report)].filter((line) => line !== '');
  return { title: visible(model.title), summary: summary.join('\n'), sections };
}

/** What is not whole on the page, where the runs were ended before their time. */
function interruptedLine({ simulation, sweep, failure }: Report): string {
  const parts = [
    ['the load', simulation],
    ['the range of loads', sweep],
    ['the failure', failure],
  ] as const;
  const ended = parts.flatMap(([name, part]) => (part?.interrupted ? [`${name} at ${percent(part.completed ?? 0)}`] : []));
  return ended.length === 0
    ? ''
    : `INTERRUPTED, so that this page is not complete: ${andList(ended)}; what it says of that is what there was by then.`;
}

/** The answers of the simulation, of which the sections have the rest. */
const loadLines = ({ simulation, sweep }: Report): string[] => [targetsText(simulation), sweep === undefined ? '' : throughputText(sweep)];

/** With its full stop, so that another sentence may follow. */
const sentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);
const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
/** Where nothing was asked there is no verdict. */
const told = (verdict: string): string => (verdict === 'none' ? '-' : verdict);
const used = (value: number | null): string => (value === null ? '-' : usedText(value));
const ratio = (value: number | null): string => (value === null ? '-' : ratioText(value));
const bytes = bytesText;

function gradeSection(card: ScoreCard): Section {
  const rows = card.criteria.map(({ title, points, of, verdict }) => [title, points.toFixed(1), of.toFixed(1), verdict]);
  const lost = card.criteria
    .flatMap(({ evidence }) => evidence)
    .filter(({ verdict }) => verdict === 'fail' || verdict === 'missing')
    .map((line) => {
      const { says, wins } = wordsOf(line);
      return `${(line.of - line.points).toFixed(1)} points, ${line.part}: ${sentence(says)}${wins === undefined ? '' : ` ${wins}`}`;
    });
  return section('Grade', table(['Criterion', 'Points', 'Of', 'Verdict'], rows), [], lost);
}

function findingsSection({ rules, diagnostics }: Report): Section {
  const read = diagnostics.map(({ severity, code, span, message }) => [severity, `${span.line}`, code, message, '']);
  const found = rules.findings.map(({ severity, code, at, message, help }) => [severity, `${at.line}`, code, message, help]);
  const hidden = rules.suppressed.map(({ finding, ignore }) => `Suppressed: ${finding.code}: ${finding.message} (${ignore.because})`);
  const rows = [...read, ...found];
  const none = rows.length === 0 ? ['Nothing was found.'] : [];
  return section('Findings', rows.length === 0 ? undefined : table(['Severity', 'Line', 'Rule', 'What', 'What to do'], rows), none, hidden);
}

/** What is down: one instance of a component is not all of it. */
const unitWords = (unit: Unit): string =>
  unit.kind === 'zone' ? `zone ${unit.zone}` : unit.kind === 'instance' ? `an instance of ${unit.component}` : unit.component;

function availabilitySection({ availability, pairs }: Analysis): Section {
  const rows = [...availability].map(([flow, each]) => [
    flow,
    each.exact ? ratioText(each.value) : `${ratioText(each.lower)} to ${ratioText(each.upper)}`,
    timeText(each.downtimeMinutesPerYear * 60),
    ratio(each.atPeak),
    ratio(each.target),
    told(each.verdict),
    each.cuts
      .slice(0, 4)
      .map((cut) => members(cut).join(' '))
      .join(', ') || '-',
  ]);
  const shared = [...pairs].flatMap(([flow, each]) =>
    each.pairs
      // That two zones of a region may go together needs no saying.
      .filter(({ shared: by, units }) => by.length > 0 && units.some(({ kind }) => kind !== 'zone'))
      .slice(0, 3)
      .map(({ units, share, shared: by }) => {
        const [a, b] = units.map(unitWords);
        return `${flow}: with ${a} and ${b} down at once ${ratioText(share)} of it fails; ${by.join(', ')} may take both.`;
      }),
  );
  const head = ['Flow', 'Served', 'Down a year', 'At peak', 'Target', 'Verdict', 'Fails with'];
  return rows.length === 0
    ? section('Availability', undefined, ['No flow says who needs what to be up.'])
    : section('Availability', table(head, rows), [], shared);
}

function capacitySection({ capacity }: Analysis, { components }: Report['model']): Section {
  const scaled = [...components.values()].flatMap((each) =>
    'autoscale' in each && each.autoscale !== undefined ? [`${each.id} with ${each.autoscale.max} instances`] : [],
  );
  const rows = [...capacity.components].map(([id, each]) => {
    const full = tightest(each);
    return [
      id,
      `${numberText(each.demand.peak)}/s`,
      used(each.utilisation),
      used(full?.use ?? null),
      full?.limit ?? '-',
      each.waiting === null ? '-' : timeText(each.waiting < 1e-6 ? 0 : each.waiting),
      full === null || full.use === 0 ? '-' : `${numberText(1 / full.use)}x`,
    ];
  });
  const { first, tenfold } = capacity;
  const line =
    first === null ? [] : [`${first.component} is full first, at ${numberText(first.headroom)} times the peak (${first.limit}).`];
  const later =
    tenfold.length === 0 ? [] : [`At ten times the peak these are full: ${tenfold.map(({ component }) => component).join(', ')}.`];
  const head = ['Component', 'Visits', 'Own work', 'Fullest limit', 'Limit', 'Waiting', 'Room'];
  return section('Capacity at peak', rows.length === 0 ? undefined : table(head, rows), [
    ...(rows.length === 0 ? ['There is no component that does anything.'] : []),
    ...line,
    ...later,
    ...(scaled.length === 0 ? [] : [`Counted as far as it may scale: ${andList(scaled)}.`]),
  ]);
}

function storageSection({ storage }: Analysis): Section[] {
  const rows = [...storage]
    .filter(([, { yearly }]) => yearly.at(-1)! > 0)
    .map(([id, { yearly, withCopies, disk, fullAfter }]) => [
      id,
      ...[yearly[0]!, yearly.at(-1)!, withCopies.at(-1)!].map(bytes),
      disk === null ? '-' : bytes(disk),
      fullAfter === null ? '-' : timeText(fullAfter * SECONDS_PER_YEAR),
    ]);
  const open = [...storage.values()].flatMap(({ unsized: names }) => names);
  const unsized = open.length === 0 ? [] : [`Not counted, since size or growth is not said: ${open.join(', ')}.`];
  const head = ['Store', 'After a year', 'After five', 'With copies', 'Disk of one', 'Full after'];
  if (rows.length === 0 && unsized.length === 0) return [];
  return [section('Storage', rows.length === 0 ? undefined : table(head, rows), [], unsized)];
}

function consistencySection({ consistency }: Analysis): Section {
  const rows = [...consistency].flatMap(([data, flows]) => [...flows].map(([flow, each]) => [data, flow, ...promiseOf(each)]));
  return section('What readers see', table(['Data', 'Flow', 'Order', 'Own writes', 'Age', 'After fail-over', 'Asked', 'Verdict'], rows));
}

function promiseOf({ guarantee, asked, verdict, acrossFailover }: Reading): string[] {
  const age = guarantee === null ? '-' : guarantee.staleness === 'unbounded' ? 'any' : timeText(guarantee.staleness);
  const seen = guarantee === null ? '-' : guarantee.readYourWrites ? 'seen' : 'may be missed';
  return [guarantee?.order ?? 'not known', seen, age, acrossFailover?.order ?? '-', asked ?? '-', told(verdict)];
}

/** Units as people write them. */
const UNITS: Readonly<Record<string, string>> = { '1': '', 's^-1': '/s' };

function estimatesSection({ estimates }: Analysis): Section {
  const said = (value: number | null, unit: string): string =>
    value === null ? '-' : unit === 'B' ? bytesText(value) : `${numberText(value)} ${UNITS[unit] ?? unit}`.trim();
  const rows = [...estimates].map(([name, { value, unit, said: claim, verdict }]) => [
    name,
    said(value, unit),
    said(claim, unit),
    told(verdict),
  ]);
  return section('Estimates', table(['Name', 'Comes to', 'Said', 'Verdict'], rows));
}

function assumedSection({ model: { assumed }, rules }: Report): Section {
  const rows = assumed.map(({ path, value, source }) => [path, value, source]);
  const open = rules.notChecked.map(
    ({ rule, subject, reason }) => `Not judged: ${rule}${subject.length === 0 ? '' : ` (${subject.join(', ')})`}: ${reason}`,
  );
  return section('Assumed, and not judged', rows.length === 0 ? undefined : table(['What', 'Value', 'Source'], rows), [], open);
}
