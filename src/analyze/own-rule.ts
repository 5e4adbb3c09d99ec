/**
 * What a rule of a project's own is made of: `import { defineRule } from 'sysdrill/rules'`. Names here are kept; the rest of the
 * program may change.
 */

export { callsOf } from '#model/calls.js';
export type { Component } from '#model/component.js';
export type { DataItem, DesignModel, QualityTarget } from '#model/design.js';
export type { Action, Call, Flow, Visit } from '#model/flow.js';
export type { Analysis } from './analysis.js';
export { ownFlows } from './analysis.js';
export { defineRule, type Rule, type RuleContext, type RuleId } from './define-rule.js';
export type { Evidence, Finding, NotChecked } from './finding.js';
export { type Fix, type FixEdit, type FixValue, setAttribute, setOnCall } from './fix.js';
