// Read-only documents: the page "My writing preferences", with what can be done about each preference above it, single
// samples, and texts to compare with.
import * as vscode from 'vscode';
import type { Preference, Sample } from './protocol';
import { projectArgument } from './project';
import { messageOf, type Server } from './server';

export const SCHEME = 'prosed';
const PAGE = vscode.Uri.from({ scheme: SCHEME, path: '/My writing preferences.md' });

export class Pages implements vscode.TextDocumentContentProvider, vscode.CodeLensProvider, vscode.Disposable {
    private readonly changeEmitter = new vscode.EventEmitter<vscode.Uri>();
    private readonly lensEmitter = new vscode.EventEmitter<void>();
    readonly onDidChange = this.changeEmitter.event;
    readonly onDidChangeCodeLenses = this.lensEmitter.event;
    private readonly held = new Map<string, string>();
    private items: Preference[] = [];
    private readonly registrations: vscode.Disposable[];

    constructor(private readonly server: Server) {
        this.registrations = [
            vscode.workspace.registerTextDocumentContentProvider(SCHEME, this),
            vscode.languages.registerCodeLensProvider({ scheme: SCHEME, pattern: `**${PAGE.path}` }, this),
            vscode.commands.registerCommand('prosed.openPage', () => vscode.window.showTextDocument(PAGE, { preview: false })),
            vscode.commands.registerCommand('prosed.showSample', (id: number) => this.showSample(id)),
            server.onPreferences(() => this.refresh()),
            server.onState(state => { if (state === 'running') this.refresh(); }),
        ];
    }

    dispose(): void {
        for (const one of [...this.registrations, this.changeEmitter, this.lensEmitter]) one.dispose();
    }

    refresh(): void {
        this.changeEmitter.fire(PAGE);
    }

    hold(name: string, text: string): vscode.Uri {
        const uri = vscode.Uri.from({ scheme: SCHEME, path: `/${name}` });
        this.held.set(uri.path, text);
        this.changeEmitter.fire(uri);
        return uri;
    }

    release(uri: vscode.Uri): void {
        this.held.delete(uri.path);
    }

    async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
        if (uri.path !== PAGE.path) return this.held.get(uri.path) ?? '';
        try {
            const page = await this.server.execute<{ markdown: string; items: Preference[] }>('prosed.preferences', projectArgument());
            this.items = page.items;
            this.lensEmitter.fire();
            return page.markdown;
        } catch (error) {
            return `# My writing preferences\n\n${messageOf(error)}\n`;
        }
    }

    provideCodeLenses(document: vscode.TextDocument): vscode.CodeLens[] {
        const byId = new Map(this.items.map(item => [item.id, item]));
        const lenses: vscode.CodeLens[] = [];
        for (let line = 0; line < document.lineCount; line++) {
            const id = /^- .*`(\d+)`$/.exec(document.lineAt(line).text)?.[1];
            const preference = id ? byId.get(Number(id)) : undefined;
            const add = (title: string, command: string) => lenses.push(
                new vscode.CodeLens(document.lineAt(line).range, { title, command, arguments: [preference] }));
            if (!preference) continue;
            if (preference.pinned) add('Unpin', 'prosed.unpinPreference');
            else add('Pin', 'prosed.pinPreference');
            if (preference.muted) add('Unmute', 'prosed.unmutePreference');
            else add('Mute', 'prosed.mutePreference');
            add('Edit', 'prosed.editPreference');
            add('Forget', 'prosed.forgetPreference');
        }
        return lenses;
    }

    private async showSample(id: number): Promise<void> {
        try {
            const { items } = await this.server.execute<{ items: Sample[] }>('prosed.samples', { id, ...projectArgument() });
            const sample = items[0];
            if (!sample) throw new Error(`sample ${id} is gone`);
            const learned = sample.preferences.map(text => `- ${text}\n`).join('');
            const about = `${sample.path || 'untitled'}, ${sample.genre}, ${sample.state}, ${new Date(sample.time).toLocaleString()}`;
            await vscode.window.showTextDocument(
                this.hold(`Sample ${id}.md`, `${sample.text}\n\n---\n\n${about}\n${learned ? `\n${learned}` : ''}`));
        } catch (error) {
            void vscode.window.showErrorMessage(`prosed: ${messageOf(error)}`);
        }
    }
}
