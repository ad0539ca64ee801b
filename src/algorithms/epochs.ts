import type { PolicyUpdate } from './algorithm.ts';

/**
 * Epochs of minibatches: as many as the settings say, or fewer where the mean KL from the old policy has gone beyond
 * `klStop` (0: never). See docs/mathematics.md §9.2.
 * @returns how many were taken
 */
export async function takeEpochs(
  { epochs, epoch, evaluate }: Pick<PolicyUpdate<unknown>, 'epochs' | 'epoch' | 'evaluate'>,
  klStop = 0,
): Promise<number> {
  for (let taken = 1; taken <= epochs; taken++) {
    await epoch();
    if (klStop === 0 || taken === epochs) continue;
    const { kl } = await evaluate('now-old');
    if (kl[0]! > klStop) return taken;
  }
  return epochs;
}
