import { useCallback, useRef, useState } from 'react';
import * as m from '#words/agents';
import { Button } from '../../../components/Button.tsx';
import { putText, useFrameWriter } from '../../../components/useFrameWriter.ts';
import { hasUpdate, useSlowMotion } from '../../../store/slowMotion.ts';
import type { TrainRun } from '../../../store/trainRun.ts';

interface SlowMotionButtonProps {
  readonly run: TrainRun;
  readonly member: number;
  /** Does not name the iteration, for want of room. */
  readonly short?: boolean;
  /** Who it is, for whoever only hears it. */
  readonly of?: string;
  /** Called before it opens. */
  readonly onOpen?: () => void;
}

/** Takes the iteration on show apart. */
export function SlowMotionButton({ run, member, short = false, of, onOpen }: SlowMotionButtonProps) {
  const { feed } = run;
  const { open } = useSlowMotion.getState();
  const label = useRef<HTMLSpanElement>(null);
  const [ready, setReady] = useState(false);
  const write = useCallback(() => {
    const iteration = feed.shown?.members[member]?.iteration ?? 0;
    const named = !short && hasUpdate(run, iteration);
    putText(label.current, named ? m.ofIteration({ iteration }) : m.slowMotion());
    setReady(hasUpdate(run, iteration));
  }, [run, feed, member, short]);
  useFrameWriter(feed, write);
  return (
    <Button
      disabled={!ready}
      title={m.stepByStep()}
      onClick={() => {
        onOpen?.();
        open(run, member);
      }}
    >
      <span ref={label}>{m.slowMotion()}</span>
      {of === undefined ? null : <span className="visually-hidden"> {m.ofRun({ run: of })}</span>}
    </Button>
  );
}
