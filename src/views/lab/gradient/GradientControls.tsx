import { memo } from 'react';
import * as m from '#words/gradient';
import * as sampleWords from '#words/sample';
import { Button } from '../../../components/Button.tsx';
import { Choice } from '../../../components/Choice.tsx';
import { useLookOptions } from '../../../store/lab.ts';
import { AdvantageChoice, ClipSlider } from '../sample/SampleControls.tsx';
import styles from './GradientPanel.module.css';

/** Which loss, and what it needs. It does not know the pair, so that a drag costs it nothing. */
export const GradientControls = memo(function GradientControls({
  onFetch,
}: {
  /** The target or the sample may lie out of sight. */
  readonly onFetch: () => void;
}) {
  const loss = useLookOptions((state) => state.loss);
  return (
    <div className={styles.controls}>
      <Choice
        label={m.loss()}
        value={loss}
        onChange={(kind) => useLookOptions.setState({ loss: kind })}
        options={[
          { value: 'pull', label: m.pull() },
          { value: 'sample', label: m.sample() },
          { value: 'entropy', label: m.entropy() },
        ]}
      />
      {loss === 'sample' ? <AdvantageChoice /> : null}
      {loss === 'entropy' ? null : (
        <>
          <ClipSlider />
          <Button title={loss === 'pull' ? m.fetchTargetWhy() : sampleWords.fetchWhy()} onClick={onFetch}>
            {loss === 'pull' ? m.fetchTarget() : sampleWords.fetch()}
          </Button>
        </>
      )}
    </div>
  );
});
