import { environmentById } from '../environments/environmentById.ts';
import { policyField } from '../trainer/policyField.ts';
import type { FieldAnswer, FieldQuestion } from './fieldProtocol.ts';

/** Works out policy fields beside the threads that train and the page's own. */
const scope = self as unknown as DedicatedWorkerGlobalScope;
scope.addEventListener('message', ({ data }: MessageEvent<FieldQuestion>) => {
  scope.postMessage(answer(data));
});

function answer({ configuration, source, policyGrid, valueGrid }: FieldQuestion): FieldAnswer {
  try {
    const environment = environmentById(configuration.environment);
    return { field: policyField(configuration, environment, source, policyGrid, valueGrid) };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}
