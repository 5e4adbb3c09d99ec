import { describe, expect, test } from 'vitest';
import { sweepText } from '#present/sweep-text.js';
import { prepare } from '#simulate/simulate.js';
import { retryOutlook } from '#simulate/sweep/bands.js';
import { sweep } from '#simulate/sweep/sweep.js';
import { design } from '../../helpers/design.js';
import { bare } from '../../helpers/lines.js';

const LIMITED = '  lb: { is: load-balancer, limit: 500/s }';
const behind = (components: string, path: string) =>
  design(bare(`${LIMITED}${components}`, `{ rate: 400/s, path: [ web -> lb: { retries: 2 }${path} ] }`));

describe('what is slowed to see whether retries keep it down', () => {
  test('where a limit is full first, the next one: it is no fuller when its component is slow', () => {
    const view = retryOutlook(
      prepare(
        behind(
          `
  api: { is: service, replicas: 2, concurrency: 8, time: { mean: 10ms, shape: exponential } }
  db: { is: database, concurrency: 6, time: { mean: 10ms, shape: exponential } }`,
          ', lb -> api -> db',
        ),
      ),
    )!;
    expect(view).toMatchObject({ component: 'lb', stalled: 'db' });
    // Every one of three tries finds room up to there.
    expect(view.safe).toBeCloseTo(500 / 400 / 3, 9);
  });

  test('one that is not full even when it is slow is passed over as well', () => {
    const api = (time: string) => behind(`\n  api: { is: service, replicas: 4, concurrency: 50, time: ${time} }`, ', lb -> api');
    expect(retryOutlook(prepare(api('10us')))!.stalled).toBeUndefined();
    expect(retryOutlook(prepare(api('50ms')))!.stalled).toBe('api');
  });

  test('where nothing has work and slots of its own, no trial is made, and that is said', () => {
    const report = sweep(behind('', ''), { from: 0.5, to: 3, points: 3, events: 10_000 });
    expect(report.retries).toMatchObject({ trigger: null, trials: [], vulnerable: { leaves: null } });
    const text = sweepText('limited', report, { columns: 200, color: false });
    expect(text).toMatch(/^ {2}vulnerable {2}not known: no trial was made$/m);
    expect(text).toContain('No trial was made: nothing that retries fill has work and slots of its own');
    expect(text).not.toContain('The trigger');
  });
});
