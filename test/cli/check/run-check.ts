import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { run } from '#cli/main.js';
import { recordingIo } from '../../helpers/io.js';

/** A folder of its own that is gone afterwards, with `check` run in it. */
export function checkFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'sysdrill-check-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const file = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const check = async (argv: readonly string[], env: Record<string, string> = {}) => {
    const { io, out, err } = recordingIo(folder);
    const code = await run(['check', ...argv], { ...io, env });
    return { code, out: out(), err: err() };
  };
  return { folder, file, check };
}

/** A few faults of different severities and one place for each. */
export const FAULTY = `# A shop
sysdrill: 1
title: A shop with faults
requirements: { quality: { Q1: { data: order, loss: none } } }
components:
  web: { is: client }
  edge: { is: load-balancer, replicas: 2, auth: session, tls: true }          # the entrance
  api: { is: service, replicas: 2 }
  jobs: { is: queue }                               # what waits
  crew: { is: worker, replicas: 2, idempotent: true }
  db: { is: database, replication: { mode: single-leader, copies: 2, sync: async, failover: automatic }, backup: 1 day }
data:
  order: { in: db, key: order-id }
flows:
  buy:
    rate: 1 /s
    path:
      - web -> edge -> api
      - api -> db: { write: order }
      - api ~> jobs ~> crew
`;
