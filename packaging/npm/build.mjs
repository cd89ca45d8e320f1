// Writes the npm packages: one a platform, with the program inside, and one that depends on all of them and starts whichever npm installed. npm takes only
// the one that fits; no script runs at installation and nothing is fetched.
//
//   node packaging/npm/build.mjs OUT platform linux-x64-gnu target/release/onrecord
//   node packaging/npm/build.mjs OUT main
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.resolve(here, '../..');
const version = fs.readFileSync(path.join(root, 'Cargo.toml'), 'utf8').match(/^version = "(.+)"$/m)[1];

/** Each platform: what npm compares with the machine. */
export const platforms = {
  'linux-x64-gnu': { os: ['linux'], cpu: ['x64'], libc: ['glibc'] },
  'linux-x64-musl': { os: ['linux'], cpu: ['x64'], libc: ['musl'] },
  'linux-arm64-gnu': { os: ['linux'], cpu: ['arm64'], libc: ['glibc'] },
  'linux-arm64-musl': { os: ['linux'], cpu: ['arm64'], libc: ['musl'] },
  'darwin-x64': { os: ['darwin'], cpu: ['x64'] },
  'darwin-arm64': { os: ['darwin'], cpu: ['arm64'] },
  'win32-x64': { os: ['win32'], cpu: ['x64'] },
  'win32-arm64': { os: ['win32'], cpu: ['arm64'] },
};

const common = { version, license: 'MIT OR Apache-2.0', description: 'Who says so? Reads news articles the way a standards editor does.' };

function write(folder, manifest) {
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(path.join(folder, 'package.json'), JSON.stringify(manifest, null, 2) + '\n');
  for (const file of ['LICENSE-MIT', 'LICENSE-APACHE', 'NOTICE']) fs.copyFileSync(path.join(root, file), path.join(folder, file));
  fs.copyFileSync(path.join(here, 'README.md'), path.join(folder, 'README.md'));
  console.log(folder);
}

const [out, what, platform, binary] = process.argv.slice(2);
if (what === 'platform' && platforms[platform] && binary) {
  const folder = path.join(out, platform);
  const name = platform.startsWith('win32') ? 'onrecord.exe' : 'onrecord';
  write(folder, { name: `@onrecord/${platform}`, ...common, ...platforms[platform], files: [name], preferUnplugged: true });
  fs.copyFileSync(binary, path.join(folder, name));
  fs.chmodSync(path.join(folder, name), 0o755);
} else if (what === 'main') {
  const folder = path.join(out, 'onrecord');
  const optionalDependencies = Object.fromEntries(Object.keys(platforms).map((platform) => [`@onrecord/${platform}`, version]));
  write(folder, {
    name: 'onrecord', ...common, keywords: ['journalism', 'linter', 'attribution', 'quotations', 'language server'],
    bin: { onrecord: 'onrecord.js' }, files: ['onrecord.js'], engines: { node: '>=18' }, optionalDependencies,
  });
  fs.copyFileSync(path.join(here, 'onrecord.js'), path.join(folder, 'onrecord.js'));
  fs.chmodSync(path.join(folder, 'onrecord.js'), 0o755);
} else {
  console.error(`usage: build.mjs OUT main | build.mjs OUT platform PLATFORM BINARY; platforms: ${Object.keys(platforms).join(', ')}`);
  process.exitCode = 2;
}
