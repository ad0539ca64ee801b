import { useId } from 'react';
import * as m from '#words/slow';
import { Button } from '../../../components/Button.tsx';
import { Icon } from '../../../components/Icon.tsx';
import styles from './Stepper.module.css';
import { STAGES, type Stage } from './slowPages.ts';

export interface StepperProps {
  readonly stage: Stage;
  /** Those that the update did not come to, and the one in which it broke off. */
  readonly missing: ReadonlySet<Stage>;
  readonly broken: Stage | null;
  /** What the stages are called. */
  readonly names: Readonly<Record<Stage, string>>;
  /** Which of the stage's pages, from 1, of how many. */
  readonly place: { readonly number: number; readonly of: number };
  readonly playing: boolean;
  readonly canGoBack: boolean;
  readonly canGoOn: boolean;
  onStage(stage: Stage): void;
  /** To a page of the stage, from 1. */
  onPlace(number: number): void;
  /** So many pages on, or back. */
  onMove(by: number): void;
  onPlay(): void;
}

const PLAY = 'M4.5 2.5v11l9-5.5z';
const PAUSE = 'M4 3h3v10H4zM9 3h3v10H9z';

/** The stages of an update, and the ways through them. */
export function Stepper({
  stage,
  missing,
  broken,
  names,
  place,
  playing,
  canGoBack,
  canGoOn,
  ...on
}: StepperProps) {
  const id = useId();
  return (
    <>
      <ol className={styles.stages} aria-label={m.stages()}>
        {STAGES.map((one, index) => (
          <li key={one}>
            <button
              type="button"
              className={styles.stage}
              aria-current={one === stage ? 'step' : undefined}
              aria-disabled={missing.has(one) || undefined}
              title={missing.has(one) ? m.notReached() : undefined}
              data-done={index < STAGES.indexOf(stage) || undefined}
              data-broken={one === broken || undefined}
              onClick={() => on.onStage(one)}
            >
              <span className={styles.number}>{index + 1}</span>
              <span className={styles.name}>{names[one]}</span>
            </button>
          </li>
        ))}
      </ol>
      <div className={styles.ways}>
        <Button
          aria-label={m.back()}
          className={styles.way}
          title={m.backKey()}
          aria-disabled={!canGoBack}
          onClick={() => on.onMove(-1)}
        >
          <Icon path="M10 3L5 8l5 5" />
        </Button>
        <Button variant="primary" onClick={on.onPlay}>
          <Icon filled path={playing ? PAUSE : PLAY} />
          {playing ? m.pause() : m.play()}
        </Button>
        <Button
          aria-label={m.on()}
          className={styles.way}
          title={m.onKey()}
          aria-disabled={!canGoOn}
          onClick={() => on.onMove(1)}
        >
          <Icon path="M6 3l5 5-5 5" />
        </Button>
        {place.of > 1 ? (
          <div className={styles.places}>
            <label htmlFor={id} className="visually-hidden">
              {m.pageOf({ stage: names[stage] })}
            </label>
            <input
              id={id}
              type="range"
              min={1}
              max={place.of}
              value={place.number}
              onChange={(event) => on.onPlace(Number(event.target.value))}
            />
            <span className={styles.count}>{m.placeOf(place)}</span>
          </div>
        ) : null}
      </div>
    </>
  );
}
