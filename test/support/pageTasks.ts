interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds: by the clock, and spent by the thread itself. */
  readonly dur?: number;
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

/** What a trace needs to hold for {@link pageTasks}. */
export const TRACED = ['toplevel', 'disabled-by-default-devtools.timeline'];

/** Milliseconds of every task of the page's thread in a trace of Chromium: by the clock, and spent by the thread itself. */
export function pageTasks(trace: Buffer) {
  const { traceEvents } = JSON.parse(trace.toString('utf8')) as { traceEvents: TraceEvent[] };
  const threads = new Set(
    traceEvents
      .filter((event) => event.name === 'thread_name' && event.args?.name === 'CrRendererMain')
      .map((event) => `${event.pid}:${event.tid}`),
  );
  const all = traceEvents.filter(
    (event) => event.ph === 'X' && /RunTask$/.test(event.name) && threads.has(`${event.pid}:${event.tid}`),
  );
  // Both categories tell of every task, each under its own name.
  const tasks = all.filter(({ name }) => name === all[0]?.name);
  return {
    clock: tasks.map((task) => (task.dur ?? 0) / 1000),
    // Chromium leaves the thread's time out of some short tasks; the clock bounds it.
    thread: tasks.map((task) => (task.tdur ?? task.dur ?? 0) / 1000),
    timed: tasks.filter((task) => task.tdur !== undefined).length,
  };
}
