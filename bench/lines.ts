/** Lines of waiting customers that every engine here can run: stations one after another, each with its servers, mean service time 1 s. */
export type Line = { readonly name: string; readonly stations: number; readonly servers: number; readonly rate: number };

export const LINES: readonly Line[] = [
  { name: 'M/M/1, rho 0.8', stations: 1, servers: 1, rate: 0.8 },
  { name: 'M/M/8, rho 0.9', stations: 1, servers: 8, rate: 7.2 },
  { name: 'tandem of 5, rho 0.8', stations: 5, servers: 1, rate: 0.8 },
];

/** The line as a design. */
export function lineDesign({ stations, servers, rate }: Line): string {
  const names = Array.from({ length: stations }, (_, i) => `s${i}`);
  const components = names.map(
    (name) => `  ${name}: { is: service, replicas: 1, concurrency: ${servers}, time: { mean: 1s, shape: exponential } }`,
  );
  const path = names.map((name) => `web -> ${name}`).join(', ');
  return `sysdrill: 1
title: bench
network: none
components:
  web: { is: client }
${components.join('\n')}
flows:
  f: { rate: ${rate}/s, path: [ ${path} ] }
`;
}
