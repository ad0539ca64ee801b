import * as files from '#words/files';
import type { RunConfiguration } from '../experiments/fields.ts';
import type { MemberReport } from '../trainer/events.ts';
import type { FieldGrid, PolicyField } from '../trainer/policyField.ts';
import type { FieldAnswer, FieldQuestion } from '../training/fieldProtocol.ts';
import { Announcer } from './announcer.ts';

/** Milliseconds from one question to the next at least: a few fields a second are enough for the eye. */
const INTERVAL = 400;
/** The worker computes at most this share of the time, so that on few cores the run is hardly slower. */
const SHARE = 0.1;

/** The part of a worker that a feed of fields needs. */
export interface FieldWorker {
  postMessage(question: FieldQuestion): void;
  addEventListener(type: 'message', listener: (event: MessageEvent<FieldAnswer>) => void): void;
  /** Called when the worker cannot be loaded or breaks. */
  onerror?: ((event: ErrorEvent) => void) | null;
  terminate(): void;
}

/** A worker of its own: fields are worked out beside the threads that train. */
function openFieldWorker(): FieldWorker {
  return new Worker(new URL('../training/fieldWorker.ts', import.meta.url), {
    type: 'module',
    name: 'field',
  });
}

/**
 * The policy field of the report that was asked for last. Only one question is under way at a time, and of those that
 * come meanwhile only the newest is asked; listeners are told of every answer.
 */
export class FieldFeed extends Announcer {
  readonly #worker: FieldWorker;
  #field: PolicyField | null = null;
  #problem: string | null = null;
  #busy = false;
  #wanted: FieldQuestion | null = null;
  #askedAt = -Infinity;
  /** Milliseconds that the last answer took. */
  #took = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    readonly configuration: RunConfiguration,
    readonly policyGrid: FieldGrid,
    readonly valueGrid: FieldGrid,
    open: () => FieldWorker = openFieldWorker,
    readonly now: () => number = () => performance.now(),
  ) {
    super();
    this.#worker = open();
    this.#worker.addEventListener('message', ({ data }) => {
      this.#busy = false;
      this.#took = this.now() - this.#askedAt;
      if ('field' in data) this.#field = data.field;
      this.#problem = 'problem' in data ? data.problem : null;
      this.announce();
      this.#next();
    });
    this.#worker.onerror = ({ message }) => {
      // Nobody answers any more: nobody is asked.
      this.#busy = true;
      this.#problem = message || files.partMissing();
      this.announce();
    };
  }

  get field(): PolicyField | null {
    return this.#field;
  }

  /** Why there is no newer field; `null` where nothing is wrong. */
  get problem(): string | null {
    return this.#problem;
  }

  ask({ policy, oldParameters, valueParameters }: MemberReport): void {
    const { configuration, policyGrid, valueGrid } = this;
    const source = { policy, oldParameters, valueParameters };
    this.#wanted = { configuration, source, policyGrid, valueGrid };
    this.#next();
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#wanted = null;
    this.#worker.terminate();
  }

  #next(): void {
    if (this.#busy || this.#wanted === null) return;
    clearTimeout(this.#timer);
    const wait = this.#askedAt + Math.max(INTERVAL, this.#took / SHARE) - this.now();
    if (wait > 0) {
      this.#timer = setTimeout(() => this.#next(), wait);
      return;
    }
    this.#askedAt = this.now();
    this.#busy = true;
    const question = this.#wanted;
    this.#wanted = null;
    this.#worker.postMessage(question);
  }
}
