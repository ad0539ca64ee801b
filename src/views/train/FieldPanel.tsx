import {
  type RefObject,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react';
import * as m from '#words/train';
import { Button } from '../../components/Button.tsx';
import { Choice } from '../../components/Choice.tsx';
import { FieldChart } from '../../components/FieldChart.tsx';
import { changeScale, type FieldSide, valueLevels } from '../../components/fieldPicture.ts';
import { formatSignificant } from '../../components/format.ts';
import { Panel } from '../../components/Panel.tsx';
import { putText, useFrameWriter } from '../../components/useFrameWriter.ts';
import { isDiscrete } from '../../environments/environment.ts';
import { environmentById } from '../../environments/environmentById.ts';
import { FieldFeed } from '../../store/fieldFeed.ts';
import { useProbeStates } from '../../store/probeStates.ts';
import type { PolicyField } from '../../trainer/policyField.ts';
import { ActionPair, useActionPair } from './ActionPair.tsx';
import { choiceField } from './choiceField.ts';
import styles from './FieldPanel.module.css';
import { nearestProbe, readField } from './fieldReading.ts';
import type { RunPanelProps } from './trainPanel.ts';
import { useProbes } from './useProbes.ts';
import { useSeen } from './useSeen.ts';

/** Places of colours, of ellipses, and of the value network's contours. */
const COLOURS = { columns: 37, rows: 21 };
const ELLIPSES = { columns: 17, rows: 9 };
const FEW_ELLIPSES = { columns: 9, rows: 7 };
const VALUES = { columns: 31, rows: 19 };

type Place = readonly [number, number];

/** A policy all over a plane of the task's states, with the value network's contours; before and after the update. */
export function FieldPanel({ title, term, note, run, member }: RunPanelProps) {
  const { feed, configuration } = run;
  const environment = environmentById(configuration.environment);
  const { actionSpace, stateSize } = environment;
  const plane = environment.plane!;
  const { size, labels } = actionSpace;
  const discrete = isDiscrete(actionSpace);
  // Whether the policy is drawn as colours: over one action, and over discrete ones.
  const flat = discrete || size === 1;
  const pair = useActionPair(size);
  const actions = useMemo(() => (size === 1 ? [0] : pair), [size, pair]);
  const largest = discrete ? 1 : Math.max(...actions.map((action) => actionSpace.high[action]!));
  const [side, setSide] = useState<FieldSide>('new');

  const panel = useRef<HTMLDivElement>(null);
  const seen = useSeen(panel);
  const [fields, setFields] = useState<FieldFeed | null>(null);
  useEffect(() => {
    const ellipses = matchMedia('(max-width: 699px)').matches ? FEW_ELLIPSES : ELLIPSES;
    const opened = new FieldFeed(configuration, flat ? COLOURS : ellipses, VALUES);
    setFields(opened);
    return () => opened.close();
  }, [configuration, flat]);
  useEffect(() => {
    if (fields === null || !seen) return;
    const ask = () => {
      const report = feed.shown?.members[member];
      if (report !== undefined) fields.ask(report);
    };
    ask();
    return feed.subscribe(ask);
  }, [fields, seen, feed, member]);

  const probes = useProbes(run, member);
  const placesOf = useCallback((): Place[] => {
    const state = probes()?.probes.state ?? new Float64Array();
    return Array.from({ length: state.length / stateSize }, (_, index) => plane.locate(state, index));
  }, [probes, plane, stateSize]);
  const chosen = useProbeStates(({ chosen: all }) => all[configuration.environment]);
  const choose = useProbeStates((state) => state.choose);
  const put = (place: Place) => {
    const states = Float64Array.from(probes()?.probes.state ?? []);
    const index = nearestProbe(plane, placesOf(), place);
    if (index < 0) return;
    plane.fill(states, index, ...place);
    choose(configuration.environment, [...states]);
  };

  const drawn = useMemo(() => drawnField(fields, discrete ? size : null), [fields, discrete, size]);
  const model = useCallback(() => {
    const field = drawn();
    return field && { plane, field, side, largest, pair, dimension: flat ? 1 : size, probes: placesOf() };
  }, [drawn, plane, side, largest, pair, flat, size, placesOf]);
  const read = useCallback(
    (place: Place) => (fields?.field ? readField(environment, plane, fields.field, actions, place) : []),
    [fields, environment, plane, actions],
  );
  const summarise = useCallback(() => {
    const field = fields?.field;
    if (!field) return m.fieldNothing();
    const middle: Place = [(plane.across.low + plane.across.high) / 2, (plane.up.low + plane.up.high) / 2];
    const words = readField(environment, plane, field, actions, middle);
    return m.fieldMiddle({ reading: words.map(({ name, value }) => `${name} ${value}`).join('; ') });
  }, [fields, environment, plane, actions]);
  const sources = useMemo(() => (fields === null ? [feed] : [fields, feed]), [fields, feed]);

  const low = useRef<HTMLSpanElement>(null);
  const high = useRef<HTMLSpanElement>(null);
  const levels = useRef<HTMLSpanElement>(null);
  const write = useCallback(() => {
    const field = drawn();
    if (!field) return;
    const end = side === 'both' ? changeScale(field) : largest;
    putText(low.current, formatSignificant(-end, 1));
    putText(high.current, formatSignificant(end, 1));
    const steps = valueLevels(field.value);
    const apart = steps.length > 1 ? formatSignificant(steps[1]! - steps[0]!, 1) : null;
    putText(levels.current, apart === null ? m.valueSame() : m.valueEvery({ step: apart }));
  }, [drawn, side, largest]);
  useFrameWriter(fields ?? feed, write);

  return (
    <div ref={panel} className={styles.place}>
      <Panel
        className={styles.panel}
        title={title}
        term={term}
        note={note}
        actions={
          <>
            {chosen === undefined ? null : (
              <Button variant="plain" onClick={() => choose(configuration.environment, null)}>
                {m.ownProbes()}
              </Button>
            )}
            {!flat && size > 2 ? <ActionPair labels={labels} /> : null}
            <Choice
              label={m.policy()}
              hideLabel
              value={side}
              onChange={setSide}
              options={[
                { value: 'new', label: m.new() },
                { value: 'old', label: m.old() },
                { value: 'both', label: flat ? m.change() : m.both() },
              ]}
            />
          </>
        }
      >
        {fields === null ? null : <FieldProblem fields={fields} />}
        <div className={styles.chart}>
          <FieldChart
            plane={plane}
            model={model}
            read={read}
            summarise={summarise}
            sources={sources}
            onChoose={put}
          />
        </div>
        <div className={styles.key}>
          {discrete ? (
            <ChoiceKey {...{ labels, side, low, high }} />
          ) : size === 1 ? (
            <>
              <span className={styles.entry}>
                {side === 'both' ? m.changeOf({ label: labels[0]! }) : m.meanOf({ label: labels[0]! })}{' '}
                <span ref={low} />
                <span className={styles.ramp} />
                <span ref={high} />
              </span>
              {side === 'both' ? null : (
                <span className={styles.entry}>
                  <span className={styles.small} />
                  <span className={styles.large} /> {m.standardDeviation()}
                </span>
              )}
            </>
          ) : (
            <span className={styles.entry}>
              {m.fieldKey()}
              {side === 'old' ? null : <span className="proposed-ink">{m.newInk()}</span>}
              {side === 'new' ? null : <span className="old-ink">{m.oldInk()}</span>}
            </span>
          )}
          <span className={styles.entry}>
            <span className={styles.contour} /> <span ref={levels} />
          </span>
          <span className={styles.entry}>
            <span className={styles.probe}>1</span> {m.probeKey()}
          </span>
          {plane.rest === '' ? null : <span className="quiet">{plane.rest}</span>}
        </div>
      </Panel>
    </div>
  );
}

/** Why the field is none, or an older one. */
function FieldProblem({ fields }: { readonly fields: FieldFeed }) {
  const subscribe = useCallback((listener: () => void) => fields.subscribe(listener), [fields]);
  const problem = useSyncExternalStore(subscribe, () => fields.problem);
  return problem === null ? null : (
    <p role="status" className="problem-ink">
      {m.fieldProblem({ why: problem })}
    </p>
  );
}

/** Reads the field as it is drawn, made anew only when it is another. */
function drawnField(fields: FieldFeed | null, actions: number | null): () => PolicyField | null {
  let of: PolicyField | null = null;
  let made: PolicyField | null = null;
  return () => {
    const field = fields?.field ?? null;
    if (field === of) return made;
    of = field;
    made = field === null || actions === null ? field : choiceField(field, actions);
    return made;
  };
}

interface ChoiceKeyProps {
  readonly labels: readonly string[];
  readonly side: FieldSide;
  readonly low: RefObject<HTMLSpanElement | null>;
  readonly high: RefObject<HTMLSpanElement | null>;
}

/** What the colours say over discrete actions, and the discs on them. */
function ChoiceKey({ labels, side, low, high }: ChoiceKeyProps) {
  const [first, last] = [labels[0]!, labels.at(-1)!];
  if (side === 'both') {
    return (
      <span className={styles.entry}>
        {m.changeBetween({ first, last })} <span ref={low} />
        <span className={styles.ramp} />
        <span ref={high} />
      </span>
    );
  }
  return (
    <>
      <span className={styles.entry}>
        {first}
        <span className={styles.ramp} />
        {last}
      </span>
      <span className={styles.entry}>
        <span className={styles.small} />
        <span className={styles.large} /> {m.unsureKey()}
      </span>
    </>
  );
}
