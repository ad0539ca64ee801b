import type { ComponentType, LazyExoticComponent } from 'react';
import type { ProjectionId } from 'trust-region-layers';
import type { LabConfiguration } from '../../../experiments/lab.ts';
import type { Evaluation } from '../evaluate.ts';
import type { Box } from '../labelPlacement.ts';
import type { PlaneScale } from '../planeView.ts';

/** How an overlay changes the pair; a gesture between hold and release is one step of undo. */
interface Editing {
  readonly onChange: (patch: Partial<LabConfiguration>, gesture: string) => void;
  readonly onHold: () => void;
  readonly onRelease: () => void;
}

/** What a layer is given: it draws svg in the Plane's pixels, clipped to its square, over the policies and under their handles. */
export interface LayerProps {
  readonly lab: LabConfiguration;
  /** Of the chosen projection. */
  readonly evaluation: Evaluation;
  readonly scale: PlaneScale;
  /** Of the square, in pixels. */
  readonly side: number;
  /** Where the plane's own words and dots are, in pixels. */
  readonly taken: readonly Box[];
  /** Something is being moved: words only follow; they look for better places when it rests. */
  readonly moving: boolean;
}

/** Where a layer lies: under the policies, over them, or over everything but their handles' words. */
export type LayerPlace = 'ground' | 'layer' | 'names';

/** What a panel is given, which stands under the plane in full width. */
export interface PanelProps extends Editing {
  readonly lab: LabConfiguration;
  readonly evaluations: Readonly<Record<ProjectionId, Evaluation>>;
  /** Of the chosen projection. */
  readonly evaluation: Evaluation;
}

/** A closer look at the pair: a switch under the plane, and what it opens. Both parts are chunks of their own. */
export interface Overlay {
  /** On the switch, and over the panel. */
  readonly name: string;
  /** What is to be seen, in one sentence. */
  readonly sentence: string;
  readonly layer?: LazyExoticComponent<ComponentType<LayerProps>>;
  /** What lies under the policies: a layer of the same kind, drawn first. */
  readonly ground?: LazyExoticComponent<ComponentType<LayerProps>>;
  /** Its words in the plane, which nothing is drawn over. */
  readonly names?: LazyExoticComponent<ComponentType<LayerProps>>;
  readonly panel?: LazyExoticComponent<ComponentType<PanelProps>>;
}
