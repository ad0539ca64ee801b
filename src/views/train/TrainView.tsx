import * as m from '#words/train';
import { followPage } from '../../store/kept.ts';
import { offerLinks } from '../../store/sharing.ts';
import { useTrainStore } from '../../store/train.ts';
import { DuelView } from './duel/DuelView.tsx';
import { InstrumentView } from './InstrumentView.tsx';
import { KeptBanner } from './KeptBanner.tsx';
import styles from './TrainView.module.css';
import { trainOffers } from './trainLinks.ts';

followPage();
offerLinks('train', () => trainOffers(useTrainStore.getState()));

/** Train: two runs side by side, or everything about one. */
export default function TrainView() {
  const layout = useTrainStore((state) => state.layout);
  return (
    <>
      <h1 className="visually-hidden">{m.title()}</h1>
      {layout === 'duel' ? (
        <>
          <div className={styles.offer}>
            <KeptBanner />
          </div>
          <DuelView />
        </>
      ) : (
        <InstrumentView />
      )}
    </>
  );
}
