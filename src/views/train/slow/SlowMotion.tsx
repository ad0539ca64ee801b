import { useCallback, useEffect, useId, useRef, useState } from 'react';
import * as m from '#words/slow';
import { Button } from '../../../components/Button.tsx';
import { formatSignificant } from '../../../components/format.ts';
import { Icon } from '../../../components/Icon.tsx';
import { methodName } from '../../../components/runMethod.ts';
import { environmentById } from '../../../environments/environmentById.ts';
import { type Agreement, type SlowMotionSubject, useSlowMotion } from '../../../store/slowMotion.ts';
import { type BrokenDissection, type Dissection, isBroken } from '../../../trainer/dissection/dissection.ts';
import { quantityWords } from '../../../training/quantityWords.ts';
import { BrokenRollout } from './BrokenRollout.tsx';
import styles from './SlowMotion.module.css';
import { SlowPages } from './SlowPages.tsx';

/** One update taken apart, over the page. Shown while the store has a subject. */
export default function SlowMotion() {
  const { subject, dissection, agreement, fraction, failure, close } = useSlowMotion();
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  if (subject === null) return null;
  const { run, seed, iteration } = subject;
  const { configuration } = run;
  return (
    <dialog ref={dialog} className={styles.dialog} aria-labelledby={id} onClose={close}>
      <div className={styles.head}>
        <h2 id={id}>{m.iteration({ iteration })}</h2>
        <p className="quiet">
          {m.subject({
            task: environmentById(configuration.environment).name,
            method: methodName(configuration),
            seed,
          })}
        </p>
        <Button
          variant="plain"
          className={styles.close}
          aria-label={m.close()}
          onClick={() => dialog.current?.close()}
        >
          <Icon path="M3.5 3.5l9 9m0-9l-9 9" />
        </Button>
      </div>
      {failure !== null ? (
        <p className="problem-ink" role="alert">
          {failure}
        </p>
      ) : dissection === null ? (
        <Recomputing iteration={iteration} fraction={fraction} />
      ) : (
        <>
          {isBroken(dissection) && dissection.moments.length === 0 ? (
            <BrokenRollout subject={subject} dissection={dissection} />
          ) : (
            <SlowPages subject={subject} dissection={dissection} />
          )}
          {agreement ? (
            <Proof subject={subject} dissection={dissection} agreement={agreement} />
          ) : (
            <BreakProof subject={subject} dissection={dissection} />
          )}
        </>
      )}
    </dialog>
  );
}

function Recomputing({ iteration, fraction }: { readonly iteration: number; readonly fraction: number }) {
  const id = useId();
  return (
    <div className={styles.recomputing}>
      <label htmlFor={id}>{m.recomputing({ iteration })}</label>
      <progress id={id} max={1} value={fraction} />
    </div>
  );
}

interface BreakProofProps {
  readonly subject: SlowMotionSubject;
  readonly dissection: Dissection | BrokenDissection;
}

/** Where there are no parameters to compare: whether it broke off as in the run. */
function BreakProof({ subject: { run, diverged }, dissection }: BreakProofProps) {
  const noticed = isBroken(dissection) ? dissection.broken.noticed : null;
  const alike = diverged !== null && noticed === diverged.quantity;
  const roughly = run.engine?.id === 'webgpu' ? m.roughly() : m.wrong();
  return (
    <p className={styles.proof}>{alike ? m.brokeAlike({ quantity: quantityWords(noticed) }) : roughly}</p>
  );
}

interface ProofProps extends BreakProofProps {
  readonly agreement: Agreement;
}

/** What says that these are the run's own numbers. */
function Proof({ subject, dissection, agreement }: ProofProps) {
  const { exact, digest, difference } = agreement;
  const webgpu = subject.run.engine?.id === 'webgpu';
  const [whole, setWhole] = useState(false);
  const toggle = useCallback(() => setWhole((shown) => !shown), []);
  if (!exact) {
    return (
      <p className={styles.proof}>
        {webgpu ? m.roughly() : m.wrong()} {m.difference({ difference: formatSignificant(difference, 2) })}
      </p>
    );
  }
  return (
    <p className={styles.proof}>
      {m.exact({ iteration: dissection.iteration })}{' '}
      <button type="button" className={styles.digest} onClick={toggle} aria-expanded={whole}>
        {whole ? digest : `${digest.slice(0, 12)}…`}
      </button>
    </p>
  );
}
