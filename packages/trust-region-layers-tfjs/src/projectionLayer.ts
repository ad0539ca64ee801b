import { serialization, type Tensor, tidy } from '@tensorflow/tfjs-core';
import { layers } from '@tensorflow/tfjs-layers';
import type { EntropyMode, EntropyOrder, ProjectionId } from 'trust-region-layers';
import type { FactorKind } from 'trust-region-layers/gaussian';
import { projectGaussian } from './projectGaussian.ts';

type LayerConfig = ConstructorParameters<typeof layers.Layer>[0];
type Shape = (number | null)[];

/** Options of {@link projectGaussian} as plain data; the bounds of a layer are the same for all states. */
export interface ProjectionLayerConfig extends NonNullable<LayerConfig> {
  readonly projection: ProjectionId;
  /** ε_μ > 0. */
  readonly meanBound: number;
  /** ε_Σ > 0. */
  readonly covarianceBound: number;
  /** Default true. */
  readonly scaled?: boolean;
  /** Default: told from the shapes, as in {@link projectGaussian}. */
  readonly factorKind?: FactorKind;
  /** β in nats. Left out or null: no entropy step. */
  readonly entropyFloor?: number | null;
  readonly entropyMode?: EntropyMode;
  readonly entropyOrder?: EntropyOrder;
}

/** What a layer keeps and saves of its configuration, beside what every layer has. */
const SETTINGS = [
  'projection',
  'meanBound',
  'covarianceBound',
  'scaled',
  'factorKind',
  'entropyFloor',
  'entropyMode',
  'entropyOrder',
] as const;

type Settings = Omit<ProjectionLayerConfig, keyof NonNullable<LayerConfig> | 'entropyFloor'> & {
  readonly entropyFloor?: number;
};

/**
 * {@link projectGaussian} as a layer of a TensorFlow.js model: takes the four tensors
 * `[mean, factor, oldMean, oldFactor]` and returns `[mean, factor]`. It has no weights, and no gradient flows into the
 * old policy. Registered for (de)serialisation as `TrustRegionProjection`.
 *
 * @example
 * const [mean, factor] = new ProjectionLayer({ projection: 'kl', meanBound: 0.03, covarianceBound: 1e-3 })
 *   .apply([meanHead, factorHead, oldMean, oldFactor]);
 */
export class ProjectionLayer extends layers.Layer {
  /** @nocollapse */
  static readonly className = 'TrustRegionProjection';
  private readonly settings: Settings;

  constructor(config: ProjectionLayerConfig) {
    super(config);
    const given = SETTINGS.filter((name) => config[name] !== undefined && config[name] !== null);
    this.settings = Object.fromEntries(given.map((name) => [name, config[name]])) as unknown as Settings;
  }

  override computeOutputShape(inputShape: Shape | Shape[]): Shape[] {
    const [mean, factor] = this.fourOf(inputShape as Shape[]);
    return [mean!, factor!];
  }

  override call(inputs: Tensor | Tensor[]): Tensor[] {
    const [mean, factor, oldMean, oldFactor] = this.fourOf(inputs as Tensor[]);
    const { projection, ...options } = this.settings;
    return tidy(() => {
      const projected = projectGaussian(
        projection,
        { mean: mean!, factor: factor! },
        { oldMean: oldMean!, oldFactor: oldFactor! },
        options,
      );
      return [projected.mean, projected.factor];
    });
  }

  override getConfig(): serialization.ConfigDict {
    return { ...super.getConfig(), ...this.settings };
  }

  private fourOf<T>(inputs: readonly T[]): readonly T[] {
    if (!Array.isArray(inputs) || inputs.length !== 4) {
      throw new RangeError('A projection layer takes four inputs: mean, factor, oldMean and oldFactor.');
    }
    return inputs;
  }
}

serialization.registerClass(ProjectionLayer);
