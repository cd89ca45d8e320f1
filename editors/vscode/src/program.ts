// Where the program is: by setting, in the workspace, inside the extension, on the PATH.
import * as fs from 'node:fs';
import * as path from 'node:path';
import * as vscode from 'vscode';

/** The program, if there is one, and every place that was looked at, in words. */
export interface Search {
  program?: string;
  tried: string[];
}

/** Looks for the program; `extension` is the folder of this one. What the setting names and is not there is not replaced by another one. */
export function find(extension: string): Search {
  const folders = (vscode.workspace.workspaceFolders ?? []).map((folder) => folder.uri).filter((uri) => uri.scheme === 'file');
  const set = vscode.workspace.getConfiguration('onrecord').get<string>('path', '').trim();
  if (set) {
    const full = folders[0] ? path.resolve(folders[0].fsPath, set) : set;
    return { program: isProgram(full) ? full : undefined, tried: [full] };
  }
  const name = process.platform === 'win32' ? 'onrecord.exe' : 'onrecord';
  // A folder that is not trusted does not say what is run.
  const trusted = vscode.workspace.isTrusted ? folders : [];
  const inWorkspace = trusted.map((folder) => path.join(folder.fsPath, 'bin', name));
  // The extension of a platform has it; the others leave the place empty, and nobody need be told.
  const inside = path.join(extension, 'bin', name);
  const onPath = (process.env.PATH ?? '').split(path.delimiter).filter(path.isAbsolute).map((folder) => path.join(folder, name));
  return { program: [...inWorkspace, inside, ...onPath].find(isProgram), tried: [...inWorkspace, `${name} on the PATH`] };
}

function isProgram(file: string): boolean {
  try {
    fs.accessSync(file, process.platform === 'win32' ? fs.constants.F_OK : fs.constants.X_OK);
    return fs.statSync(file).isFile();
  } catch {
    return false;
  }
}
