// Starts `onrecord lsp` and hands it to the editor. Everything shown comes from the server; this file only finds and starts it.
import * as vscode from 'vscode';
import { LanguageClient, LanguageClientOptions } from 'vscode-languageclient/node';
import { find } from './program';

let client: LanguageClient | undefined;
let home: vscode.Uri | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  home = context.extensionUri;
  const restart = async () => {
    await deactivate();
    await start();
  };
  context.subscriptions.push(
    vscode.commands.registerCommand('onrecord.restart', restart),
    vscode.workspace.onDidChangeConfiguration(async (change) => {
      if (change.affectsConfiguration('onrecord.path')) {
        await restart();
      }
    }),
  );
  await start();
}

export async function deactivate(): Promise<void> {
  const running = client;
  client = undefined;
  await vscode.commands.executeCommand('setContext', 'onrecord.running', false);
  await running?.stop();
}

async function start(): Promise<void> {
  const { program, tried } = find(home?.fsPath ?? '');
  if (!program) {
    // Not waited for: the message may stand unanswered, and activation must end.
    void sayThatItIsMissing(tried);
    return;
  }
  const options: LanguageClientOptions = {
    documentSelector: [
      ...['plaintext', 'markdown', 'html'].flatMap((language) => ['file', 'untitled'].map((scheme) => ({ language, scheme }))),
      // So that an accepted finding is gone before the configuration is saved.
      { pattern: '**/onrecord.toml', scheme: 'file' },
    ],
    synchronize: { configurationSection: 'onrecord' },
    initializationOptions: vscode.workspace.getConfiguration('onrecord'),
    middleware: {
      // From the palette a command comes without an article: the one in front is meant.
      executeCommand: (command, given, next) => next(command, given.length > 0 ? given : inFront()),
    },
  };
  const starting = new LanguageClient('onrecord', 'onrecord', { command: program, args: ['lsp'] }, options);
  client = starting;
  try {
    await starting.start();
    await vscode.commands.executeCommand('setContext', 'onrecord.running', true);
  } catch (reason) {
    client = undefined;
    void vscode.window.showErrorMessage(`onrecord: ${program} could not be started: ${reason}`);
  }
}

async function sayThatItIsMissing(tried: string[]): Promise<void> {
  const [how, set] = ['How to get it', 'Set the path'];
  const message = `onrecord: the program was not found. Looked for ${tried.join(', ')}. Install it, or say in the settings where it is.`;
  const chosen = await vscode.window.showErrorMessage(message, how, set);
  if (chosen === set) {
    await vscode.commands.executeCommand('workbench.action.openSettings', 'onrecord.path');
  } else if (chosen === how && home) {
    await vscode.commands.executeCommand('markdown.showPreview', vscode.Uri.joinPath(home, 'INSTALL.md'));
  }
}

function inFront(): string[] {
  const document = vscode.window.activeTextEditor?.document;
  return document ? [document.uri.toString()] : [];
}
