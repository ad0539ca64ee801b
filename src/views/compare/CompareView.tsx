import { useEffect, useState } from 'react';
import * as m from '#words/compare';
import type { ComparisonResults } from '../../comparison/summary.ts';
import { Button } from '../../components/Button.tsx';
import { Choice } from '../../components/Choice.tsx';
import { Disclosure } from '../../components/Disclosure.tsx';
import { TermText } from '../../components/glossary/TermText.tsx';
import { Panel } from '../../components/Panel.tsx';
import { Switch } from '../../components/Switch.tsx';
import { SymbolText } from '../../components/SymbolText.tsx';
import { plannedRuns, variantsOf } from '../../experiments/comparison/plan.ts';
import { COMPARISON_PRESETS } from '../../experiments/comparison/presets.ts';
import { useActivity } from '../../store/activity.ts';
import { useCompareStore } from '../../store/compare.ts';
import { useWide } from '../train/useWide.ts';
import { ChoicesPanel } from './ChoicesPanel.tsx';
import styles from './CompareView.module.css';
import { CurvePanel } from './CurvePanel.tsx';
import { PlanForm } from './PlanForm.tsx';
import { type PromiseMetric, PromisePanel } from './PromisePanel.tsx';
import { RunBar } from './RunBar.tsx';
import { ImprovementPanel, ProfilePanel } from './ScorePanels.tsx';
import { TablePanel } from './TablePanel.tsx';
import { useCells } from './useCells.ts';

/** A plan that stands still for so long is worth a measurement of its time. */
const ESTIMATE_MILLISECONDS = 700;

/** Compare: what is compared at the left, at the right what came of it. */
export default function CompareView() {
  const wide = useWide();
  const results = useCompareStore((state) => state.results);
  useEstimate();
  return (
    <div className={styles.view}>
      <h1 className="visually-hidden">{m.title()}</h1>
      <section className={styles.rail} aria-label={m.comparison()}>
        {wide ? (
          <PlanForm />
        ) : (
          <Disclosure title={m.whatIsCompared()}>
            <PlanForm />
          </Disclosure>
        )}
      </section>
      <div className={styles.content}>
        <div className={styles.dock}>
          <RunBar />
        </div>
        {results === null ? <Beginning /> : <Results results={results} />}
      </div>
    </div>
  );
}

/** Measures the time of a plan that nobody has changed for a moment, while nothing else trains. */
function useEstimate() {
  const plan = useCompareStore((state) => state.plan);
  const phase = useCompareStore((state) => state.phase);
  useEffect(() => {
    if (phase === 'running' || phase === 'paused') return;
    const timer = setTimeout(() => {
      if (!useActivity.getState().training && useCompareStore.getState().plan === plan)
        useCompareStore.getState().estimate();
    }, ESTIMATE_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [plan, phase]);
}

/** What to do where there is nothing to see yet. */
function Beginning() {
  const setPlan = useCompareStore((state) => state.setPlan);
  const start = useCompareStore((state) => state.start);
  return (
    <Panel title={m.beginning()}>
      <p className={styles.reading}>
        <TermText text={m.beginningText()} />
      </p>
      <ul className={styles.presets}>
        {COMPARISON_PRESETS.map(({ id, title, caption, plan }, index) => (
          <li key={id}>
            <h3>{title}</h3>
            <p>
              <SymbolText text={m.presetRuns({ caption, count: plannedRuns(plan).length })} />
            </p>
            <Button
              variant={index === 0 ? 'primary' : 'quiet'}
              onClick={() => {
                setPlan(plan);
                start();
              }}
            >
              {m.runIt()}
              <span className="visually-hidden">: {title}</span>
            </Button>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Results({ results }: { readonly results: ComparisonResults }) {
  const cells = useCells(results);
  const axis = useCompareStore((state) => state.axis);
  const setAxis = useCompareStore((state) => state.setAxis);
  const [everySeed, setEverySeed] = useState(false);
  const [metric, setMetric] = useState<PromiseMetric>('own');
  const [chosen, setChosen] = useState(0);
  const { plan } = results;
  const variants = variantsOf(plan);
  const variant = Math.min(chosen, variants.length - 1);
  const tasks = [...plan.tasks.keys()];
  const begun = results.records.some((record) => record !== null);
  return (
    <>
      <div className={styles.tools}>
        <div className={styles.tool}>
          <Choice
            label={m.against()}
            value={axis}
            onChange={setAxis}
            options={[
              { value: 'steps', label: m.stepsAxis() },
              { value: 'seconds', label: m.secondsAxis() },
            ]}
          />
        </div>
        <div className={styles.tool}>
          <Choice
            label={m.measuredIn()}
            value={metric}
            onChange={setMetric}
            options={[
              { value: 'own', label: m.ownMetric() },
              { value: 'kl', label: 'KL' },
            ]}
          />
        </div>
        {variants.length > 1 ? (
          <div className={styles.tool}>
            <Choice
              label={m.shown()}
              appearance="select"
              value={String(variant)}
              onChange={(next) => setChosen(Number(next))}
              options={variants.map(({ label }, index) => ({ value: String(index), label }))}
            />
          </div>
        ) : null}
        <Switch label={m.everySeed()} checked={everySeed} onChange={setEverySeed} />
      </div>
      <div className={styles.panels}>
        {tasks.map((task) => (
          <CurvePanel key={task} results={results} cells={cells} task={task} everySeed={everySeed} />
        ))}
        {tasks.map((task) => (
          <div key={task} className={styles.wide}>
            <PromisePanel results={results} cells={cells} task={task} variant={variant} metric={metric} />
          </div>
        ))}
        {tasks.map((task) => (
          <ChoicesPanel key={task} results={results} cells={cells} task={task} />
        ))}
        {begun ? (
          <>
            <ProfilePanel results={results} cells={cells} variant={variant} />
            <ImprovementPanel results={results} cells={cells} variant={variant} />
            <TablePanel results={results} cells={cells} metric={metric} />
          </>
        ) : null}
      </div>
    </>
  );
}
