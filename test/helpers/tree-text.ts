import type { Action, Flow, Visit } from '#model/flow.js';

/** A flow's tree in one line: `web(->edge(->api(->hot read link, ->links read link ?miss, ~>clicks(~>stats))))`. */
export const treeText = (flow: Flow): string => flow.roots.map(visitText).join(' + ');

function visitText(visit: Visit): string {
  return visit.actions.length === 0 ? visit.component : `${visit.component}(${visit.actions.map(actionText).join(', ')})`;
}

function actionText(action: Action): string {
  const when =
    action.when.kind === 'always'
      ? ''
      : action.when.kind === 'case'
        ? ` ?${action.when.name}`
        : action.when.kind === 'share'
          ? ` ?${action.when.share}`
          : ` ?${action.when.kind}`;
  const times =
    action.times === 1
      ? ''
      : ` x${typeof action.times === 'number' ? action.times : [...action.times.byCase].map((one) => one.join(':')).join('|')}`;
  if (action.type === 'call') {
    const operation = action.operation ? ` ${action.operation.kind} ${action.operation.data}` : '';
    return `${action.waits ? '->' : '~>'}${visitText(action.visit)}${operation}${when}${times}`;
  }
  const { how } = action;
  const inside =
    how.kind === 'together' || how.kind === 'any'
      ? how.branches.map((branch) => branch.map(actionText).join(', ')).join(' | ')
      : how.actions.map(actionText).join(', ');
  return `${how.kind === 'part' ? `do ${how.flow}` : how.kind}[${inside}]${when}${times}`;
}
