import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import * as m from '#words/gradient';
import { formatFixed, formatSignificant } from '../../../components/format.ts';
import type { LabConfiguration } from '../../../experiments/lab.ts';
import { GRADIENT_KINDS, type GradientKind } from '../../../experiments/lookOptions.ts';
import { PLANE_INSET, type PlaneScale } from '../planeView.ts';
import { type ArrowGrid, placeAt } from './arrowGrid.ts';
import { useProbe } from './gradientStore.ts';
import { KIND_NAMES } from './kindNames.ts';
import styles from './Probe.module.css';

/** Pixels from a grid point at which its arrows are meant. */
const NEAR = 13;
const LINE = 18;
const WIDTH = 156;
/** What the buttons of the plane take of its corner. */
const BUTTONS = { width: 150, height: 52 } as const;

export interface ProbeProps {
  readonly lab: LabConfiguration;
  readonly grid: ArrowGrid;
  readonly scale: PlaneScale;
  readonly means: Readonly<Record<GradientKind, Float64Array>>;
  /** Where the layer took each mean, [n, 2]. */
  readonly projected: Float64Array;
  readonly shown: readonly GradientKind[];
}

/** The numbers of one grid point's arrows: under the pointer, tapped, or walked to with the arrow keys. */
export function Probe({ lab, grid, scale, means, projected, shown }: ProbeProps) {
  const group = useRef<SVGGElement>(null);
  const [pointed, setPointed] = useState<number | null>(null);
  const [walked, setWalked] = useState<number | null>(null);
  const current = useRef(grid);
  current.current = grid;

  useEffect(() => {
    const svg = group.current?.ownerSVGElement;
    if (!svg) return;
    const point = (event: PointerEvent) => {
      // Something is dragged: no place is meant, and nothing is asked of the layout.
      if (event.buttons !== 0 && event.type !== 'pointerdown') return setPointed(null);
      const box = svg.getBoundingClientRect();
      const [x, y] = [event.clientX - box.left, event.clientY - box.top];
      const at = placeAt(current.current, x, y);
      const place = at === null ? undefined : current.current.places[at];
      setPointed(place && Math.hypot(place[0] - x, place[1] - y) < NEAR ? at : null);
    };
    const leave = (event: PointerEvent) => {
      if (event.pointerType !== 'touch') setPointed(null);
    };
    svg.addEventListener('pointermove', point);
    svg.addEventListener('pointerdown', point);
    svg.addEventListener('pointerleave', leave);
    return () => {
      svg.removeEventListener('pointermove', point);
      svg.removeEventListener('pointerdown', point);
      svg.removeEventListener('pointerleave', leave);
    };
  }, []);

  const last = grid.places.length - 1;
  const chosen = pointed ?? walked;
  const index = chosen === null ? null : Math.min(chosen, last);
  const [meanX, meanY] = index === null ? [null, null] : [grid.means[2 * index]!, grid.means[2 * index + 1]!];
  useEffect(() => {
    useProbe.setState({ probe: meanX === null || meanY === null ? null : [meanX, meanY] });
  }, [meanX, meanY]);
  useEffect(() => () => useProbe.setState({ probe: null }), []);

  const at = index ?? Math.floor(last / 2);
  const place = grid.places[at]!;
  const strength = (kind: GradientKind) => Math.hypot(means[kind][2 * at]!, means[kind][2 * at + 1]!);
  const lines = GRADIENT_KINDS.filter((kind) => shown.includes(kind)).map((kind) => ({
    kind,
    text: KIND_NAMES[kind].withStrength(formatSignificant(strength(kind))),
  }));
  const words = m.gridReading({
    first: formatFixed(grid.means[2 * at]!),
    second: formatFixed(grid.means[2 * at + 1]!),
    strengths: lines.map(({ text }) => text).join(', '),
  });

  const walk = (event: KeyboardEvent) => {
    const across = { ArrowRight: 1, ArrowLeft: -1 }[event.key] ?? 0;
    const down = { ArrowDown: 1, ArrowUp: -1 }[event.key] ?? 0;
    if (across === 0 && down === 0) return;
    event.preventDefault();
    const column = (at % grid.columns) + across;
    const row = Math.floor(at / grid.columns) + down;
    if (Math.min(column, row) < 0 || Math.max(column, row) >= grid.columns) return;
    setPointed(null);
    setWalked(row * grid.columns + column);
  };

  return (
    <g
      ref={group}
      className={styles.probe}
      role="slider"
      tabIndex={0}
      aria-label={m.grid()}
      aria-roledescription={m.walk()}
      aria-valuemin={1}
      aria-valuemax={last + 1}
      aria-valuenow={at + 1}
      aria-valuetext={words}
      onKeyDown={walk}
      onFocus={() => setWalked(at)}
      onBlur={() => setWalked(null)}
    >
      <circle className={styles.mark} cx={place[0]} cy={place[1]} r={NEAR} data-on={index !== null} />
      {/* Over everything else in the plane. */}
      {index === null || !group.current?.ownerSVGElement
        ? null
        : createPortal(
            <Reading
              place={place}
              to={[scale.x(projected[2 * at]!), scale.y(projected[2 * at + 1]!)]}
              from={[scale.x(lab.old.mean[0]), scale.y(lab.old.mean[1])]}
              lines={lines}
              edge={PLANE_INSET.left + grid.cell * grid.columns}
            />,
            group.current.ownerSVGElement,
          )}
    </g>
  );
}

/** The numbers beside their place, and the way of the mean there through the layer. */
function Reading({
  place: [x, y],
  to,
  from,
  lines,
  edge,
}: {
  readonly place: readonly [number, number];
  readonly to: readonly [number, number];
  readonly from: readonly [number, number];
  readonly lines: readonly { readonly kind: GradientKind; readonly text: string }[];
  readonly edge: number;
}) {
  const moved = Math.hypot(to[0] - x, to[1] - y) > 1;
  const height = lines.length * LINE + 10;
  const left = x + NEAR + 6 + WIDTH > edge ? x - NEAR - 6 - WIDTH : x + NEAR + 6;
  // Away from the way to the projected mean, inside the square, and clear of the buttons in its corner.
  const ceiling = PLANE_INSET.top + (left + WIDTH > edge - BUTTONS.width ? BUTTONS.height : 2);
  const top = Math.max(ceiling, y - (from[1] >= y ? height + 4 : -4));
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: said by the slider
    <g className={styles.reading} aria-hidden="true">
      {moved ? (
        <>
          <line className={styles.way} x1={x} y1={y} x2={to[0]} y2={to[1]} />
          <circle className={styles.projected} cx={to[0]} cy={to[1]} r={4} />
        </>
      ) : null}
      <rect className={styles.box} x={left} y={top} width={WIDTH} height={height} rx={4} />
      {lines.map(({ kind, text }, i) => (
        <text key={kind} className={styles[kind]} x={left + 8} y={top + 5 + LINE * (i + 0.7)}>
          {text}
        </text>
      ))}
    </g>
  );
}
