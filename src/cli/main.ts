import { appendFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import process from 'node:process';
import { text } from 'node:stream/consumers';
import { quoted, suggestion } from '../experiments/nearest.ts';
import type { CommandIo } from './io.ts';
import { projectCommand } from './project.ts';
import { trainCommand } from './train.ts';

const HELP = `The playground's core without a browser: the same projections, the same trainer.

usage: npm run -s cli -- COMMAND [ARGUMENTS]

  project FILE     projects the Gaussians of a JSON file ("-": standard input) and prints JSON
  train [FLAGS]    trains an agent; prints its progress, or with --json one JSON object a line
  help [COMMAND]   this page, or what a command takes and prints

examples
  npm run -s cli -- project cases.json
  npm run -s cli -- train --environment point-mass --projection w2 --seed 3
`;

const COMMANDS: Readonly<Record<string, (args: readonly string[], io: CommandIo) => Promise<number>>> = {
  project: projectCommand,
  train: trainCommand,
  help: async ([name = 'help'], io) => {
    if (['project', 'train'].includes(name)) return main([name, '--help'], io);
    if (name !== 'help') return main([name], io);
    io.out(HELP);
    return 0;
  },
};

/** Runs one command line; returns the exit code. */
async function main([name = 'help', ...args]: readonly string[], io: CommandIo): Promise<number> {
  const known = ['--help', '-h'].includes(name) ? 'help' : name;
  if (!Object.hasOwn(COMMANDS, known)) {
    io.error(`there is no command ${quoted(name)}; ${suggestion(name, Object.keys(COMMANDS))}\n`);
    return 2;
  }
  return COMMANDS[known]!(args, io);
}

let interruption: AbortController | null = null;

function interrupted(): AbortSignal {
  if (!interruption) {
    const controller = new AbortController();
    // Once: a second Ctrl-C ends the process the usual way.
    process.once('SIGINT', () => controller.abort());
    interruption = controller;
  }
  return interruption.signal;
}

// A reader that closes the pipe early (`| head`) has seen enough.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

process.exitCode = await main(process.argv.slice(2), {
  out: (output) => process.stdout.write(output),
  error: (message) => process.stderr.write(message),
  read: (path) => (path === '-' ? text(process.stdin) : readFile(path, 'utf8')),
  append: (path, text) => appendFileSync(path, text),
  isTerminal: process.stderr.isTTY === true,
  get interrupted() {
    return interrupted();
  },
});
