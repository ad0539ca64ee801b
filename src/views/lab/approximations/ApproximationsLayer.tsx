import { classNames } from '../../../components/classNames.ts';
import { useLookOptions, useLooks } from '../../../store/lab.ts';
import { contourTransform } from '../contour.ts';
import type { LayerProps } from '../overlays/overlay.ts';
import { SamplePoint } from '../sample/SamplePoint.tsx';
import styles from './ApproximationsLayer.module.css';
import { approximationOutlines, outlineContour } from './outlines.ts';

/** PPO's ring around its sample, TRPO's ball with the policy for which it is most wrong, and what PAPI makes of the pair. */
export default function ApproximationsLayer({ lab, scale }: LayerProps) {
  const options = useLookOptions();
  const looks = useLooks((state) => state.on);
  // The arrows' sample is the same one.
  const sampleThere = looks.includes('gradient') && options.loss === 'sample';
  return (
    <g>
      {/* biome-ignore lint/a11y/noAriaHiddenOnFocusable: drawn lines do not take the focus */}
      <g className={styles.outlines} aria-hidden="true">
        {approximationOutlines(lab, options).map((outline) => {
          const { key, of, hole } = outline;
          const transform = contourTransform(outlineContour(outline, scale));
          return (
            <g
              key={key}
              className={classNames(
                styles[of],
                key === 'trpo' && styles.ball,
                key === 'worst' && styles.worst,
              )}
            >
              {hole === undefined ? (
                <circle r={1} transform={transform} />
              ) : (
                <path
                  d={circle(1) + (hole > 0 ? circle(hole) : '')}
                  fillRule="evenodd"
                  transform={transform}
                />
              )}
            </g>
          );
        })}
      </g>
      {options.drawn.includes('ppo') && !sampleThere ? <SamplePoint scale={scale} /> : null}
    </g>
  );
}

const circle = (r: number) => `M${-r} 0a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0Z`;
