// The view of what was learned from.
import * as vscode from 'vscode';
import type { Sample } from './protocol';
import { projectArgument } from './project';
import { messageOf, type Server } from './server';

const LABEL_CHARACTERS = 60;
const ICONS: Record<string, string> = { learned: 'pass', waiting: 'watch', queued: 'clock', learning: 'sync', failed: 'error' };

export class Samples implements vscode.TreeDataProvider<Sample>, vscode.Disposable {
    private readonly changeEmitter = new vscode.EventEmitter<void>();
    readonly onDidChangeTreeData = this.changeEmitter.event;
    private readonly registrations: vscode.Disposable[];

    constructor(private readonly server: Server) {
        this.registrations = [
            vscode.window.createTreeView('prosedSamples', { treeDataProvider: this }),
            vscode.commands.registerCommand('prosed.forgetSample', (sample?: Sample) => this.forget(sample)),
            server.onPreferences(() => this.changeEmitter.fire()),
            server.onState(state => { if (state !== 'starting') this.changeEmitter.fire(); }),
        ];
    }

    dispose(): void {
        for (const one of [...this.registrations, this.changeEmitter]) one.dispose();
    }

    refresh(): void {
        this.changeEmitter.fire();
    }

    async getChildren(sample?: Sample): Promise<Sample[]> {
        if (sample || this.server.state !== 'running') return [];
        try {
            return (await this.server.execute<{ items: Sample[] }>('prosed.samples', projectArgument())).items;
        } catch (error) {
            this.server.log.warn(`prosed.samples: ${messageOf(error)}`);
            return [];
        }
    }

    getTreeItem(sample: Sample): vscode.TreeItem {
        const item = new vscode.TreeItem(shorten(sample.text));
        item.id = `sample ${sample.id}`;
        item.description = `${sample.path || 'untitled'} · ${sample.genre} · ${sample.state}`;
        item.tooltip = `${sample.text}\n\n${sample.preferences.join('\n')}`;
        item.iconPath = new vscode.ThemeIcon(ICONS[sample.state] ?? 'note');
        item.contextValue = 'sample';
        item.command = { title: 'Show sample', command: 'prosed.showSample', arguments: [sample.id] };
        return item;
    }

    private async forget(given?: Sample): Promise<void> {
        const sample = given ?? await this.choose();
        const forget = 'Forget';
        const detail = 'Its text and the scores taken from it are erased from the store. The document is not touched.';
        if (!sample || await vscode.window.showWarningMessage(`Forget the sample "${shorten(sample.text)}"?`, { modal: true, detail }, forget) !== forget) return;
        try {
            await this.server.execute('prosed.samples.forget', { id: sample.id, ...projectArgument() });
        } catch (error) {
            void vscode.window.showErrorMessage(`prosed: ${messageOf(error)}`);
        }
        this.refresh();
    }

    private async choose(): Promise<Sample | undefined> {
        const items = (await this.getChildren()).map(sample => ({
            label: shorten(sample.text), description: sample.path ?? undefined, sample,
        }));
        return (await vscode.window.showQuickPick(items, { title: 'Forget a sample' }))?.sample;
    }
}

function shorten(text: string): string {
    const line = text.replace(/\s+/g, ' ').trim();
    return line.length > LABEL_CHARACTERS ? `${line.slice(0, LABEL_CHARACTERS)}…` : line;
}
