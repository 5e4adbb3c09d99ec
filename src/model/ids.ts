declare const brand: unique symbol;
type Id<Kind extends string> = string & { readonly [brand]: Kind };

export type ComponentId = Id<'component'>;
export const ComponentId = (text: string): ComponentId => text as ComponentId;

export type FlowId = Id<'flow'>;
export const FlowId = (text: string): FlowId => text as FlowId;

export type DataId = Id<'data'>;
export const DataId = (text: string): DataId => text as DataId;

/** `region/zone`, for example `us-east/a`. */
export type ZoneId = Id<'zone'>;
export const ZoneId = (region: string, zone: string): ZoneId => `${region}/${zone}` as ZoneId;
