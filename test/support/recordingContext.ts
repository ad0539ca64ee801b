interface Call {
  readonly method: string;
  readonly args: readonly unknown[];
  readonly numbers: readonly number[];
  /** Fill and stroke when it was called. */
  readonly colors: readonly unknown[];
}

/** Width of a character to the recorder, in pixels. */
export const CHARACTER_WIDTH = 7;

/** A canvas context that only remembers what was asked of it. */
export function recordingContext(): { context: CanvasRenderingContext2D; calls: Call[] } {
  const calls: Call[] = [];
  const properties: Record<string, unknown> = {
    measureText: (text: string) => ({ width: CHARACTER_WIDTH * text.length }),
  };
  const context = new Proxy(properties, {
    get: (_, method: string) =>
      method in properties
        ? properties[method]
        : (...args: unknown[]) =>
            calls.push({
              method,
              args,
              numbers: args.filter((argument) => typeof argument === 'number'),
              colors: [properties['fillStyle'], properties['strokeStyle']],
            }),
  });
  return { context: context as unknown as CanvasRenderingContext2D, calls };
}
