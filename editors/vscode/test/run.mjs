// Drives the packaged extension in a real Visual Studio Code (code-server) in a real browser, and compares what it shows with what is
// expected: by the probe, which asks Visual Studio Code's own interface, and by clicking in the page. Pictures are kept.
//   ONRECORD=/path/to/onrecord node run.mjs INSTALLED WORK onrecord.vsix probe.vsix
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import net from 'node:net';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const [installed, work, ...extensions] = process.argv.slice(2).map((argument) => path.resolve(argument));
const program = path.resolve(process.env.ONRECORD);
const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.resolve(here, '../../..');
const pictures = path.join(work, 'pictures');
const verdicts = path.join(work, 'verdicts');
const { chromium } = createRequire(path.join(installed, 'node/package.json'))('playwright-core');

const PATIENCE = 90_000;
const SETTINGS = {
  'workbench.startupEditor': 'none',
  'telemetry.telemetryLevel': 'off',
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'chat.disableAIFeatures': true,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.enableExperiments': false,
  'git.enabled': false,
  'editor.hover.delay': 200,
  'window.commandCenter': false,
  'workbench.activityBar.location': 'hidden',
  'workbench.layoutControl.enabled': false,
  'editor.wordWrap': 'on',
  'editor.minimap.enabled': false,
  'editor.fontSize': 14,
  'editor.unicodeHighlight.ambiguousCharacters': false,
  'editor.unicodeHighlight.invisibleCharacters': false,
  'files.hotExit': 'off',
};

/** Makes a folder that Visual Studio Code opens, named as its scenario. */
function folder(scenario, files, settings) {
  const made = path.join(work, 'folders', scenario);
  fs.mkdirSync(path.join(made, '.vscode'), { recursive: true });
  for (const file of files) fs.copyFileSync(path.join(root, file), path.join(made, path.basename(file)));
  if (settings) fs.writeFileSync(path.join(made, '.vscode/settings.json'), JSON.stringify(settings));
  return made;
}

/** Starts code-server; `search` is the server's PATH. */
async function serve(name, search) {
  const port = await freePort();
  const user = path.join(work, name);
  fs.mkdirSync(path.join(user, 'User'), { recursive: true });
  fs.writeFileSync(path.join(user, 'User/settings.json'), JSON.stringify(SETTINGS));
  fs.writeFileSync(path.join(user, 'config.yaml'), 'auth: none\ncert: false\n');
  const code = path.join(installed, 'server/node_modules/.bin/code-server');
  const common = ['--config', `${user}/config.yaml`, '--user-data-dir', user, '--extensions-dir', `${user}/extensions`];
  // The editor asks the login shell for its PATH, so that is where it must stand.
  fs.writeFileSync(path.join(user, '.bash_profile'), `export PATH='${search}'\n`);
  const env = { ...process.env, HOME: user, SHELL: '/bin/bash', PATH: search, PROBE_VERDICTS: verdicts };
  for (const extension of extensions) execFileSync(code, [...common, '--install-extension', extension], { env, stdio: 'pipe' });
  const log = fs.openSync(path.join(user, 'server.log'), 'w');
  const quiet = ['--disable-telemetry', '--disable-update-check', '--disable-workspace-trust'];
  const server = spawn(code, [...common, '--bind-addr', `127.0.0.1:${port}`, '--auth', 'none', ...quiet], {
    env,
    stdio: ['ignore', log, log],
    detached: true,
  });
  const address = `http://127.0.0.1:${port}/`;
  await until(`${name} to answer`, () => fetch(`${address}healthz`).then((answer) => answer.ok, () => false));
  return { server, open: (directory) => `${address}?folder=${encodeURIComponent(directory)}` };
}

function freePort() {
  return new Promise((resolve) => {
    const listener = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = listener.address();
      listener.close(() => resolve(port));
    });
  });
}

async function until(what, found) {
  const end = Date.now() + PATIENCE;
  for (;;) {
    const value = await found();
    if (value) return value;
    if (Date.now() > end) throw new Error(`waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Waits for the probe in the folder of that name. */
async function probe(browser, url, scenario) {
  const page = await browser.newPage();
  await page.goto(url, { waitUntil: 'domcontentloaded' });
  const file = path.join(verdicts, `${scenario}.json`);
  try {
    const verdict = await until(`the verdict on “${scenario}”`, () => {
      try {
        return JSON.parse(fs.readFileSync(file, 'utf8'));
      } catch {
        return undefined;
      }
    });
    assert.equal(verdict.error, undefined);
    console.log(`vscode ${verdict.vscode}: program found by ${scenario}: ok`);
  } catch (reason) {
    await page.screenshot({ path: path.join(pictures, `failed-${scenario}.png`) });
    throw reason;
  }
  await page.close();
}

/** The place of a word in the page, in pixels: its middle. */
async function place(page, word) {
  const found = await page.waitForFunction((wanted) => {
    const lines = document.querySelector('.editor-instance .view-lines');
    const walker = lines && document.createTreeWalker(lines, NodeFilter.SHOW_TEXT);
    while (walker?.nextNode()) {
      const at = walker.currentNode.data.indexOf(wanted);
      if (at < 0) continue;
      const range = document.createRange();
      range.setStart(walker.currentNode, at);
      range.setEnd(walker.currentNode, at + wanted.length);
      const { x, y, width, height } = range.getBoundingClientRect();
      return { x: x + width / 2, y: y + height / 2 };
    }
    return undefined;
  }, word);
  return found.jsonValue();
}

/** Rests the mouse on a word until a hover shows these words; returns all that it shows, on one line. */
function hover(page, word, words) {
  const shown = page.locator('.monaco-hover:visible').first();
  return until(`the hover of ${word}`, async () => {
    // The page may still move, so the word is looked for again.
    const { x, y } = await place(page, word);
    await page.mouse.move(x, y);
    await page.waitForTimeout(700);
    const text = (await shown.count()) > 0 ? (await shown.innerText()).replace(/\s+/g, ' ') : '';
    return text.includes(words) ? text : undefined;
  });
}

/** Clicks through a sample article as a reader would, and takes the pictures. */
async function click(browser, url) {
  const context = await browser.newContext({ viewport: { width: 1080, height: 590 }, deviceScaleFactor: 1.5 });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  const picture = (name) => page.screenshot({ path: path.join(pictures, `${name}.png`) });
  try {
    await page.goto(url, { waitUntil: 'domcontentloaded' });
    await page.getByRole('treeitem', { name: 'ferry.txt' }).first().dblclick();
    const squiggles = page.locator('.editor-instance .squiggly-warning');
    await squiggles.first().waitFor({ state: 'attached' });
    await page.keyboard.press('Control+b');
    await page.getByText(/^\d+ named · .*\d+ unnamed · .*\d+ documents? · \d+ queries$/).first().waitFor();
    await until('three warnings', async () => (await squiggles.count()) === 3);
    await picture('findings');

    let text = await hover(page, 'inspectors', 'What would do');
    assert.match(text, /Says who\? An accusation in our voice\..* ?onrecord ?\(?unattributed-allegation\b/);
    assert.match(text, /An accusation What would do: a court record, an official finding, or whoever makes it, named or described as closely as is safe\./);
    await picture('hover-claim');

    text = await hover(page, 'Brandt', 'First reference');
    assert.match(text, /Does the full name come too late\? “Brandt” stands before “Odile Brandt”\. Give the full name first\. ?onrecord ?\(?surname-before-full-name\b/);
    assert.match(text, /Odile Brandt, captain on duty First reference: line 8/);
    await picture('hover-name');

    const word = await place(page, 'Brandt');
    await page.mouse.click(word.x, word.y);
    await page.keyboard.press('F12');
    await page.getByText('Ln 8, Col 1', { exact: false }).first().waitFor();
    await picture('definition');

    await page.mouse.click(word.x, word.y);
    await page.keyboard.press('Control+.');
    const fix = page.locator('.action-widget:visible').getByText('Write “Odile Brandt” here');
    await fix.waitFor();
    await picture('quick-fix');
    await page.keyboard.press('Enter');
    await place(page, 'Odile\u00a0Brandt\u00a0who\u00a0wrote');
    await until('one warning less', async () => (await squiggles.count()) === 2);
    await picture('fixed');
    console.log('vscode: findings, hover, definition and quick fix in the page: ok');
  } catch (reason) {
    await picture('failed');
    throw reason;
  }
  await context.close();
}

/** How many findings may blink while an article is typed. */
const FLASHES = 0;

/** Types an article, key by key, with Enter right behind names and with pauses in mid-sentence: it must come out letter for letter. */
async function type(browser, url, directory) {
  const text = fs.readFileSync(path.join(root, 'editors/fixture/typing.txt'), 'utf8').trimEnd();
  const copy = path.join(work, 'typed.txt');
  fs.writeFileSync(copy, text);
  const report = JSON.parse(execFileSync(program, ['check', copy, '--format', 'json', '--show', 'hint', '--fail-on', 'never'], { stdio: 'pipe' }));
  const expected = report.findings.map((one) => `${one.rule} ${one.line - 1}`).sort();
  const page = await (await browser.newContext({ viewport: { width: 1080, height: 590 } })).newPage();
  const verdict = path.join(verdicts, 'typing.json');
  try {
    await page.goto(url, { waitUntil: 'domcontentloaded' });
    await page.getByRole('treeitem', { name: 'article.txt' }).first().dblclick({ timeout: PATIENCE });
    await page.locator('.editor-instance .view-lines').first().click();
    let typed = 0;
    for (const key of text) {
      typed += 1;
      // A list of names that is open has time to come before Enter.
      if (key === '\n') await page.waitForTimeout(250);
      await (key === '\n' ? page.keyboard.press('Enter') : page.keyboard.type(key));
      const pause = typed % 331 === 0 ? 1500 : /[.,”] $/.test(text.slice(0, typed)) ? 200 : 8;
      await page.waitForTimeout(pause);
    }
    await page.waitForTimeout(1500);
    await page.screenshot({ path: path.join(pictures, 'typed.png') });
    fs.writeFileSync(path.join(verdicts, 'typing.done'), JSON.stringify({ expected }));
    const found = await until('the verdict on what was typed', () => {
      try {
        return JSON.parse(fs.readFileSync(verdict, 'utf8'));
      } catch {
        return undefined;
      }
    });
    assert.equal(fs.readFileSync(path.join(directory, 'article.txt'), 'utf8').trimEnd(), text);
    assert.equal(found.error, undefined);
    assert.equal(found.flashes.length, FLASHES, `findings blinked: ${found.flashes.join(', ')}`);
    console.log(`vscode: typed ${typed} keys; ${found.findings} findings, ${found.went} came and went with finished sentences, ${found.flashes.length} blinked: ok`);
  } catch (reason) {
    await page.screenshot({ path: path.join(pictures, 'failed-typing.png') });
    throw reason;
  }
  await page.close();
}

/** What the extension says when there is no program. */
async function missing(browser, url, words) {
  const page = await browser.newPage();
  await page.goto(url, { waitUntil: 'domcontentloaded' });
  await page.getByRole('treeitem', { name: 'ferry.txt' }).first().dblclick({ timeout: PATIENCE });
  const message = page.locator('.notification-toast').getByText('onrecord: the program was not found.').first();
  await message.waitFor({ timeout: PATIENCE });
  assert.equal((await message.innerText()).trim(), words);
  await page.close();
}

fs.rmSync(work, { recursive: true, force: true });
for (const made of [pictures, verdicts]) fs.mkdirSync(made, { recursive: true });
const article = ['editors/fixture/ferry.txt'];
const setting = folder('setting', article, { 'onrecord.path': program });
const workspace = folder('workspace', article);
fs.mkdirSync(path.join(workspace, 'bin'));
fs.symlinkSync(program, path.join(workspace, 'bin/onrecord'));
const searched = folder('path', article);
const wrong = folder('wrong', article, { 'onrecord.path': '/nowhere/onrecord' });
const nowhere = folder('nowhere', article);
const seeds = folder('seeds', ['seeds/ferry.txt', 'seeds/onrecord.toml'], { 'onrecord.path': program, 'editor.occurrencesHighlight': 'off' });

const written = folder('typing', [], { 'onrecord.path': program });
fs.writeFileSync(path.join(written, 'article.txt'), '');

// A PATH without the program, and one with it.
const tools = path.join(work, 'tools');
fs.mkdirSync(tools);
fs.symlinkSync(program, path.join(tools, 'onrecord'));
const without = [path.join(installed, 'node/node_modules/.bin'), '/usr/bin', '/bin'].join(path.delimiter);

const servers = [];
let browser;
let failed = false;
try {
  const bare = await serve('bare', without);
  servers.push(bare.server);
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
  await probe(browser, bare.open(setting), 'setting');
  await probe(browser, bare.open(workspace), 'workspace');
  const advice = 'Install it, or say in the settings where it is.';
  await missing(browser, bare.open(wrong), `onrecord: the program was not found. Looked for /nowhere/onrecord. ${advice}`);
  const looked = `${nowhere}/bin/onrecord, onrecord on the PATH`;
  await missing(browser, bare.open(nowhere), `onrecord: the program was not found. Looked for ${looked}. ${advice}`);
  console.log('vscode: says where it looked when there is no program: ok');
  await click(browser, bare.open(seeds));
  await type(browser, bare.open(written), written);

  const equipped = await serve('equipped', [tools, without].join(path.delimiter));
  servers.push(equipped.server);
  await probe(browser, equipped.open(searched), 'path');
} catch (reason) {
  failed = true;
  console.log(`vscode: ${reason?.stack ?? reason}\npictures: ${pictures}`);
}
await browser?.close();
for (const server of servers) {
  try {
    process.kill(-server.pid);
  } catch {
    // It has ended already.
  }
}
process.exit(failed ? 1 : 0);
