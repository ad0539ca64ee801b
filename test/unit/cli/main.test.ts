import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { SOURCE_CONDITION } from '../../../scripts/sourceCondition.ts';

const ENTRY = fileURLToPath(new URL('../../../src/cli/main.ts', import.meta.url));

/** Runs the real command line in a process of its own; `onOutput` may send it signals. */
function cli(args: readonly string[], onOutput?: (out: string, interrupt: () => void) => void) {
  return new Promise<{ code: number | null; signal: string | null; out: string; error: string }>(
    (resolve) => {
      const child = spawn(process.execPath, ['-C', SOURCE_CONDITION, '--import', 'tsx', ENTRY, ...args]);
      let out = '';
      let error = '';
      child.stdout.on('data', (data) => {
        out += data;
        onOutput?.(out, () => child.kill('SIGINT'));
      });
      child.stderr.on('data', (data) => {
        error += data;
      });
      child.on('close', (code, signal) => resolve({ code, signal, out, error }));
    },
  );
}

describe('the command line', { timeout: 30_000 }, () => {
  it('lists its commands when asked for another', async () => {
    const { code, out, error } = await cli(['trian']);
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(error).toBe('there is no command "trian"; did you mean train? There are project, train, help.\n');
  });

  it('helps with each command', async () => {
    expect((await cli([])).out).toMatch(/^The playground's core without a browser/);
    expect((await cli(['help', 'project'])).out).toMatch(/^usage: .* project FILE\n/);
  });

  it('ends a run cleanly at Ctrl-C: nothing but JSON, the summary last', async () => {
    let interrupted = false;
    const { code, out } = await cli(
      ['train', '--json', '--engine', 'cpu', '--steps', '90000000', '--set', 'stepsPerIteration=4'],
      (soFar, interrupt) => {
        if (interrupted || !soFar.includes('"iteration":2')) return;
        interrupted = true;
        interrupt();
      },
    );
    expect(code).toBe(130);
    const lines = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.at(-1)).toMatchObject({ summary: true, digest: expect.stringMatching(/^[0-9a-f]{64}$/) });
  });
});
