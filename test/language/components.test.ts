import { describe, expect, test } from 'vitest';
import { KINDS } from '#language/schema/kinds.js';
import { COMPONENT_KINDS } from '#model/component.js';
import { design } from '../helpers/design.js';

const only = (attributes: string, head = '') =>
  [...design(`sysdrill: 1\n${head}components: { it: ${attributes} }\n`).components.values()][0]!;
const ONE = 'regions: { r: { zones: [a, b, c] } }\n';
const TWO = 'regions: { r: { zones: [a, b] }, s: { zones: [a, b] } }\n';

describe('components', () => {
  test.each(COMPONENT_KINDS)('%s can stand with nothing said', (is) => {
    expect(only(`{ is: ${is} }`)).toMatchObject({ id: 'it', is });
  });

  test('every default has a source, and reads', () => {
    for (const is of COMPONENT_KINDS) {
      for (const [name, { value, source }] of Object.entries(KINDS[is].defaults)) {
        expect(source, `${is}.${name}`).not.toBe('');
        const said = design(`sysdrill: 1\ncomponents: { it: { is: ${is}, ${name}: "${value}" } }\n`);
        const silent = design(`sysdrill: 1\ncomponents: { it: { is: ${is} } }\n`);
        expect({ ...[...said.components.values()][0], written: undefined }).toEqual({
          ...[...silent.components.values()][0],
          written: undefined,
        });
        expect(silent.assumed.map((one) => one.path)).toContain(`components.it.${name}`);
        expect(said.assumed.map((one) => one.path)).not.toContain(`components.it.${name}`);
      }
    }
  });

  test('unknown is no default: nothing is assumed and nothing is there', () => {
    const model = design('sysdrill: 1\ncomponents: { it: { is: service, time: unknown } }\n');
    expect(model.components.get('it' as never)).toMatchObject({ time: undefined });
    expect(model.assumed.map((one) => one.path)).not.toContain('components.it.time');
    expect(model.unknown.map((one) => one.path)).toEqual(['components.it.time']);
  });

  test('zones: named, or all in turn and listed as assumed', () => {
    expect(only('{ is: service, zones: [a, c] }', ONE).zones).toEqual(['r/a', 'r/c']);
    expect(only('{ is: service }', ONE).zones).toEqual(['r/a', 'r/b', 'r/c']);
    expect(design(`sysdrill: 1\n${ONE}components: { it: { is: service } }\n`).assumed.map((one) => one.path)).toContain(
      'components.it.zones',
    );
    expect(only('{ is: service, zones: [s/a, r/b] }', TWO).zones).toEqual(['s/a', 'r/b']);
  });

  test('replicas are per region, copies too', () => {
    expect(only('{ is: service, at: [r, s], replicas: 3 }', TWO)).toMatchObject({
      replicas: 6,
      regions: ['r', 's'],
      zones: ['r/a', 's/a', 'r/b', 's/b'],
    });
    expect(only('{ is: cache, at: [r, s], copies: 2 }', TWO)).toMatchObject({ copies: 2, regions: ['r', 's'] });
  });

  test('an autoscaler starts at its least', () => {
    expect(only('{ is: service, replicas: { min: 60, max: 240, at: 60%, delay: 2min } }')).toMatchObject({
      replicas: 60,
      autoscale: { min: 60, max: 240, at: 0.6, delay: 120 },
    });
  });

  test('databases: replication, shards, a read replica drawn apart', () => {
    expect(
      only(
        '{ is: database, kind: key-value, replication: { mode: leaderless, copies: 3, read: 2, write: 2 }, shards: { count: 16, by: hash } }',
      ),
    ).toMatchObject({
      copies: 3,
      shards: { count: 16, by: 'hash' },
      replication: { mode: 'leaderless', copies: 3, read: 2, write: 2 },
    });
    const model = design(
      'sysdrill: 1\ncomponents: { db: { is: database }, ro: { is: database, replica-of: db, lag: 300ms, replicas: 2 } }\n',
    );
    expect(model.components.get('ro' as never)).toMatchObject({ replicaOf: 'db', copies: 2, replication: { lag: 0.3 } });
  });

  test('every attribute is placed', () => {
    const { written } = only('{ is: database, replication: { mode: chain, copies: 3 } }');
    expect(written.get('replication.copies')).toMatchObject({ line: 2, path: ['components', 'it', 'replication', 'copies'] });
  });
});
