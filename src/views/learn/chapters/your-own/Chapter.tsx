import { useMemo, useState } from 'react';
import * as m from '#words/tour';
import type { ChapterProps } from '../../chapter.ts';
import { TrainChapter, type TrainProse } from '../../train/TrainChapter.tsx';
import { Again } from './Again.tsx';
import { Choose } from './Choose.tsx';
import { Send } from './Send.tsx';
import { FIRST_CHOICE, type OwnSide, type OwnStep, ownConfiguration, ownScript } from './script.ts';

export type OwnProse = TrainProse<OwnStep, OwnSide>;

const nameOf = (side: string) => (side === 'again' ? m.runAgain() : m.runOwn());

/** Train your own, and send it. */
export function Chapter({ prose }: ChapterProps<OwnProse>) {
  const [choice, choose] = useState(FIRST_CHOICE);
  const script = useMemo(() => ownScript(ownConfiguration(choice)), [choice]);
  return (
    <TrainChapter
      script={script}
      prose={prose}
      nameOf={nameOf}
      taskStep="send"
      under={(step) => {
        switch (step) {
          case 'choose':
            return <Choose choice={choice} onChoose={choose} />;
          case 'predict':
            return <Again name={nameOf('again')} />;
          case 'send':
            return <Send />;
          default:
            return null;
        }
      }}
    />
  );
}
