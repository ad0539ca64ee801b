import type { ProofProse } from './ProofPage.tsx';

export const prose: ProofProse = {
  title: 'How we know it is right',
  lead: (
    <p>
      A picture can be beautiful and wrong. So here is the evidence, gathered in your browser while you read.
      If something fails it says so in red, and you should not believe the rest of this page.
    </p>
  ),
  evidence: {
    solved: {
      title: 'Against answers known to 50 digits',
      body: (
        <p>
          Projections onto the KL and the Bures ball were solved with 50 digits by another program. Ours, with
          the 16 digits that a browser has, must give the same policy and the same gradient. This proves that
          the formulas are right and well computed; if it fails, one of them is not.
        </p>
      ),
      worst: (value) => `The largest relative deviation is ${value}.`,
    },
    published: {
      title: 'Against the published implementation',
      body: (
        <p>
          The paper’s authors have published their layer. Its answers for Wasserstein and Frobenius, recorded
          as numbers, must be ours, within a small multiple of its own rounding. This proves that we speak of
          the same layer.
        </p>
      ),
      worst: (value) => `The largest relative deviation is ${value}.`,
    },
    hostile: {
      title: 'The bound, on pairs made to break it',
      body: (
        <p>
          Random pairs in up to six dimensions: nearly singular, a thousand times too wide, or nearly the
          same, with bounds from 10⁻⁸ to 10. After projection every one must be finite, positive definite and
          within its bound, and untouched if it was inside. This is the promise itself.
        </p>
      ),
      worst: (value) => `The largest overshoot is ${value} of a bound: rounding.`,
    },
    gradient: {
      title: 'The gradient, against differences',
      body: (
        <p>
          Training goes through the layer backwards. We move each proposal a little to both sides and compare
          what the loss does with what the gradient says. If they disagreed, the agent would learn something
          else than what is written here.
        </p>
      ),
      worst: (value) => `The largest relative difference is ${value}.`,
    },
    draws: {
      title: 'The distance, by drawing lots',
      body: (
        <p>
          The KL of two Gaussians has a formula. It is also a mean over random actions, which knows nothing of
          the formula. We draw 5,000 actions from each projected policy; the two must agree within four
          standard errors.
        </p>
      ),
      worst: (value) => `The furthest is ${value} standard errors away.`,
    },
  },
  runs: {
    title: 'Whole runs, to the last bit',
    body: (
      <p>
        These small runs were trained when this version was built, and the digests of their parameters
        recorded. They are trained again here. A digest agrees only if every one of thousands of rounded steps
        does: in tasks, random numbers, networks, layers, optimiser. One that differs means that links do not
        repeat on your machine.
      </p>
    ),
  },
  limits: {
    title: 'What this does not prove',
    body: (
      <>
        <p>
          That a method is better than another: that takes many seeds, and Compare is made for it. That runs
          on WebGPU repeat: graphics processors round as they like, so these repeat only roughly, and the page
          says so. That the network that acts keeps the bound: only its projection does.
        </p>
        <p>
          And a check that runs in the same program can share a mistake with it. The answers above come from
          other programs; they travel with the source in test/fixtures, with many more, and are checked before
          every release.
        </p>
      </>
    ),
  },
};
