import { dequal } from 'dequal/lite';
import { PROJECTION_IDS } from 'trust-region-layers';
import * as m from '#words/links';
import type { Field } from '../fields/field.ts';
import { fieldSchema, readTolerantly } from './fieldSchema.ts';
import { fieldFromText, fieldToText, numberFromText, roundToField } from './fieldText.ts';
import { LAB_LIMITS, type LabConfiguration, type LabGaussian } from './lab.ts';
import { DEFAULT_LAB, LAB_PRESETS } from './labPresets.ts';
import { unknownNamesNotice } from './linkFormat.ts';
import { quoted, suggestion } from './nearest.ts';
import { numberText, roundDecimals, roundSignificant } from './numbers.ts';

type ScalarName = Exclude<keyof LabConfiguration, 'old' | 'proposed'>;
type LabField = Field & { readonly name: ScalarName };

const shown = { label: '', help: '', group: 'method' } as const;

/** The Lab's settings as rows of a table, under the keys that runs use for the same things. */
const LAB_FIELDS: readonly LabField[] = [
  {
    ...shown,
    name: 'projection',
    key: 'proj',
    kind: 'choice',
    default: DEFAULT_LAB.projection,
    choices: PROJECTION_IDS,
  },
  { ...shown, name: 'scaled', key: 'scaled', kind: 'switch', default: DEFAULT_LAB.scaled },
  {
    ...shown,
    name: 'meanBound',
    key: 'em',
    kind: 'number',
    default: DEFAULT_LAB.meanBound,
    scale: 'log',
    ...LAB_LIMITS.meanBound,
  },
  {
    ...shown,
    name: 'covarianceBound',
    key: 'ec',
    kind: 'number',
    default: DEFAULT_LAB.covarianceBound,
    scale: 'log',
    ...LAB_LIMITS.covarianceBound,
  },
  {
    ...shown,
    name: 'entropyFloor',
    key: 'floor',
    kind: 'number',
    default: 0,
    scale: 'linear',
    ...LAB_LIMITS.entropyFloor,
  },
  {
    ...shown,
    name: 'entropyMode',
    key: 'mode',
    kind: 'choice',
    default: DEFAULT_LAB.entropyMode,
    choices: ['inequality', 'equality'],
  },
  {
    ...shown,
    name: 'entropyOrder',
    key: 'order',
    kind: 'choice',
    default: DEFAULT_LAB.entropyOrder,
    choices: ['after', 'before'],
  },
];
const SCHEMAS = new Map(LAB_FIELDS.map((field) => [field.name, fieldSchema(field)]));
const GAUSSIANS = ['old', 'proposed'] as const;
/** How "no entropy floor" is written. */
const NO_FLOOR = 'none';

/** A Gaussian as links keep it: means to 0.001, standard deviations to 4 digits, the angle to 0.1° in (−90°, 90°]. */
function roundGaussian({ mean, sigma1, sigma2, angle }: LabGaussian): LabGaussian {
  const turned = roundDecimals(angle, 1) % 180;
  return {
    mean: [roundDecimals(mean[0], 3), roundDecimals(mean[1], 3)],
    sigma1: roundSignificant(sigma1, 4),
    sigma2: roundSignificant(sigma2, 4),
    angle: roundDecimals(turned > 90 ? turned - 180 : turned <= -90 ? turned + 180 : turned, 1),
  };
}

/** A Lab configuration as a link keeps it: what {@link encodeLab} writes and {@link decodeLab} gives back. */
export function roundLab(lab: LabConfiguration): LabConfiguration {
  const rounded = LAB_FIELDS.map((field) => [
    field.name,
    lab[field.name] === null ? null : roundToField(field, lab[field.name]),
  ]);
  return {
    ...lab,
    ...Object.fromEntries(rounded),
    old: roundGaussian(lab.old),
    proposed: roundGaussian(lab.proposed),
  };
}

function gaussianNumbers({ mean, sigma1, sigma2, angle }: LabGaussian): readonly number[] {
  return [...mean, sigma1, sigma2, angle];
}

/** Keys and texts of a Lab link: the name of an example if it is one, else what differs from the start. */
export function encodeLab(lab: LabConfiguration): [string, string][] {
  const rounded = roundLab(lab);
  const preset = LAB_PRESETS.find(({ configuration }) => differences(rounded, configuration).length === 0);
  if (preset !== undefined) return preset.configuration === DEFAULT_LAB ? [] : [['preset', preset.id]];
  return differences(rounded, DEFAULT_LAB);
}

function differences(lab: LabConfiguration, base: LabConfiguration): [string, string][] {
  const scalars = LAB_FIELDS.filter(({ name }) => lab[name] !== base[name]).map((field): [string, string] => {
    const value = lab[field.name];
    return [field.key, value === null ? NO_FLOOR : fieldToText(field, value)];
  });
  const gaussians = GAUSSIANS.filter(
    (name) => !dequal(gaussianNumbers(lab[name]), gaussianNumbers(base[name])),
  ).map((name): [string, string] => [name, gaussianNumbers(lab[name]).map(numberText).join(',')]);
  return [...scalars, ...gaussians];
}

/** Reads the settings of a Lab link tolerantly; always gives a valid configuration. */
export function decodeLab(texts: ReadonlyMap<string, string>, notices: string[]): LabConfiguration {
  const presetText = texts.get('preset');
  const preset = LAB_PRESETS.find(({ id }) => id === presetText);
  if (presetText !== undefined && preset === undefined) {
    const ids = LAB_PRESETS.map(({ id }) => id);
    notices.push(m.noExample({ name: quoted(presetText), suggestion: suggestion(presetText, ids) }));
  }
  const base: LabConfiguration = preset?.configuration ?? DEFAULT_LAB;

  const scalars = LAB_FIELDS.map((field) => {
    const text = texts.get(field.key);
    if (text === undefined) return [field.name, base[field.name]];
    if (field.name === 'entropyFloor' && text === NO_FLOOR) return [field.name, null];
    const value = fieldFromText(field, text);
    return [field.name, readTolerantly(field, SCHEMAS.get(field.name)!, value, base[field.name], notices)];
  });
  const gaussians = GAUSSIANS.map((name) => [name, readGaussian(name, texts.get(name), base[name], notices)]);

  const known: readonly string[] = ['preset', ...LAB_FIELDS.map(({ key }) => key), ...GAUSSIANS];
  notices.push(...unknownNamesNotice([...texts.keys()].filter((key) => !known.includes(key))));
  return roundLab(Object.fromEntries([...scalars, ...gaussians]));
}

function readGaussian(
  name: string,
  text: string | undefined,
  fallback: LabGaussian,
  notices: string[],
): LabGaussian {
  if (text === undefined) return fallback;
  const numbers = text.split(',').map(numberFromText);
  const [x, y, sigma1, sigma2, angle] = numbers;
  // A finite text such as 1e999 reads as infinite: that is out of range, not nonsense, except for the angle.
  if (numbers.length !== 5 || numbers.includes(null) || !Number.isFinite(angle)) {
    notices.push(m.fiveNumbers({ name, value: quoted(text) }));
    return fallback;
  }
  const limits = [LAB_LIMITS.mean, LAB_LIMITS.mean, LAB_LIMITS.sigma, LAB_LIMITS.sigma];
  const written = [x!, y!, sigma1!, sigma2!];
  const clamped = written.map((value, i) =>
    Math.min(Math.max(value, limits[i]!.minimum), limits[i]!.maximum),
  );
  if (!dequal(written, clamped)) {
    const { mean, sigma } = LAB_LIMITS;
    notices.push(
      m.gaussianMoved({
        name,
        least: mean.minimum,
        most: mean.maximum,
        thinnest: sigma.minimum,
        widest: sigma.maximum,
      }),
    );
  }
  return { mean: [clamped[0]!, clamped[1]!], sigma1: clamped[2]!, sigma2: clamped[3]!, angle: angle! };
}
