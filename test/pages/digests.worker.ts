import { computeDigests } from '../support/digests.ts';

self.onmessage = async () => {
  try {
    self.postMessage(await computeDigests());
  } catch (error) {
    // A rejection would not reach the page.
    reportError(error);
  }
};
