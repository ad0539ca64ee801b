import type { EngineId } from '../../src/engines/engine.ts';
import type { RunConfiguration } from '../../src/experiments/fields.ts';
import { baseConfiguration, type PresetId } from '../../src/experiments/presets.ts';
import { TrainingClient } from '../../src/training/client.ts';
import type { SessionCommand, SessionEvent } from '../../src/training/protocol.ts';

/** What the latency test asks of this page: how long the real worker takes to answer while it trains. */

/** Milliseconds between two pings. */
const INTERVAL = 30;

export interface LatencyRequest {
  readonly preset: PresetId;
  readonly overrides: Partial<RunConfiguration>;
  /** How long to ping, from the first finished iteration on. */
  readonly seconds: number;
}

export interface LatencyReport {
  readonly engine: EngineId | null;
  /** Finished iterations when the last ping was answered. */
  readonly iterations: number;
  /** Milliseconds from each `ping` to its `pong`, in the order they were sent. */
  readonly latencies: readonly number[];
  /** Milliseconds until a pause, in mid-iteration, was answered by its phase. */
  readonly pause: number;
}

async function measure({ preset, overrides, seconds }: LatencyRequest): Promise<LatencyReport> {
  const client = new TrainingClient();
  const configuration = { ...baseConfiguration(preset, 'point-mass'), ...overrides };
  let engine: EngineId | null = null;
  let iterations = 0;
  client.subscribe((event) => {
    if (event.type === 'engine') engine = event.engine;
    if (event.type === 'iteration') iterations = event.iteration;
  });
  /** Resolves with the milliseconds until the first event that answers; no answer comes from a run that is over. */
  const answer = (matches: (event: SessionEvent) => boolean, command?: SessionCommand) =>
    new Promise<number>((resolve, reject) => {
      const sent = performance.now();
      const unsubscribe = client.subscribe((event) => {
        if (event.type === 'failed' || event.type === 'refused') reject(new Error(event.message));
        if (event.type === 'phase' && event.phase === 'finished') {
          reject(new Error(`The run was over after ${iterations} iterations, before all was measured.`));
        }
        if (!matches(event)) return;
        unsubscribe();
        resolve(performance.now() - sent);
      });
      if (command) client.send(command);
    });

  try {
    const trained = answer(({ type }) => type === 'iteration');
    client.send({ type: 'start', configuration, to: Infinity });
    await trained;
    const pings: Promise<number>[] = [];
    for (let token = 0; token < (1000 * seconds) / INTERVAL; token++) {
      pings.push(answer((event) => event.type === 'pong' && event.token === token, { type: 'ping', token }));
      await new Promise((resolve) => setTimeout(resolve, INTERVAL));
    }
    const latencies = await Promise.all(pings);
    const pause = await answer((event) => event.type === 'phase' && event.phase === 'paused', {
      type: 'advance',
      to: 0,
    });
    return { engine, iterations, latencies, pause };
  } finally {
    client.close();
  }
}

export type LatencyPageApi = { readonly measure: typeof measure };

Object.assign(globalThis, { latencyTests: { measure } satisfies LatencyPageApi });
