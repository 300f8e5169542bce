// The view of what was learned: genres, their preferences with score, and under each the samples that speak for or
// against it. What is done here the server does; the view is read anew when it says that something changed.
import * as vscode from 'vscode';
import type { Evidence, Preference } from './protocol';
import { projectArgument } from './project';
import { messageOf, type Server } from './server';

type Node = { kind: 'genre'; genre: string } | { kind: 'preference'; preference: Preference }
    | { kind: 'evidence'; evidence: Evidence };

const GENRES = ['docs', 'notes', 'email', 'paper', 'commit'];

export class Preferences implements vscode.TreeDataProvider<Node>, vscode.Disposable {
    private items: Preference[] = [];
    private stale = false;
    private reading: Promise<void> | undefined;
    private readonly changeEmitter = new vscode.EventEmitter<void>();
    readonly onDidChangeTreeData = this.changeEmitter.event;
    private readonly registrations: vscode.Disposable[];

    constructor(private readonly server: Server) {
        const act = (name: string, run: (preference: Preference) => unknown) =>
            vscode.commands.registerCommand(name, (target: unknown) => this.act(target, run));
        this.registrations = [
            vscode.window.createTreeView('prosedPreferences', { treeDataProvider: this, showCollapseAll: true }),
            vscode.commands.registerCommand('prosed.addPreference', (node?: Node) => this.add(node)),
            act('prosed.pinPreference', ({ id }) => this.send('pin', { id })),
            act('prosed.unpinPreference', ({ id }) => this.send('unpin', { id })),
            act('prosed.mutePreference', ({ id }) => this.send('mute', { id })),
            act('prosed.unmutePreference', ({ id }) => this.send('unmute', { id })),
            act('prosed.editPreference', preference => this.edit(preference)),
            act('prosed.forgetPreference', preference => this.forget(preference)),
            server.onPreferences(() => this.refresh()),
            server.onState(state => { if (state !== 'starting') this.refresh(); }),
        ];
    }

    dispose(): void {
        for (const one of [...this.registrations, this.changeEmitter]) one.dispose();
    }

    // Reads first and tells VS Code then: from being told until it has the rows anew it knows none of them, and a click on
    // one would be about nothing. News that come while it reads make it read once more.
    refresh(): void {
        this.stale = true;
        this.reading ??= this.read();
    }

    private async read(): Promise<void> {
        const before = JSON.stringify(this.items);
        while (this.stale) {
            this.stale = false;
            this.items = await this.load();
        }
        this.reading = undefined;
        if (JSON.stringify(this.items) === before) return;
        void vscode.commands.executeCommand('setContext', 'prosed.learned', this.items.length > 0);   // for the walkthrough
        this.changeEmitter.fire();
    }

    async getChildren(node?: Node): Promise<Node[]> {
        if (!node) {
            await this.reading;
            return [...new Set(this.items.map(item => item.genre))].map(genre => ({ kind: 'genre', genre }));
        }
        if (node.kind === 'genre') {
            return this.items.filter(item => item.genre === node.genre).map(preference => ({ kind: 'preference', preference }));
        }
        return node.kind === 'preference' ? node.preference.evidence.map(evidence => ({ kind: 'evidence', evidence })) : [];
    }

    getTreeItem(node: Node): vscode.TreeItem {
        if (node.kind === 'genre') return makeGenreItem(node.genre, this.items);
        return node.kind === 'preference' ? makePreferenceItem(node.preference) : makeEvidenceItem(node.evidence);
    }

    private async load(): Promise<Preference[]> {
        if (this.server.state !== 'running') return [];
        try {
            return (await this.server.execute<{ items: Preference[] }>('prosed.preferences', projectArgument())).items;
        } catch (error) {
            this.server.log.warn(`prosed.preferences: ${messageOf(error)}`);
            return [];
        }
    }

    private async send(what: string, argument: object): Promise<void> {
        await this.server.execute(`prosed.preferences.${what}`, { ...argument, ...projectArgument() });
    }

    // From the view comes a node, from the page a preference, from the palette nothing.
    private async act(target: unknown, run: (preference: Preference) => unknown): Promise<void> {
        const node = target as Partial<{ preference: Preference } & Preference> | undefined;
        const preference = node?.preference ?? (node?.id ? node as Preference : await this.choose());
        try {
            if (preference) await run(preference);
        } catch (error) {
            void vscode.window.showErrorMessage(`prosed: ${messageOf(error)}`);
        }
    }

    private async choose(): Promise<Preference | undefined> {
        const items = (await this.load()).map(preference => ({
            label: preference.text, description: `${preference.genre} · ${describe(preference)}`, preference,
        }));
        return (await vscode.window.showQuickPick(items, { title: 'My writing preferences', matchOnDescription: true }))?.preference;
    }

    private async edit({ id, text }: Preference): Promise<void> {
        const edited = await vscode.window.showInputBox({ title: 'Reword this preference', value: text });
        if (edited?.trim() && edited.trim() !== text) await this.send('edit', { id, text: edited.trim() });
    }

    private async forget({ id, text }: Preference): Promise<void> {
        const forget = 'Forget';
        const detail = 'It can be learned again from what you write. Mute it instead if it should not.';
        if (await vscode.window.showWarningMessage(`Forget "${text}"?`, { modal: true, detail }, forget) === forget) {
            await this.send('forget', { id });
        }
    }

    private async add(node?: Node): Promise<void> {
        try {
            const known = [...new Set([...this.items.map(item => item.genre), ...GENRES])];
            const genre = node?.kind === 'genre' ? node.genre
                : await vscode.window.showQuickPick(known, { title: 'What kind of writing is it for?' });
            const text = genre && await vscode.window.showInputBox({
                title: `A preference for ${genre}`, placeHolder: 'Use the Oxford comma.',
            });
            if (text?.trim()) await this.send('add', { genre, text: text.trim() });
        } catch (error) {
            void vscode.window.showErrorMessage(`prosed: ${messageOf(error)}`);
        }
    }
}

function formatScore(score: number, digits: number): string {
    return `${score < 0 ? '' : '+'}${score.toFixed(digits)}`;
}

function nameStates({ pinned, muted, inUse }: Preference): string[] {
    return [...pinned ? ['pinned'] : [], ...muted ? ['muted'] : inUse ? [] : ['not in use']];
}

function describe(preference: Preference): string {
    const count = preference.evidence.length;
    const score = count ? `${formatScore(preference.mean, 2)} from ${count} sample${count === 1 ? '' : 's'}` : 'no evidence yet';
    return [score, ...nameStates(preference)].join(', ');
}

// Side bars are narrow, and what is said first is seen.
function describeShortly(preference: Preference): string {
    const count = preference.evidence.length;
    return [...nameStates(preference), ...count ? [`${formatScore(preference.mean, 1)} (${count})`] : []].join(' ');
}

function makeGenreItem(genre: string, items: Preference[]): vscode.TreeItem {
    const item = new vscode.TreeItem(genre, vscode.TreeItemCollapsibleState.Expanded);
    item.id = `genre ${genre}`;
    item.description = String(items.filter(one => one.genre === genre).length);
    item.contextValue = 'genre';
    return item;
}

function makePreferenceItem(preference: Preference): vscode.TreeItem {
    const { id, text, pinned, muted, evidence } = preference;
    const state = evidence.length ? vscode.TreeItemCollapsibleState.Collapsed : vscode.TreeItemCollapsibleState.None;
    const item = new vscode.TreeItem(text, state);
    const learned = `${preference.source} ${new Date(preference.time).toLocaleString()}${preference.model ? ` by ${preference.model}` : ''}`;
    item.id = `preference ${id}`;
    item.description = describeShortly(preference);
    item.tooltip = [text, describe(preference), learned, ...(preference.reachNote ? [preference.reachNote] : [])].join('\n');
    item.iconPath = new vscode.ThemeIcon(muted ? 'mute' : pinned ? 'pinned' : preference.inUse ? 'check' : 'circle-slash');
    item.contextValue = `preference ${pinned ? 'pinned' : 'loose'} ${muted ? 'muted' : 'heard'}`;
    return item;
}

function makeEvidenceItem({ sample, score, path, excerpt, time }: Evidence): vscode.TreeItem {
    const item = new vscode.TreeItem(`${formatScore(score, 0)}  ${path || 'untitled'}`);
    item.description = excerpt;
    item.tooltip = `Sample ${sample}, ${new Date(time).toLocaleString()}\n${excerpt}`;
    item.iconPath = new vscode.ThemeIcon(score > 0 ? 'arrow-up' : score < 0 ? 'arrow-down' : 'dash');
    item.contextValue = 'evidence';
    item.command = { title: 'Show sample', command: 'prosed.showSample', arguments: [sample] };
    return item;
}
