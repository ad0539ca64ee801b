import { useEffect, useState } from 'react';
import * as m from '#words/simplex';
import type { SimplexConfiguration } from '../../experiments/simplex.ts';
import { useNotices } from '../../store/notices.ts';
import { letterNames, taskNames } from './actionNames.ts';

type Environments = typeof import('../../environments/environmentById.ts');
let environments: Environments | null = null;

/** Names of a policy's actions, as many as it has: those of its task, once the tasks are there, else letters. */
export function useActionNames({ actions, old }: SimplexConfiguration): readonly string[] {
  const [loaded, setLoaded] = useState(environments);
  const count = old.length;
  const task = actions?.task ?? null;
  const known = loaded && task !== null && (loaded.ENVIRONMENT_IDS as readonly string[]).includes(task);
  const named =
    known && actions !== null
      ? taskNames(actions, loaded.environmentById(actions.task).actionSpace.labels, count)
      : null;
  useEffect(() => {
    if (task === null || environments !== null) return;
    void import('../../environments/environmentById.ts').then(
      (module) => {
        environments = module;
        setLoaded(module);
      },
      // Without it the letters stay.
      () => {},
    );
  }, [task]);
  const unfit = task !== null && loaded !== null && named === null;
  useEffect(() => {
    if (unfit) useNotices.getState().post(m.noSuchActions, 'problem');
  }, [unfit]);
  return named ?? letterNames(count);
}
