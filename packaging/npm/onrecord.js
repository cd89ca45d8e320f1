#!/usr/bin/env node
// Starts the program that npm installed for this platform.
'use strict';
const { spawn } = require('node:child_process');
const os = require('node:os');

function program() {
  const { platform, arch } = process;
  // npm before version 10.4 does not look at the C library and may have installed both.
  const glibc = platform === 'linux' && process.report?.getReport().header.glibcVersionRuntime;
  const names = platform === 'linux' ? [`linux-${arch}-${glibc ? 'gnu' : 'musl'}`] : [`${platform}-${arch}`];
  for (const name of names) {
    try {
      return require.resolve(`@onrecord/${name}/onrecord${platform === 'win32' ? '.exe' : ''}`);
    } catch {
      // Not installed: told below.
    }
  }
  console.error(`onrecord: there is no program for ${names[0]} here. Was it installed without optional dependencies (--omit=optional)?`);
  process.exit(2);
}

const child = spawn(program(), process.argv.slice(2), { stdio: 'inherit' });
// Who ends this ends the program: a language server must not stay behind.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('error', (reason) => {
  console.error(`onrecord: ${reason.message}`);
  process.exitCode = 2;
});
child.on('exit', (code, signal) => {
  process.exitCode = code ?? 128 + (os.constants.signals[signal] ?? 0);
});
