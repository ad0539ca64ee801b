import { readFile } from 'node:fs/promises';
import process from 'node:process';
import { text } from 'node:stream/consumers';
import type { CommandIo } from './io.ts';
import { projectCommand } from './project.ts';
import { trainCommand } from './train.ts';

const HELP = `The playground's core without a browser.

usage: npm run -s cli -- COMMAND [ARGUMENTS]

  project FILE   projects the Gaussians of a JSON file ("-": standard input) and prints JSON
  train          trains an agent; "train --help" lists the flags
  help           this page
`;

const COMMANDS: Readonly<Record<string, (args: readonly string[], io: CommandIo) => Promise<number>>> = {
  project: projectCommand,
  train: trainCommand,
  help: async (_, io) => {
    io.out(HELP);
    return 0;
  },
};

/** Runs one command line; returns the exit code. */
async function main([name = 'help', ...args]: readonly string[], io: CommandIo): Promise<number> {
  const known = ['--help', '-h'].includes(name) ? 'help' : name;
  if (!Object.hasOwn(COMMANDS, known)) {
    io.error(`there is no command "${name}"; there are ${Object.keys(COMMANDS).join(', ')}\n`);
    return 2;
  }
  return COMMANDS[known]!(args, io);
}

const interruption = new AbortController();
// Once: a second Ctrl-C ends the process the usual way.
process.once('SIGINT', () => interruption.abort());
// A reader that closes the pipe early (`| head`) has seen enough.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

process.exitCode = await main(process.argv.slice(2), {
  out: (output) => process.stdout.write(output),
  error: (message) => process.stderr.write(message),
  read: (path) => (path === '-' ? text(process.stdin) : readFile(path, 'utf8')),
  isTerminal: process.stderr.isTTY === true,
  interrupted: interruption.signal,
});
