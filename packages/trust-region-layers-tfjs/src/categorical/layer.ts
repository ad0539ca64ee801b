import { serialization, type Tensor } from '@tensorflow/tfjs-core';
import { layers } from '@tensorflow/tfjs-layers';
import type { EntropyMode, EntropyOrder } from 'trust-region-layers';
import type { CategoricalMetricId } from 'trust-region-layers/categorical';
import { projectCategorical } from './projectCategorical.ts';

type LayerConfig = ConstructorParameters<typeof layers.Layer>[0];
type Shape = (number | null)[];

/** Options of {@link projectCategorical} as plain data; the bound of a layer is the same for all states. */
export interface CategoricalProjectionLayerConfig extends NonNullable<LayerConfig> {
  readonly metric: CategoricalMetricId;
  /** ε > 0. */
  readonly bound: number;
  /** β in nats. Left out or null: no entropy step. */
  readonly entropyFloor?: number | null;
  readonly entropyMode?: EntropyMode;
  readonly entropyOrder?: EntropyOrder;
}

const SETTINGS = ['metric', 'bound', 'entropyFloor', 'entropyMode', 'entropyOrder'] as const;
type Settings = Omit<CategoricalProjectionLayerConfig, keyof NonNullable<LayerConfig> | 'entropyFloor'> & {
  readonly entropyFloor?: number;
};

/**
 * {@link projectCategorical} as a layer of a TensorFlow.js model: takes `[logits, oldLogits]` and returns
 * log-probabilities. It has no weights, and no gradient flows into the old policy. Registered for (de)serialisation as
 * `CategoricalTrustRegionProjection`.
 *
 * @example
 * const logProbabilities = new CategoricalProjectionLayer({ metric: 'kl', bound: 0.01 }).apply([logits, oldLogits]);
 */
export class CategoricalProjectionLayer extends layers.Layer {
  /** @nocollapse */
  static readonly className = 'CategoricalTrustRegionProjection';
  private readonly settings: Settings;

  constructor(config: CategoricalProjectionLayerConfig) {
    super(config);
    const given = SETTINGS.filter((name) => config[name] !== undefined && config[name] !== null);
    this.settings = Object.fromEntries(given.map((name) => [name, config[name]])) as unknown as Settings;
  }

  override computeOutputShape(inputShape: Shape | Shape[]): Shape {
    return this.twoOf(inputShape as Shape[])[0]!;
  }

  override call(inputs: Tensor | Tensor[]): Tensor {
    const [logits, oldLogits] = this.twoOf(inputs as Tensor[]);
    const { metric, ...options } = this.settings;
    return projectCategorical(metric, logits!, oldLogits!, options);
  }

  override getConfig(): serialization.ConfigDict {
    return { ...super.getConfig(), ...this.settings };
  }

  private twoOf<T>(inputs: readonly T[]): readonly T[] {
    if (!Array.isArray(inputs) || inputs.length !== 2) {
      throw new RangeError('A categorical projection layer takes two inputs: logits and oldLogits.');
    }
    return inputs;
  }
}

serialization.registerClass(CategoricalProjectionLayer);
