import { type KeyboardEvent, type MouseEvent, type PointerEvent, useId, useRef } from 'react';
import * as m from '#words/cases';
import { classNames } from '../../../components/classNames.ts';
import { formatFixed } from '../../../components/format.ts';
import shared from '../../../components/Handle.module.css';
import { HandleArea } from '../../../components/HandleArea.tsx';
import { useStillPage } from '../../../components/stillPage.ts';
import { useWidth } from '../useWidth.ts';
import styles from './CasesMap.module.css';
import { formatFactor, shiftTicks, stretchTicks } from './caseAxes.ts';
import type { CaseBounds, Interval } from './caseBounds.ts';
import { type CaseCell, caseCells, largestCells } from './caseCells.ts';
import { type CaseReach, onMap } from './caseScale.ts';
import type { CasePlace } from './caseSlice.ts';

export interface CasesMapProps {
  readonly bounds: CaseBounds;
  readonly reach: CaseReach;
  /** Where the pair is. */
  readonly place: CasePlace;
  /** Points (shift, stretch) of one bound on the sum of both parts. */
  readonly sum: readonly (readonly [number, number])[];
  /** The place under the pointer; `null` as it leaves. */
  readonly onPoint: (place: CasePlace | null) => void;
  /** A place is set; between hold and release lies one step of undo. */
  readonly onSet: (place: CasePlace, gesture: string) => void;
  readonly onHold: () => void;
  readonly onRelease: () => void;
}

/** In pixels; narrower where there is no room. */
const [WIDEST, HEIGHT] = [440, 348];
const INSET = { left: 62, right: 14, top: 14, bottom: 46 } as const;
const UP = HEIGHT - INSET.top - INSET.bottom;
/** An arrow key moves by this share of the map; with shift five times as far. */
const PRESS = 1 / 60;

const NAMES = {
  none: m.cellNone,
  mean: m.cellMean,
  covariance: m.cellCovariance,
  both: m.cellBoth,
} as const;

/** The map of cases: which bound binds, by how far the mean moves and how the spread changes; and the pair, to be moved in it. */
export function CasesMap(props: CasesMapProps) {
  const { bounds, reach, place, sum } = props;
  const id = useId();
  const frame = useRef<HTMLDivElement>(null);
  const width = Math.min(WIDEST, useWidth(frame));
  useStillPage(frame);
  const across = width - INSET.left - INSET.right;
  const x = (shift: number) => INSET.left + (across * shift) / reach.shift;
  const y = (stretch: number) => INSET.top + (UP * (1 - stretch / reach.stretch)) / 2;
  const cells = caseCells(bounds, reach);
  const hand = useCasesHand(props, across);
  const shown = onMap(place, reach);

  return (
    <div className={styles.room} ref={frame}>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be drawn in */}
      <svg
        className={styles.map}
        width={width}
        height={HEIGHT}
        role="group"
        aria-label={m.map()}
        {...hand.pointer}
      >
        <defs>
          <pattern
            id={`${id}-floor`}
            width="7"
            height="7"
            patternUnits="userSpaceOnUse"
            patternTransform="rotate(45)"
          >
            <line className={styles.hatch} x1="0" x2="0" y1="0" y2="7" />
          </pattern>
          <clipPath id={`${id}-clip`}>
            <rect x={INSET.left} y={INSET.top} width={across} height={UP} />
          </clipPath>
        </defs>
        {/* biome-ignore lint/a11y/noAriaHiddenOnFocusable: nothing in here takes the focus */}
        <g aria-hidden="true">
          {cells.map((cell) => (
            <rect
              key={`${cell.kind} ${cell.stretch[0]}`}
              className={styles[cell.kind]}
              {...boxOf(cell, x, y)}
              data-case={cell.kind}
            />
          ))}
          {bounds.floor.map((strip) => (
            <rect key={strip[0]} fill={`url(#${id}-floor)`} {...boxOf(row(strip, reach), x, y)} />
          ))}
          {bounds.leaves.map((strip) => (
            <rect key={strip[0]} className={styles.leaves} {...boxOf(row(strip, reach), x, y)} />
          ))}
          <path
            className={styles.sum}
            clipPath={`url(#${id}-clip)`}
            d={`M${sum.map(([shift, stretch]) => `${x(shift).toFixed(1)} ${y(stretch).toFixed(1)}`).join('L')}`}
          />
          <Axes reach={reach} across={across} x={x} y={y} />
          {largestCells(cells).map((cell) => (
            <CellName key={cell.kind} cell={cell} x={x} y={y} />
          ))}
        </g>
        <g
          className={classNames(shared.handle, styles.here)}
          transform={`translate(${x(shown.shift)} ${y(shown.stretch)})`}
          role="slider"
          tabIndex={0}
          aria-label={m.handle()}
          aria-roledescription={m.handleRole()}
          aria-valuemin={0}
          aria-valuemax={Number(reach.shift.toPrecision(3))}
          aria-valuenow={Number(shown.shift.toPrecision(3))}
          aria-valuetext={m.handlePlace({
            shift: formatFixed(place.shift),
            factor: formatFactor(Math.exp(place.stretch)),
          })}
          onKeyDown={hand.press}
        >
          <HandleArea ring={13} />
          <circle className={styles.proposed} r={6.5} />
          {shown.shift < place.shift || shown.stretch !== place.stretch ? (
            <path
              className={styles.away}
              d="M10 -5 17 0 10 5z"
              transform={`rotate(${(Math.atan2(shown.stretch - place.stretch, place.shift - shown.shift) * 180) / Math.PI})`}
            />
          ) : null}
        </g>
      </svg>
    </div>
  );
}

type Scale = (value: number) => number;

function boxOf({ shift, stretch }: Pick<CaseCell, 'shift' | 'stretch'>, x: Scale, y: Scale) {
  return {
    x: x(shift[0]),
    y: y(stretch[1]),
    width: Math.max(0, x(shift[1]) - x(shift[0])),
    height: Math.max(0, y(stretch[0]) - y(stretch[1])),
  };
}

function row(stretch: Interval, reach: CaseReach) {
  return { shift: [0, reach.shift] as const, stretch };
}

/** Written only where there is room. */
function CellName({ cell, x, y }: { readonly cell: CaseCell; readonly x: Scale; readonly y: Scale }) {
  const box = boxOf(cell, x, y);
  const name = NAMES[cell.kind]();
  if (box.width < 7.5 * name.length || box.height < 24) return null;
  return (
    <text
      className={styles.cellName}
      x={box.x + box.width / 2}
      y={box.y + box.height / 2}
      dy="0.35em"
      textAnchor="middle"
    >
      {name}
    </text>
  );
}

interface AxesProps {
  readonly reach: CaseReach;
  /** Pixels of the map from left to right. */
  readonly across: number;
  readonly x: Scale;
  readonly y: Scale;
}

function Axes({ reach, across, x, y }: AxesProps) {
  const bottom = INSET.top + UP;
  return (
    <g className={styles.axes}>
      {shiftTicks(reach.shift).map(({ value, label }) => (
        <g key={label}>
          <line x1={x(value)} x2={x(value)} y1={bottom} y2={bottom + 4} />
          <text x={x(value)} y={bottom + 18} textAnchor="middle">
            {label}
          </text>
        </g>
      ))}
      {stretchTicks(reach.stretch).map(({ value, label }) => (
        <g key={label}>
          <line x1={INSET.left - 4} x2={INSET.left} y1={y(value)} y2={y(value)} />
          <text x={INSET.left - 8} y={y(value)} dy="0.35em" textAnchor="end">
            {label}
          </text>
        </g>
      ))}
      <line className={styles.middle} x1={INSET.left} x2={INSET.left + across} y1={y(0)} y2={y(0)} />
      <path className={styles.frame} d={`M${INSET.left} ${INSET.top}V${bottom}H${INSET.left + across}`} />
      <text className={styles.axisName} x={INSET.left + across} y={bottom + 38} textAnchor="end">
        {m.axisMean()}
      </text>
      <text className={styles.axisName} x={INSET.left + 6} y={INSET.top + 14}>
        {m.axisGrows()}
      </text>
      <text className={styles.axisName} x={INSET.left + 6} y={bottom - 8}>
        {m.axisShrinks()}
      </text>
    </g>
  );
}

/** Sets the pair by pointer and keys; says where the pointer is. */
function useCasesHand({ reach, place, onPoint, onSet, onHold, onRelease }: CasesMapProps, across: number) {
  const held = useRef<number | null>(null);
  const placeOf = (event: MouseEvent<SVGSVGElement>): CasePlace => {
    const box = event.currentTarget.getBoundingClientRect();
    return {
      shift: ((event.clientX - box.left - INSET.left) / across) * reach.shift,
      stretch: (1 - (2 * (event.clientY - box.top - INSET.top)) / UP) * reach.stretch,
    };
  };
  const isOn = ({ shift, stretch }: CasePlace) =>
    shift >= -0.04 * reach.shift && shift <= 1.04 * reach.shift && Math.abs(stretch) <= 1.04 * reach.stretch;
  const release = (event: PointerEvent<SVGSVGElement>) => {
    if (held.current !== event.pointerId) return;
    held.current = null;
    onRelease();
  };
  return {
    pointer: {
      onPointerDown: (event: PointerEvent<SVGSVGElement>) => {
        const there = placeOf(event);
        if (event.button !== 0 || held.current !== null || !isOn(there)) return;
        // A finger beside the handle scrolls the page, or taps.
        if (event.pointerType === 'touch' && (event.target as Element).closest('[role="slider"]') === null)
          return;
        event.preventDefault();
        event.currentTarget.querySelector<SVGGElement>('[role="slider"]')?.focus({ preventScroll: true });
        held.current = event.pointerId;
        event.currentTarget.setPointerCapture(event.pointerId);
        onHold();
        onPoint(null);
        onSet(onMap(there, reach), 'drag-case');
      },
      onPointerMove: (event: PointerEvent<SVGSVGElement>) => {
        const there = placeOf(event);
        if (held.current === event.pointerId) onSet(onMap(there, reach), 'drag-case');
        else if (event.pointerType !== 'touch') onPoint(isOn(there) ? onMap(there, reach) : null);
      },
      onPointerUp: release,
      onPointerCancel: release,
      onPointerLeave: () => onPoint(null),
      onClick: (event: MouseEvent<SVGSVGElement>) => {
        const tap = event.nativeEvent as globalThis.PointerEvent;
        const there = placeOf(event);
        if (tap.pointerType !== 'touch' || !isOn(there)) return;
        onSet(onMap(there, reach), 'tap-case');
        onRelease();
      },
    },
    press: (event: KeyboardEvent) => {
      const right = { ArrowRight: 1, ArrowLeft: -1 }[event.key] ?? 0;
      const up = { ArrowUp: 1, ArrowDown: -1 }[event.key] ?? 0;
      if (right === 0 && up === 0) return;
      event.preventDefault();
      const presses = PRESS * (event.shiftKey ? 5 : 1);
      const next = {
        shift: place.shift + right * presses * reach.shift,
        stretch: place.stretch + up * presses * 2 * reach.stretch,
      };
      onSet({ ...next, shift: Math.max(0, next.shift) }, `case ${event.key}`);
    },
  };
}
