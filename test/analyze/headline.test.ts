import { expect, test } from 'vitest';
import { fixture, judge, said } from './judge.js';

/**
 * What a reviewer would say of four whole designs, written out by hand. Each line has its reason; a finding that is not here is a
 * false alarm, and one that is missing is a miss.
 */
const REVIEWS: Readonly<Record<string, { readonly findings: readonly string[]; readonly suppressed: readonly string[] }>> = {
  'headline.yaml': {
    findings: [
      // Targets, and nothing that would show whether they are met.
      '11 info operation/unwatched:nothing',
      // Links of the EU are to stay there, and the one region is in the US.
      '14 warning security/residency:nowhere',
      // Anybody may create links in anybody’s name.
      '29 warning security/no-auth:missing',
      // 11.6k reads and 116 writes a second, three times that at peak, 4 ms each on 6 x 4 cores: 139 cores' worth of 24.
      '30 error capacity/at-peak:work',
      // Links must not be lost, and nothing is said of a backup of them.
      '32 warning durability/no-backup:missing',
      // 11.6k clicks a second on average, 10 ms each, on four workers with one slot.
      '39 error capacity/at-peak:work',
      // The interface has the creation, and not the redirect that everything is for.
      '45 info requirements/endpoint:noEndpoint',
      // R 2 + W 2 of 3, and links never change: no read of them is stale.
      '65 info decisions/cost-not-there:fresh',
    ],
    // Two balancers with nothing that limits; the design says why it leaves it at that.
    suppressed: ['29 network/no-limit:open'],
  },
  'news-feed.yaml': {
    findings: [
      // Targets, and nothing that would show whether they are met.
      '12 info operation/unwatched:nothing',
      // The feed waits for pictures: a CDN of 99.99% takes all that a target of 99.99% leaves, and a fifth of the feeds ask the object store.
      '12 error availability/below-target:missed',
      // Nobody searches: documents are to be fresh, and no flow reads one.
      '18 warning requirements/unmeasured:noReader',
      '41 warning network/no-limit:open',
      // People post, and nothing asks who they are.
      '41 warning security/no-auth:missing',
      // Sixty from the start carry three times the mean, and with a zone gone, before the sixty per cent at which more come.
      '42 info cost/never-scales:idle',
      // Posts must not be lost; three copies repeat a wrong deletion.
      '45 warning durability/no-backup:missing',
      // With the timelines gone, each of 69k feeds a second is rebuilt from 200 reads of posts.
      '47 warning capacity/after-loss:cache',
      // Assumed: 10 ms an entry and one slot. Close enough to be told, too close to be sure.
      '50 info capacity/at-peak:slots',
      // Under Zipf 0.9 the 1.5 G posts that fit draw (1.5 / 73) ^ 0.1 of the reads, about two thirds; 98% is claimed.
      '88 warning capacity/hit-ratio:impossible',
      // Posts can be deleted, and a deleted one stays in the cache for its hour.
      '99 error consistency/stale-read:cache',
      // `from: any` is R 1; with W 2 of 3 the third copy may not have the author's own post yet.
      '103 error consistency/quorum-overlap:disjoint',
      '105 info requirements/endpoint:noEndpoint',
    ],
    suppressed: [],
  },
  'online-payment.yaml': {
    findings: [
      // Targets, and nothing that would show whether they are met.
      '12 info operation/unwatched:nothing',
      // 10M postings a day, each with a read of a file and one of the books, in 16 slots: most of a day. Assumed times, but five times over.
      '17 warning capacity/batch-late:late',
      '34 warning network/no-limit:open',
      // Every payment asks the limiter, and there is one of it.
      '35 error spof/lone-instance:instance',
      // Three stores of record, no backup of any.
      '37 warning durability/no-backup:missing',
      '40 warning durability/no-backup:missing',
      // 926 payments a second at peak against 500 that the provider takes.
      '41 error capacity/at-peak:quota',
      '44 warning durability/no-backup:missing',
      // While the merchant's system is down, ten million messages a day stay in the stream, without a bound.
      '45 info resilience/endless-backlog:endless',
      // 926 webhooks a second at peak, each in hand for 410 ms, from 48 partitions: behind at peak, although they are asked to be out within a minute.
      '46 warning capacity/at-peak:backlog',
      // Nine calls of the webhook at once to a merchant that is down one time in a hundred, and six questions in a row to the provider.
      '86 info resilience/no-backoff:none',
      '87 info resilience/no-backoff:none',
      // The shop gave up after 5 s; asking goes on for 12.
      '87 warning resilience/timeout-order:attempts',
      // Synchronous followers are not linearizable while a write is under way.
      '107 info consistency/stale-read:synchronous',
    ],
    suppressed: [],
  },
  'chat.yaml': {
    findings: [
      // Targets, and nothing that would show whether they are met.
      '12 info operation/unwatched:nothing',
      '38 warning network/no-limit:open',
      '39 warning security/no-auth:missing',
      // Messages must not be lost.
      '41 warning durability/no-backup:missing',
      // Assumed: 100,000 requests a second an instance.
      '42 info capacity/at-peak:work',
      // Messages to people who are offline wait for the push provider, as long as that is down.
      '43 info resilience/endless-backlog:endless',
      // Both regions were to be joined by it, and no flow does so.
      '44 warning excess/unused-part:idle',
      // 463k messages a second, each in hand for 12.5 ms while it is delivered to 2.5 people one after another: 5.8k of 2,048 partitions.
      '45 error capacity/at-peak:partitions',
      // 463k pushes a second, each held for 90 ms by the provider: 42k slots' worth of 8,000.
      '47 error capacity/at-peak:slots',
      // A gateway that restarts has 250k phones: all of them try three times more, at once. So do the pushes.
      '72 info resilience/no-backoff:none',
      '83 info resilience/no-backoff:none',
      // Nothing ends the wait for the push provider.
      '83 warning resilience/no-timeout:endless',
    ],
    suppressed: [],
  },
};

test.each(Object.entries(REVIEWS))('%s gets the findings a reviewer would agree with', (name, review) => {
  const result = judge(fixture(`designs/${name}`));
  expect(said(result)).toEqual(review.findings);
  expect(result.suppressed.map(({ finding }) => `${finding.at.line} ${finding.code}`)).toEqual(review.suppressed);
  expect(result.bugs).toEqual([]);
});

test('the headline design as numbers', () => {
  const { analysis } = judge(fixture('designs/headline.yaml'));
  const redirect = [...analysis.availability.values()][0]!;
  expect(redirect).toMatchObject({ exact: true, verdict: 'pass', unknown: [] });
  expect(redirect.cuts.map(({ kind }) => kind)).toEqual(['region']);

  const api = [...analysis.capacity.components.values()].find(({ instances }) => instances === 6)!;
  // 100M * 0.1 / 86,400 writes, a hundred times that read, three times that at peak.
  const writes = (100e6 * 0.1) / 86_400;
  expect(api.demand.mean).toBeCloseTo(writes * 101, 6);
  expect(api.demand.peak).toBeCloseTo(writes * 301, 6);
  expect(api.utilisation).toBeCloseTo((writes * 301 * 0.004) / 24, 9);
});
