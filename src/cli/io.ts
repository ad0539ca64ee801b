/** A command's way to the world; tests give another. */
export interface CommandIo {
  /** Standard output. */
  out(text: string): void;
  /** Standard error: notices, errors, the progress line. */
  error(text: string): void;
  /** The text of a file, or of standard input for `-`. */
  read(path: string): Promise<string>;
  /** Adds text to the end of a file, which it creates if there is none. */
  append(path: string, text: string): void;
  /** Whether standard error is a terminal, where a line can be rewritten. */
  readonly isTerminal: boolean;
  /** Aborted by Ctrl-C, which otherwise ends the process: asking for this takes Ctrl-C over. */
  readonly interrupted: AbortSignal;
}
