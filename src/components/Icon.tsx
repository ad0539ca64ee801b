export interface IconProps {
  /** SVG path in a square of `size`. */
  readonly path: string;
  readonly size?: number;
  /** Filled instead of outlined. */
  readonly filled?: boolean;
  readonly mirrored?: boolean;
}

/** A small drawing in the colour of the words; what it is beside or in says what it means. */
export function Icon({ path, size = 16, filled = false, mirrored = false }: IconProps) {
  return (
    <svg
      width={size}
      height={size}
      viewBox={`0 0 ${size} ${size}`}
      aria-hidden="true"
      fill={filled ? 'currentColor' : 'none'}
      stroke={filled ? undefined : 'currentColor'}
      strokeWidth="1.6"
      strokeLinecap="round"
      strokeLinejoin="round"
      transform={mirrored ? 'scale(-1 1)' : undefined}
    >
      <path d={path} />
    </svg>
  );
}
