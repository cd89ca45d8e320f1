// Starts `onrecord lsp` and hands it to the editor. Everything shown comes from the server; this file only finds and starts it.
import * as fs from 'node:fs';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { LanguageClient, LanguageClientOptions, ServerOptions } from 'vscode-languageclient/node';

let client: LanguageClient | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  context.subscriptions.push(
    vscode.commands.registerCommand('onrecord.restart', async () => {
      await deactivate();
      await start();
    }),
    vscode.workspace.onDidChangeConfiguration(async (change) => {
      if (change.affectsConfiguration('onrecord.path')) {
        await deactivate();
        await start();
      }
    }),
  );
  await start();
}

export async function deactivate(): Promise<void> {
  const running = client;
  client = undefined;
  await running?.stop();
}

async function start(): Promise<void> {
  const { program, tried } = find();
  if (!program) {
    const set = 'Set the path';
    const answer = await vscode.window.showErrorMessage(
      `onrecord: the program was not found. Looked for ${tried.join(', ')}. Install it, or say in the settings where it is.`,
      set,
    );
    if (answer === set) {
      await vscode.commands.executeCommand('workbench.action.openSettings', 'onrecord.path');
    }
    return;
  }
  const server: ServerOptions = { command: program, args: ['lsp'] };
  const options: LanguageClientOptions = {
    documentSelector: [
      { language: 'plaintext', scheme: 'file' },
      { language: 'plaintext', scheme: 'untitled' },
      { language: 'markdown', scheme: 'file' },
      { language: 'markdown', scheme: 'untitled' },
      { language: 'html', scheme: 'file' },
      // So that an accepted finding is gone before the configuration is saved.
      { pattern: '**/onrecord.toml', scheme: 'file' },
    ],
    synchronize: { configurationSection: 'onrecord' },
    initializationOptions: vscode.workspace.getConfiguration('onrecord'),
  };
  client = new LanguageClient('onrecord', 'onrecord', server, options);
  try {
    await client.start();
  } catch (reason) {
    client = undefined;
    void vscode.window.showErrorMessage(`onrecord: ${program} could not be started: ${reason}`);
  }
}

/** The program: by setting, in the workspace, on the PATH; and where it was looked for. */
function find(): { program?: string; tried: string[] } {
  const tried: string[] = [];
  const name = process.platform === 'win32' ? 'onrecord.exe' : 'onrecord';
  const folders = (vscode.workspace.workspaceFolders ?? []).filter((folder) => folder.uri.scheme === 'file').map((folder) => folder.uri.fsPath);
  const set = vscode.workspace.getConfiguration('onrecord').get<string>('path', '').trim();
  if (set) {
    // What was set and is not there must be told, not replaced by another program.
    const full = path.isAbsolute(set) || !folders[0] ? set : path.join(folders[0], set);
    tried.push(full);
    return { program: isProgram(full) ? full : undefined, tried };
  }
  const candidates: string[] = [];
  if (vscode.workspace.isTrusted) {
    candidates.push(...folders.flatMap((folder) => [path.join(folder, 'bin', name), path.join(folder, 'node_modules', '.bin', name)]));
  }
  candidates.push(...(process.env.PATH ?? '').split(path.delimiter).filter(Boolean).map((folder) => path.join(folder, name)));
  tried.push(...(vscode.workspace.isTrusted ? folders.map((folder) => path.join(folder, 'bin', name)) : []), `${name} on the PATH`);
  return { program: candidates.find(isProgram), tried };
}

function isProgram(file: string): boolean {
  try {
    fs.accessSync(file, process.platform === 'win32' ? fs.constants.F_OK : fs.constants.X_OK);
    return fs.statSync(file).isFile();
  } catch {
    return false;
  }
}
