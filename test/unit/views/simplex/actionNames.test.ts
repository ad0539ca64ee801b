import { describe, expect, it } from 'vitest';
import { decodeLink, encodeLink } from '../../../../src/experiments/link.ts';
import { letterNames, taskNames } from '../../../../src/views/simplex/actionNames.ts';

const LABELS = ['left', 'stay', 'right'];

describe('names of discrete actions', () => {
  it('are those of the task, all or some with the rest as one', () => {
    expect(taskNames({ task: 'chain', kept: null }, LABELS, 3)).toEqual(LABELS);
    expect(taskNames({ task: 'chain', kept: [2] }, LABELS, 2)).toEqual(['right', 'all others']);
  });

  it('are none where the task has other actions', () => {
    expect(taskNames({ task: 'chain', kept: null }, LABELS, 4)).toBeNull();
    expect(taskNames({ task: 'chain', kept: [0, 7] }, LABELS, 3)).toBeNull();
    expect(taskNames({ task: 'chain', kept: [0] }, LABELS, 3)).toBeNull();
    expect(letterNames(4)).toEqual(['A', 'B', 'C', 'D']);
  });
});

describe('links of discrete actions', () => {
  const actionsOf = (query: string) => {
    const { state, notices } = decodeLink(`#/simplex?v=1&${query}`);
    if (state.view !== 'simplex') throw new Error('not the Lab of discrete actions');
    return { actions: state.simplex.actions, notices };
  };

  it('carry whose actions they are', () => {
    const query = 'old=0,-1&proposed=-1,0&task=spelling&of=5';
    const { actions, notices } = actionsOf(query);
    expect([actions, notices]).toEqual([{ task: 'spelling', kept: [4] }, []]);
    expect(encodeLink(decodeLink(`#/simplex?${query}`).state)).toBe(`#/simplex?v=1&${query}`);
  });

  it('go without names, with a sentence, where they say nonsense', () => {
    expect(actionsOf('task=<b>')).toEqual({
      actions: null,
      notices: ['task must be the id of a task, got "<b>"; its actions go without names.'],
    });
    for (const query of ['task=spelling&of=1', 'task=spelling&of=x,y']) {
      const { actions, notices } = actionsOf(query);
      expect(actions).toBeNull();
      expect(notices).toHaveLength(1);
    }
  });

  it('complain of settings as those of the other Lab do', () => {
    const { notices } = actionsOf('bound=-3&advantage=2&floor=9');
    expect(notices).toEqual([
      'bound must be a number from 1e-8 to 10, got -3; 1e-8 is used.',
      'floor must be a number from 0.01 to 1.09, got 9; 1.09 is used.',
      'advantage must be one of 1, -1, got "2"; "1" is used.',
    ]);
  });
});
