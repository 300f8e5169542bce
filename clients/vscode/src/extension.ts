// Puts the parts together. Everything that thinks is in the server; here is what VS Code needs to show it.
import * as vscode from 'vscode';
import { Ghost } from './ghost';
import { Hints } from './hints';
import { Pages } from './pages';
import { Preferences } from './preferences';
import { watchEditors } from './project';
import { Rewriter } from './rewrite';
import { Samples } from './samples';
import { Server } from './server';
import { SECTION } from './settings';
import { Status } from './status';

let server: Server | undefined;

export function activate(context: vscode.ExtensionContext): void {
    const started = server = new Server(context);
    const pages = new Pages(started);
    const rewriter = new Rewriter(started, pages);
    const ghost = new Ghost(started);
    const hints = new Hints(started, rewriter);
    started.middleware = { ...ghost.middleware, ...hints.middleware };
    const preferences = new Preferences(started);
    const samples = new Samples(started);
    const refresh = () => { pages.refresh(); preferences.refresh(); samples.refresh(); };
    context.subscriptions.push(
        watchEditors(refresh), pages, preferences, samples, new Status(started, refresh), rewriter, hints, ghost,
        vscode.commands.registerCommand('prosed.restartServer', () => started.restart()),
        vscode.commands.registerCommand('prosed.showLog', () => started.log.show()),
        vscode.commands.registerCommand('prosed.openSettings', () =>
            vscode.commands.executeCommand('workbench.action.openSettings', `@ext:${context.extension.id}`)),
        vscode.commands.registerCommand('prosed.refresh', refresh),
        vscode.workspace.onDidChangeConfiguration(event => {
            if (event.affectsConfiguration(`${SECTION}.server.path`) || event.affectsConfiguration(`${SECTION}.languages`)) void started.restart();
        }),
    );
    void started.start();   // not waited for: the window opens without it
}

export function deactivate(): Promise<void> | undefined {
    return server?.dispose();
}
