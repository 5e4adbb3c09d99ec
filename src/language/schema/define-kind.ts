import * as z from 'zod';
import type { Component, ComponentBase, ComponentKind } from '#model/component.js';
import type { ServiceTime } from '#model/service-time.js';
import { money, ratio, text, texts, time, type Wanted, type Written, whole } from './leaves.js';
import type { WrittenServiceTime } from './service-time.js';

type Camel<S extends string> = S extends `${infer Head}-${infer Tail}` ? `${Head}${Capitalize<Camel<Tail>>}` : S;

/** What a schema's output becomes once its sums are worked out: numbers in one unit, names in camel case. */
export type Resolved<T> =
  T extends Written<infer W>
    ? Wanted[W]
    : T extends WrittenServiceTime
      ? ServiceTime
      : T extends ReadonlyMap<infer K, infer V>
        ? ReadonlyMap<K, Resolved<V>>
        : T extends readonly (infer U)[]
          ? readonly Resolved<U>[]
          : T extends object
            ? { readonly [K in keyof T as Camel<K & string>]: Resolved<T[K]> }
            : T;

/** Attributes that every kind has. */
const common = {
  is: z.string().meta({ description: 'The kind of component.' }),
  text: text('What it is, in words; shown in diagrams.'),
  availability: ratio('Availability of one instance, without its zone.'),
  repair: time('Mean time to repair one instance.'),
  need: whole('Instances that must be up for it to serve; one, unless said.'),
  zones: texts('Zones its instances live in, in turn. Without it: all declared ones.'),
  at: texts('Regions it stands in; replicas and copies are then those of each region.'),
  cost: money('What it costs a month.'),
};
export const commonSchema = z.object(common);

/** A value used where the design is silent, in the spelling of the language, with where the figure comes from. */
export type Default = { readonly value: string; readonly source: string };

type Attributes = Readonly<Record<string, z.ZodType>>;

export type Kind = {
  readonly is: ComponentKind;
  readonly doc: string;
  /** One or two components of this kind as people would write them, indented as under `components:`. */
  readonly example: string;
  readonly schema: z.ZodObject;
  readonly defaults: Readonly<Record<string, Default>>;
  /** Whether a visit holds one of a limited number of slots. */
  readonly holdsSlots: boolean;
  readonly build: (attributes: never, common: ComponentBase, regionCount: number) => Component;
};

/** Declares a kind: its attributes with their docs, its defaults with their sources, and how the model component is made of them. */
export function defineKind<const Is extends ComponentKind, A extends Attributes>(spec: {
  readonly is: Is;
  readonly doc: string;
  readonly example: string;
  /** As a function where there are many: asked for when the first component of the kind is read, since a design uses a few. */
  readonly attributes: A | (() => A);
  readonly defaults?: Readonly<Record<string, Default>>;
  readonly holdsSlots?: boolean;
  readonly build: (
    attributes: Resolved<z.output<z.ZodObject<A>>>,
    common: ComponentBase,
    regionCount: number,
  ) => Extract<Component, { is: Is }>;
}): Kind {
  let schema: z.ZodObject | undefined;
  return {
    is: spec.is,
    doc: spec.doc,
    example: spec.example.replace(/^\n/, ''),
    get schema() {
      schema ??= z.strictObject({ ...common, ...attributesOf(spec.attributes) });
      return schema;
    },
    defaults: spec.defaults ?? {},
    holdsSlots: spec.holdsSlots ?? false,
    build: spec.build as Kind['build'],
  };
}

const attributesOf = <A extends Attributes>(attributes: A | (() => A)): A => (typeof attributes === 'function' ? attributes() : attributes);
