// The settings that the server is told: those that somebody has set. VS Code fills in defaults of its own, and sent along
// they would outrank what the person wrote into config.json.
import * as vscode from 'vscode';

export const SECTION = 'prosed';
const OWN = ['server.path', 'languages', 'trace.server'];   // of this extension, not of the server

export function readLanguages(): string[] {
    return vscode.workspace.getConfiguration(SECTION).get<string[]>('languages', []);
}

export function makeSelector(): { scheme: string; language: string }[] {
    return readLanguages().flatMap(language => [{ scheme: 'file', language }, { scheme: 'untitled', language }]);
}

export function readServerSettings(names: string[]): Record<string, unknown> {
    const settings = vscode.workspace.getConfiguration(SECTION);
    const set: Record<string, unknown> = {};
    for (const name of names.filter(name => !OWN.includes(name))) {
        const places = settings.inspect(name);
        if (places?.globalValue !== undefined || places?.workspaceValue !== undefined || places?.workspaceFolderValue !== undefined) {
            set[name] = settings.get(name);
        }
    }
    return set;
}
