// Commands are about the project of the prose that the person looked at last.
import * as vscode from 'vscode';
import { makeSelector } from './settings';

let last: vscode.Uri | undefined;

export function isProse(document: vscode.TextDocument): boolean {
    return vscode.languages.match(makeSelector(), document) > 0;
}

export function watchEditors(onOtherProject: () => void): vscode.Disposable {
    const note = (editor: vscode.TextEditor | undefined) => {
        if (!editor || !isProse(editor.document)) return;
        const before = last;
        last = editor.document.uri;
        const folders = [before, last].map(uri => uri && vscode.workspace.getWorkspaceFolder(uri)?.uri.toString());
        if (folders[0] !== folders[1]) onOtherProject();
    };
    note(vscode.window.activeTextEditor);
    return vscode.window.onDidChangeActiveTextEditor(note);
}

export function projectArgument(): { uri?: string } {
    return last ? { uri: last.toString() } : {};
}
