import { defineRule } from '../../define-rule.js';
import { reconnects } from '../../resilience/reconnects.js';
import { sizeUnknown, stepSaysUnknown } from '../../unknown.js';
import { duration, figure } from '../say.js';

export const reconnectStorm = defineRule({
  id: 'resilience/reconnect-storm',
  severity: 'warning',
  what: 'When an instance that holds connections is lost, its clients come back all at once, and more than can be taken in time.',
  why: 'Those who are not served in time try again, so the storm feeds itself; each release of the tier sets it off.',
  fix: 'Let clients wait a time drawn at random before they connect again (`backoff`), and have room for an instance’s worth of them.',
  tradeOff: 'Some users are without a connection for a little longer.',
  source: 'Google, "Site Reliability Engineering" (2016), chapter 22: addressing cascading failures.',
  messages: {
    storm: (d: { holder: string; connections: number; slowest: string; takes: number; patience: number }) =>
      `An instance of "${d.holder}" holds ${figure(d.connections)} connections; opened again at once they keep "${d.slowest}" busy for ${duration(d.takes)}, and a client tries again after ${duration(d.patience)}.`,
  },
  good: `
sysdrill: 1
title: Clients come back one by one
components: { phone: { is: client }, gate: { is: service, replicas: 10, connections: 200k, time: 1ms, cores: 8 }, auth: { is: service, replicas: 2, time: 20ms, cores: 4 } }
flows: { connect: { rate: 100 /s, path: [ phone -> gate: { hold: 1h, timeout: 5s, backoff: 10s }, gate -> auth ] } }
`,
  bad: {
    design: `
sysdrill: 1
title: Clients come back together
components: { phone: { is: client }, gate: { is: service, replicas: 10, connections: 200k, time: 1ms, cores: 8 }, auth: { is: service, replicas: 2, time: 20ms, cores: 4 } }
flows: { connect: { rate: 100 /s, path: [ phone -> gate: { hold: 1h, timeout: 5s }, gate -> auth ] } }
`,
    codes: ['resilience/reconnect-storm:storm'],
  },
  check({ model, analysis }, report) {
    for (const { holder, call, flow, connections, slowest, takes, patience } of reconnects(model, analysis.capacity)) {
      if (stepSaysUnknown(model, call, 'backoff') || sizeUnknown(model, holder) || sizeUnknown(model, slowest)) continue;
      const data = { holder, connections, slowest, takes, patience };
      report('storm', { at: call.origin, subject: [holder, slowest, flow], data, evidence: { connections, takes, patience } });
    }
  },
});
