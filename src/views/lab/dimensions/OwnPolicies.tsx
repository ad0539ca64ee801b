import { useId, useMemo, useRef } from 'react';
import * as m from '#words/actions';
import { formatCount } from '../../../components/axisTicks.ts';
import { Button } from '../../../components/Button.tsx';
import { Disclosure } from '../../../components/Disclosure.tsx';
import { formatShort } from '../../../components/format.ts';
import { saveFile } from '../../../components/saveFile.ts';
import type { Checked } from './covarianceCheck.ts';
import { eigenvaluesOf } from './covarianceCheck.ts';
import type { Gaussian, GaussianPair, PairSide } from './gaussianPair.ts';
import styles from './OwnPolicies.module.css';
import { readAnyLength } from './readAnyLength.ts';
import { type DataReading, type OwnData, readData } from './readData.ts';
import { writePolicies } from './writePolicies.ts';

/** Longer texts are read as files are, without being shown. */
const LONGEST_SHOWN = 20_000;

/** What files look like, the same in every language (docs/file-formats.md). */
const POLICIES_FORMAT = `policy,part,a1,a2
old,mean,0,0
old,covariance,1,0.2
old,covariance,0.2,1
proposed,mean,0.5,-0.1
proposed,covariance,0.3,0
proposed,covariance,0,2`;
const SAMPLES_FORMAT = `policy,a1,a2
old,0.13,-0.40
old,-1.02,0.31
old,0.48,0.95
proposed,0.66,0.05
proposed,0.41,-0.77
proposed,1.20,0.12`;

export interface OwnPoliciesProps {
  readonly pair: GaussianPair;
  readonly projected: Gaussian;
  readonly onTake: (pair: GaussianPair) => void;
  /** What happened last, shown under the buttons. */
  readonly said: Said | null;
  readonly onSay: (said: Said | null) => void;
}

/** What is answered to whoever brings something. */
export interface Said {
  readonly text: string;
  readonly kind: 'done' | 'problem';
}

/** Takes what a text holds, or gives it back where it is to be said what it is for. */
async function takeText(
  text: string,
  from: string,
  { onTake, onSay }: Pick<OwnPoliciesProps, 'onTake' | 'onSay'>,
): Promise<string | null> {
  const reading = await readAnyLength(text);
  if ('problem' in reading) {
    onSay({ kind: 'problem', text: m.notTaken({ source: from, problem: reading.problem }) });
    return null;
  }
  const { data } = reading.value;
  if (data.kind === 'covariance') return text;
  onTake(data.pair);
  onSay({ kind: 'done', text: m.taken({ source: from, what: whatItIs(reading.value) }) });
  return null;
}

/** Policies of one's own: typed or pasted, from the clipboard or a file, and saved as one. */
export function OwnPolicies(
  props: OwnPoliciesProps & { readonly draft: string; readonly onDraft: (text: string) => void },
) {
  const { pair, projected, onTake, said, onSay, draft, onDraft } = props;
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const reading = useMemo(() => (draft.trim() === '' ? null : readData(draft)), [draft]);
  const bring = async (text: string, from: string) => {
    const left = await takeText(text, from, props);
    if (left !== null) {
      onSay(null);
      onDraft(left);
    }
  };
  const bringFile = async (file: File) => {
    const left = await takeFile(file, props);
    if (left !== null) write(left);
  };
  const write = (text: string) => {
    onSay(null);
    onDraft(text);
  };
  const use = (next: GaussianPair, text: string) => {
    onTake(next);
    onDraft('');
    onSay({ kind: 'done', text });
  };
  return (
    <div className={styles.own}>
      <p className="quiet">{m.whatToBring()}</p>
      <Disclosure title={m.formats()}>
        <div className={styles.formats}>
          {[POLICIES_FORMAT, SAMPLES_FORMAT].map((example) => (
            <pre key={example}>{example}</pre>
          ))}
        </div>
      </Disclosure>
      <textarea
        className={styles.text}
        aria-label={m.ownNumbers()}
        aria-describedby={id}
        rows={5}
        spellCheck={false}
        placeholder={'1.0  0.3\n0.3  0.5'}
        value={draft}
        onChange={({ target }) => write(target.value)}
        onPaste={(event) => {
          const text = event.clipboardData.getData('text');
          if (text.length <= LONGEST_SHOWN) return;
          event.preventDefault();
          void bring(text, m.clipboard());
        }}
      />
      <div id={id} className={styles.reading} role="status">
        {reading === null ? (
          said === null ? null : (
            <p className={said.kind === 'problem' ? 'problem-ink' : undefined}>{said.text}</p>
          )
        ) : (
          <Reading reading={reading} />
        )}
      </div>
      {reading !== null && 'value' in reading ? (
        <div className={styles.buttons}>
          <Uses data={reading.value.data} pair={pair} onUse={use} />
        </div>
      ) : null}
      <div className={styles.buttons}>
        <Button
          onClick={() => {
            void readClipboard().then((text) =>
              text === null
                ? onSay({ kind: 'problem', text: m.noClipboard() })
                : text.length > LONGEST_SHOWN
                  ? bring(text, m.clipboard())
                  : write(text),
            );
          }}
        >
          {m.paste()}
        </Button>
        <input
          ref={input}
          type="file"
          accept=".csv,.tsv,.txt,.json,text/*"
          hidden
          aria-label={m.fileName()}
          onChange={({ target }) => {
            const file = target.files?.[0];
            // The same file can be chosen again.
            target.value = '';
            if (file) void bringFile(file);
          }}
        />
        <Button onClick={() => input.current?.click()}>{m.chooseFile()}</Button>
        <Button
          title={m.saveHelp()}
          onClick={() =>
            saveFile(
              `policies-${pair.dimension}-actions.csv`,
              new Blob([writePolicies(pair, projected)], { type: 'text/csv' }),
            )
          }
        >
          {m.save()}
        </Button>
      </div>
    </div>
  );
}

function Reading({ reading }: { readonly reading: Checked<DataReading> }) {
  return 'problem' in reading ? (
    <p className="problem-ink">{reading.problem}</p>
  ) : (
    <p>{whatItIs(reading.value)}</p>
  );
}

/** What a text was read as, for the reader to see whether that is what was meant. */
function whatItIs({ data, decimalCommas }: DataReading): string {
  const commas = decimalCommas ? ` ${m.decimalCommas()}` : '';
  switch (data.kind) {
    case 'covariance': {
      const { dimension, covariance } = data;
      const spectrum = eigenvaluesOf(covariance, dimension);
      return (
        m.isCovariance({
          count: String(dimension),
          smallest: formatShort(spectrum.at(-1)!),
          largest: formatShort(spectrum[0]!),
        }) + commas
      );
    }
    case 'policies':
      return m.arePolicies({ count: String(data.pair.dimension) }) + commas;
    case 'samples': {
      const { pair, counts } = data;
      return (
        m.areSamples({
          count: String(pair.dimension),
          old: formatCount(counts.old),
          proposed: formatCount(counts.proposed),
        }) + commas
      );
    }
  }
}

function Uses({
  data,
  pair,
  onUse,
}: {
  readonly data: OwnData;
  readonly pair: GaussianPair;
  readonly onUse: (pair: GaussianPair, text: string) => void;
}) {
  if (data.kind !== 'covariance') {
    return (
      <Button
        variant="primary"
        onClick={() => onUse(data.pair, m.usedBoth({ count: String(data.pair.dimension) }))}
      >
        {m.takeBoth()}
      </Button>
    );
  }
  const { dimension, covariance } = data;
  if (dimension !== pair.dimension) {
    const policy = { mean: new Array<number>(dimension).fill(0), covariance };
    return (
      <Button
        variant="primary"
        onClick={() =>
          onUse({ dimension, old: policy, proposed: policy }, m.usedForBoth({ count: String(dimension) }))
        }
      >
        {m.start({ count: String(dimension) })}
      </Button>
    );
  }
  return (['old', 'proposed'] as const satisfies readonly PairSide[]).map((side) => (
    <Button
      key={side}
      variant="primary"
      onClick={() =>
        onUse(
          { ...pair, [side]: { ...pair[side], covariance } },
          side === 'old' ? m.usedOld() : m.usedProposed(),
        )
      }
    >
      {side === 'old' ? m.takeOld() : m.takeProposed()}
    </Button>
  ));
}

/** `null` where the browser does not let it be read. */
async function readClipboard(): Promise<string | null> {
  try {
    return await navigator.clipboard.readText();
  } catch {
    return null;
  }
}

/** {@link takeText} of a file. */
export async function takeFile(
  file: File,
  own: Pick<OwnPoliciesProps, 'onTake' | 'onSay'>,
): Promise<string | null> {
  try {
    return await takeText(await file.text(), file.name, own);
  } catch {
    own.onSay({ kind: 'problem', text: m.notTaken({ source: file.name, problem: m.fileUnreadable() }) });
    return null;
  }
}
