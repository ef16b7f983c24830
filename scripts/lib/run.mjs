import { spawn } from 'node:child_process';

import { root } from './paths.mjs';

/** Runs a command to its end, its output shown. @returns its exit code */
export const run = (command, args, options = {}) =>
  new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, stdio: 'inherit', ...options });
    child.on('error', (error) => {
      process.stderr.write(`${command}: ${error.message}\n`);
      resolve(127);
    });
    child.on('exit', (code, signal) => resolve(code ?? (signal ? 1 : 0)));
  });

/** Runs a command to its end, quietly. @returns its exit code and what it printed */
export const capture = (command, args, options = {}) =>
  new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], ...options });
    const output = [];
    child.stdout.on('data', (chunk) => output.push(chunk));
    child.stderr.on('data', (chunk) => output.push(chunk));
    child.on('error', () => resolve({ code: 127, output: '' }));
    child.on('exit', (code) => resolve({ code: code ?? 1, output: Buffer.concat(output).toString() }));
  });

/** The command as Windows and others spell it. */
export const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
