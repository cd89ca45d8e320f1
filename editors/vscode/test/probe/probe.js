// Runs inside Visual Studio Code and asks its own interface what the extension gave it. Each folder that is opened is a scenario; its
// verdict is written to $PROBE_VERDICTS/<folder>.json: {} when all is as expected, else {"error": "…"}. Where keys are typed into the page,
// $PROBE_VERDICTS/<folder>.done says that they all are.
const assert = require('node:assert/strict');
const fs = require('node:fs');
const path = require('node:path');
const vscode = require('vscode');

exports.activate = () => {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const scenario = folder && path.basename(folder.fsPath);
  if (!scenario || !scenarios[scenario]) return;
  const verdict = path.join(process.env.PROBE_VERDICTS, `${scenario}.json`);
  const write = (found) => fs.writeFileSync(verdict, JSON.stringify({ vscode: vscode.version, ...found }));
  scenarios[scenario](folder).then(
    (found) => write(found ?? {}),
    (reason) => write({ error: String(reason?.stack ?? reason) }),
  );
};

const scenarios = { setting: everything, workspace: oneFinding, path: oneFinding, typing };

const RULE = 'surname-before-full-name';

/** The program was found and answers. */
async function oneFinding(folder) {
  const { uri } = await open(folder);
  await until('the finding', () => findings(uri).find((finding) => code(finding) === RULE));
}

async function everything(folder) {
  const { uri, document, editor } = await open(folder);
  const ask = (command, ...rest) => vscode.commands.executeCommand(command, uri, ...rest);
  await until('both findings', () => findings(uri).length === 2);

  assert.deepEqual(
    findings(uri).map((finding) => ({
      code: code(finding),
      at: numbers(finding.range),
      words: document.getText(finding.range),
      severity: vscode.DiagnosticSeverity[finding.severity],
      message: finding.message,
      related: (finding.relatedInformation ?? []).map((one) => [one.message, ...numbers(one.location.range)]),
    })),
    [
      {
        code: RULE,
        at: [0, 28, 0, 31],
        words: 'Oru',
        severity: 'Warning',
        message: 'Does the full name come too late? “Oru” stands before “Marit Oru”. Give the full name first.',
        related: [['The full name', 2, 0, 2, 9]],
      },
      {
        code: 'vague-attribution',
        at: [4, 45, 4, 52],
        words: 'Critics',
        severity: 'Information',
        message: 'Which critics? “Critics”: who they are was not found. Name one, or say how many and where they said it.',
        related: [],
      },
    ],
  );

  const oru = new vscode.Position(0, 29);
  const hovers = await ask('vscode.executeHoverProvider', oru);
  const hover = hovers.flatMap((one) => one.contents.map((content) => content.value)).join('\n').split(/\s*\n/);
  assert.equal(hover[0], '**Marit Oru**, mayor');
  assert.match(hover[1], /^First reference: \[line 3\]\(file:.*ferry\.txt#L3\)$/);
  const she = await ask('vscode.executeHoverProvider', new vscode.Position(2, 49));
  assert.match(she[0].contents[0].value, /^She = \*\*Marit Oru\*\* \(\[line 3\]/);

  const targets = await ask('vscode.executeDefinitionProvider', oru);
  assert.deepEqual(targets.map((one) => numbers(one.targetSelectionRange ?? one.targetRange ?? one.range)), [[2, 0, 2, 9]]);

  const mentions = await ask('vscode.executeReferenceProvider', oru);
  const places = mentions.map((one) => numbers(one.range)).sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  assert.deepEqual(places, [[0, 28, 0, 31], [2, 0, 2, 9], [2, 48, 2, 51], [4, 35, 4, 38]]);

  const outline = await ask('vscode.executeDocumentSymbolProvider');
  const quotation = outline.flatMap((one) => one.children).find((one) => one.detail === 'Marit Oru');
  // Invisible characters, such as the joiner in the pictogram, may be missing in excerpts.
  assert.equal(quotation.name.replace('\u200d', ''), '“The quay’s café 👩🏽🚀 is shut,”');
  assert.deepEqual(numbers(quotation.selectionRange), [4, 0, 4, 34]);

  const [lens] = await ask('vscode.executeCodeLensProvider', 1);
  assert.match(lens.command.title, /^1 named · .*0 documents · 2 queries$/);
  assert.equal(lens.range.start.line, 0);

  const prepared = await ask('vscode.prepareRename', oru);
  assert.deepEqual([prepared.placeholder, numbers(prepared.range)], ['Marit Oru', [0, 28, 0, 31]]);
  const renamed = await ask('vscode.executeDocumentRenameProvider', oru, 'Ada Berg');
  await vscode.workspace.applyEdit(renamed);
  assert.deepEqual(lines(document), [
    'Ä 😀: The council dismissed Berg on Monday. It gave no reason.',
    'Ada Berg, the mayor, had asked for new pilots. She said the ferry had been sold.',
    '“The quay’s café 👩🏽‍🚀 is shut,” Berg said. Critics say that the harbour is dying.',
  ]);
  await vscode.commands.executeCommand('undo');
  await until('undo', () => document.lineAt(2).text.startsWith('Marit Oru'));

  const fix = await until('a quick fix', async () => (await fixes(uri, oru)).find((one) => one.title === 'Write “Marit Oru” here'));
  await vscode.workspace.applyEdit(fix.edit);
  assert.equal(document.lineAt(0).text, 'Ä 😀: The council dismissed Marit Oru on Monday. It gave no reason.');
  await until('the finding to go', () => findings(uri).every((finding) => code(finding) !== RULE));

  // Accepting a finding writes the configuration, and the finding goes before that is saved.
  const critics = new vscode.Position(4, 46);
  const accepts = (one) => one.title.startsWith('Accept: allow vague-attribution here');
  const accept = await until('a way to accept it', async () => (await fixes(uri, critics)).find(accepts));
  await vscode.workspace.applyEdit(accept.edit);
  await until('the accepted finding to go', () => findings(uri).every((finding) => code(finding) !== 'vague-attribution'));
  const configuration = vscode.workspace.textDocuments.find((one) => one.fileName.endsWith('onrecord.toml'));
  assert.match(configuration.getText(), /\[\[allow\]\]\npath = "\/ferry\.txt"\nrule = "vague-attribution"\ntext = "Critics say that the harbour is dying."\n/);

  const end = document.lineAt(document.lineCount - 1).range.end;
  await editor.edit((edit) => edit.insert(end, '\nAsk Ma'));
  const typed = new vscode.Position(end.line + 1, 'Ask Ma'.length);
  const offered = await until('a completion', async () => {
    const list = await ask('vscode.executeCompletionItemProvider', typed);
    return list.items.find((item) => item.label === 'Marit Oru' || item.label.label === 'Marit Oru');
  });
  assert.equal(offered.detail, 'mayor');
  const replaced = offered.range.replacing ?? offered.range;
  assert.deepEqual(numbers(replaced), [typed.line, 'Ask '.length, typed.line, typed.character]);

  // From the palette the command comes without an argument, and means the article in front.
  const ledger = await vscode.commands.executeCommand('onrecord.ledger');
  assert.match(ledger, /^# Sourcing ledger/);
  assert.match(ledger, /Marit Oru/);
  await until('the ledger to be shown', () => vscode.window.activeTextEditor?.document.getText() === ledger);
  await vscode.commands.executeCommand('onrecord.index');
}

/**
 * Watches while an article is typed: no finding may appear in the paragraph that is being written and go again, unless its sentence was
 * finished. When the file is saved, the findings are those of `onrecord check`.
 */
async function typing(folder) {
  const { uri, document, editor } = await open(folder, 'article.txt');
  const typed = path.join(process.env.PROBE_VERDICTS, 'typing.done');
  const flashes = [];
  let [shown, written, went] = [new Map(), -1, 0];
  const listener = vscode.languages.onDidChangeDiagnostics(() => {
    const text = document.getText();
    const cursor = document.offsetAt(editor.selection.active);
    const start = text.lastIndexOf('\n\n', cursor - 1);
    const now = new Map();
    for (const one of findings(uri)) {
      const at = document.offsetAt(one.range.start);
      if (at < start) continue;
      const key = `${code(one)} ${at}`;
      const finished = /[.!?][”’]*(\s|$)/.test(text.slice(at));
      now.set(key, shown.get(key) ?? { finished });
    }
    if (start === written) {
      for (const [key, one] of shown) {
        if (now.has(key)) continue;
        if (one.finished) went += 1;
        else flashes.push(key);
      }
    }
    [shown, written] = [now, start];
  });
  const { expected } = await until('all keys', () => fs.existsSync(typed) && JSON.parse(fs.readFileSync(typed, 'utf8')), 240_000);
  listener.dispose();
  await document.save();
  const told = () => findings(uri).map((one) => `${code(one)} ${one.range.start.line}`).sort();
  await until('the findings of check', () => JSON.stringify(told()) === JSON.stringify(expected)).catch(() => assert.deepEqual(told(), expected));
  return { flashes, went, findings: expected.length };
}

async function open(folder, name = 'ferry.txt') {
  const uri = vscode.Uri.joinPath(folder, name);
  const document = await vscode.workspace.openTextDocument(uri);
  const editor = await vscode.window.showTextDocument(document);
  return { uri, document, editor };
}

/** The quick fixes at a place, each with its edit. */
function fixes(uri, position) {
  const kind = vscode.CodeActionKind.QuickFix.value;
  return vscode.commands.executeCommand('vscode.executeCodeActionProvider', uri, new vscode.Range(position, position), kind, 20);
}

async function until(what, found, patience = 60_000) {
  const end = Date.now() + patience;
  for (;;) {
    const value = await found();
    if (value) return value;
    if (Date.now() > end) throw new Error(`waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const findings = (uri) =>
  vscode.languages
    .getDiagnostics(uri)
    .filter((finding) => finding.source === 'onrecord')
    .sort((a, b) => a.range.start.compareTo(b.range.start));
const code = (finding) => (typeof finding.code === 'object' ? finding.code.value : finding.code);
const numbers = (range) => [range.start.line, range.start.character, range.end.line, range.end.character];
const lines = (document) => document.getText().split('\n').filter(Boolean);
