import { formatCount } from '../../../../components/axisTicks.ts';
import { formatFixed } from '../../../../components/format.ts';
import { Term } from '../../../../components/glossary/Term.tsx';
import { Maths } from '../../../../components/Maths.tsx';
import { Told, When } from '../../train/reading.tsx';
import { finalReturn, isOver, shareBeyond } from '../../train/runFacts.ts';
import type { OwnProse } from './Chapter.tsx';
import type { OwnSide } from './script.ts';

const Now = Told<OwnSide>;

export const prose: OwnProse = {
  task: 'train an agent to its end and copy the link to it.',
  sides: { own: 'Your agent', again: 'Trained again' },
  steps: {
    recipe: {
      title: 'A run is a recipe',
      Body: () => (
        <>
          <p>
            You know now what an update may do, and why. Everything else about a run is a few dozen settings:
            the task, the method, the bounds, the sizes of networks and batches, the{' '}
            <Term id="seed">seed</Term> from which all its randomness comes.
          </p>
          <p>
            On this page that is all a run is. It has no clock, no chance but the seed’s, and no arithmetic
            that another browser would do otherwise. So whoever has the settings has the run.
          </p>
        </>
      ),
    },
    choose: {
      title: 'Make it yours',
      Body: () => (
        <>
          <p>
            Choose a task, a seed you like, and how far the mean may move in one update. Then press Watch and
            look on while it learns. A tight bound is safe and slow. A loose one learns in leaps, or falls.
          </p>
          <When<OwnSide> runs={({ own }) => isOver(own)} before={null}>
            <p>
              Yours ended with a return of{' '}
              <Now>
                {({ own }) => {
                  const end = finalReturn(own);
                  return end === null ? null : formatFixed(end, 0);
                }}
              </Now>{' '}
              after <Now>{({ own }) => formatCount(own?.finished?.steps ?? 0)}</Now> steps, with{' '}
              <Now>{({ own }) => shareBeyond(own, 'projected') ?? 0}</Now> projected states beyond a bound.
            </p>
          </When>
        </>
      ),
    },
    predict: {
      title: 'How much of it will be the same?',
      Body: () => (
        <p>
          Somebody opens your link on another machine, in another browser. It trains your agent again, some
          hundred thousand steps and millions of multiplications. What will they get? Choose, then train it a
          second time right here and see.
        </p>
      ),
      options: { other: 'Another agent', close: 'Nearly the same', all: 'The same, to the last bit' },
      Answer: () => (
        <p>
          The <Term id="digest">digest</Term> is made of every bit of every parameter; one rounding done
          otherwise and nothing of it would look alike. It agrees because the page computes even exp and tanh
          itself instead of asking the browser. (Only runs on WebGPU repeat roughly; yours is on WebAssembly.)
        </p>
      ),
    },
    send: {
      title: 'Send it',
      Body: () => (
        <>
          <p>
            Copy the link and send it to somebody. It opens your run where it ended, with all its panels: they
            can go back in it, push the agent about, or put another method in its place and let it go on.
          </p>
          <p>
            Under the run’s details in Train they find its digest. If it is the one below, they have your
            agent.
          </p>
        </>
      ),
    },
  },
  derivation: {
    Body: () => (
      <>
        <p>The digest of a seed is the SHA-256 of its parameters θ after the last iteration, as float32:</p>
        <Maths
          display
          lines={2}
          tex="\operatorname{digest}=\operatorname{SHA256}(\theta_\pi\,\Vert\,\theta_V)"
          label="The digest is the SHA-256 of the policy's and the value network's parameters."
        />
        <p>
          Sums are taken in one order whatever the number of threads, and elementary functions need only what
          IEEE 754 defines exactly: the same operations give the same bits everywhere.
        </p>
      </>
    ),
    sections: ['§6.3 Random numbers', '§12 Elementary functions'],
  },
};
