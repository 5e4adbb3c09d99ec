/** Words that say nothing about what is asked for. */
const EMPTY = new Set(
  `a an the is are was were be been do does did will would should could can may might must shall have has had i we you it its they them their our your my
  this that these those there here of to in on at by for from with about into as and or if so not no any some all each every per than then just
  what which who whom whose when where why how please tell me us let know give want need needs needed expect expected expecting
  think assume say like get got make use used using talk talking talked someone somebody everyone anyone hard easy actual actually exact
  exactly rough roughly approximate approximately typical typically usual usually average time times okay ok possible support handle happen happens make kind sort type system thing`.split(
    /\s+/,
  ),
);

/** Each line is one idea; the first word stands for the others. Single words only, written as {@link stem} leaves them or in full. */
const SYNONYMS = `
number many much amount quantity
user people person customer client audience member visitor player rider buyer dau mau
daily day
traffic load request qps rps tps throughput volume
peak spike spiky burst bursty rush busiest seasonal surge
read view open visit get lookup query fetch download consume watch
write create post publish upload send submit insert save add
ratio versus proportion share skew
latency fast quick slow speed responsive millisecond ms p99 p95 delay response
availability uptime downtime available nine outage sla slo reliable reliability
consistency consistent stale fresh freshness eventual immediate staleness realtime
durability lose lost loss durable permanent
retention keep kept store retain expire expiry expiration ttl lifetime forever old delete deletion archive
storage disk space capacity
size big large length byte kb mb small
region country geographic geography worldwide global continent europe location international
security secure auth log login authenticate authentication account abuse spam attack malicious
privacy legal gdpr compliance law regulation pii
analytic statistic stat metric report dashboard click
custom vanity alias personalised personalized
edit update change modify mutable immutable
cost budget money price cheap
order ordering sequence sorted
duplicate twice idempotent idempotency once retry
scale growth grow future
mobile app phone device platform
browser web website
search find discover
notification notify push alert
group room channel
follower follow friend subscribe
picture photo image video media file attachment
payment pay charge
card
refund cancel
offline disconnect disconnected
unique uniqueness collision
hot popular celebrity viral star
`;

const SUFFIXES: readonly (readonly [string, string])[] = [
  ['ational', 'ate'],
  ['ization', 'ize'],
  ['isation', 'ise'],
  ['fulness', 'ful'],
  ['iveness', 'ive'],
  ['ability', 'able'],
  ['ibility', 'ible'],
  ['ements', 'e'],
  ['ement', 'e'],
  ['ments', ''],
  ['ment', ''],
  ['ations', 'ate'],
  ['ation', 'ate'],
  ['able', ''],
  ['ingly', ''],
  ['ness', ''],
  ['ings', ''],
  ['ing', ''],
  ['edly', ''],
  ['ies', 'y'],
  ['ied', 'y'],
  ['sses', 'ss'],
  ['ers', 'er'],
  ['ed', ''],
  ['ly', ''],
  ['es', 'e'],
  ['s', ''],
];

/** A word without its ending, so that "stored", "stores" and "storing" are one. Crude on purpose: only equality of two stems counts. */
export function stem(word: string): string {
  for (const [ending, instead] of SUFFIXES) {
    if (!word.endsWith(ending) || word.endsWith('ss') || word.length - ending.length < 3) continue;
    const cut = word.slice(0, word.length - ending.length) + instead;
    const single = /([b-df-hj-kmnp-rtv-z])\1$/.test(cut) ? cut.slice(0, -1) : cut;
    return single.length > 3 && single.endsWith('e') ? single.slice(0, -1) : single;
  }
  return word.length > 3 && word.endsWith('e') ? word.slice(0, -1) : word;
}

const IDEAS: ReadonlyMap<string, string> = new Map(
  SYNONYMS.trim()
    .split('\n')
    .flatMap((line) => {
      const words = line.split(' ');
      return words.map((word) => [stem(word), words[0]!] as const);
    }),
);

const TRADE: ReadonlySet<string> = new Set(IDEAS.values());

const GENERIC: ReadonlySet<string> = new Set(
  ['user', 'load', 'number', 'scale', 'daily', 'size'].map((word) => IDEAS.get(stem(word)) ?? stem(word)),
);

/** Whether an idea comes with almost any question: users, numbers, load. */
export const isGeneric = (idea: string): boolean => GENERIC.has(idea);

/** Whether an idea is one of those that designers talk about, whatever the problem. */
export const isTradeWord = (idea: string): boolean => TRADE.has(idea);

/** The words of a text in small letters without accents: at most 200, whatever comes in. */
export function plainWords(text: string): readonly string[] {
  const plain = text.slice(0, 4_000).toLowerCase().normalize('NFKD').replaceAll(/\p{M}/gu, '');
  return (plain.match(/[\p{L}\p{N}]+/gu) ?? []).slice(0, 200);
}

/** The ideas a text is about: stems, synonyms made one, words that say nothing left out. */
export function ideas(text: string): ReadonlySet<string> {
  const found = plainWords(text).filter((word) => !EMPTY.has(word));
  return new Set(found.map((word) => IDEAS.get(stem(word)) ?? stem(word)));
}
