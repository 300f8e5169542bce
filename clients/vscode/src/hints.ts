// Hints: passages that go against a preference. The server sends them as diagnostics, which VS Code lists and offers quick
// fixes for; here they get an underline that can be seen, and the change itself in what is shown on hover.
import * as vscode from 'vscode';
import type { Middleware } from 'vscode-languageclient/node';
import { isProse } from './project';
import type { Rewrite } from './protocol';
import type { Rewriter } from './rewrite';
import { messageOf, type Server } from './server';

// changes: null where only a model could tell, which is asked when somebody wants to see it.
interface Hint { id: number; preference: number; rewrites: boolean; changes: Rewrite['changes'] | null }
interface Found { hints: unknown[]; complete: boolean; reason: string | null }
interface Target { uri: string; id: number }

const STATUS_MS = 6000;
const EVIDENCE_SHOWN = 2;

type Sent = vscode.Diagnostic & { data?: Hint };

export class Hints implements vscode.Disposable {
    private readonly sent = new Map<string, Sent[]>();
    private readonly underline = vscode.window.createTextEditorDecorationType({
        textDecoration: 'underline dotted 1.5px', overviewRulerColor: new vscode.ThemeColor('editorOverviewRuler.infoForeground'),
    });
    private readonly registrations: vscode.Disposable[];
    readonly middleware: Middleware = {
        handleDiagnostics: (uri, diagnostics, next) => {
            next(uri, diagnostics);
            this.take(uri, diagnostics);
        },
    };

    constructor(private readonly server: Server, rewriter: Rewriter) {
        const command = (name: string, run: (target?: Target) => Promise<unknown>) =>
            vscode.commands.registerCommand(name, (target?: Target) => run(target).catch(error => {
                void vscode.window.showErrorMessage(`prosed: ${messageOf(error)}`);
            }));
        this.registrations = [
            command('prosed.findHints', () => this.find()),
            command('prosed.clearHints', () => this.send('clear', {})),
            command('prosed.rewriteHint', target => rewriter.askFor('prosed.suggest.rewrite', this.locate(target))),
            command('prosed.dismissHint', target => this.send('dismiss', this.locate(target))),
            command('prosed.muteHint', target => this.send('mute', this.locate(target))),
            vscode.window.onDidChangeVisibleTextEditors(() => this.paint()),
            server.onState(state => { if (state !== 'running') this.forget(); }),
        ];
    }

    dispose(): void {
        for (const one of [...this.registrations, this.underline]) one.dispose();
    }

    private send(what: string, argument: object): Promise<unknown> {
        return this.server.execute(`prosed.suggest.${what}`, argument);
    }

    // The hint that was clicked, else the one at the cursor, which the server finds.
    private locate(target?: Target): object {
        if (target) return target;
        const editor = vscode.window.activeTextEditor;
        if (!editor) throw new Error('put the cursor into a passage with a hint first');
        return { uri: editor.document.uri.toString(), position: editor.selection.active };
    }

    private async find(): Promise<void> {
        const document = vscode.window.activeTextEditor?.document;
        if (!document || !isProse(document)) throw new Error('put the cursor into a document of prose first');
        const found = await vscode.window.withProgress(
            { location: vscode.ProgressLocation.Window, title: 'Looking for passages that go against your preferences' },
            () => this.server.execute<Found>('prosed.suggest', { uri: document.uri.toString() }));
        const count = found.hints.length;
        const said = count === 0 ? 'nothing goes against your preferences' : `${count} passage${count === 1 ? ' goes' : 's go'} against your preferences`;
        if (found.complete) vscode.window.setStatusBarMessage(`prosed: ${said}`, STATUS_MS);
        else void vscode.window.showWarningMessage(`prosed: ${said}; not all was looked at: ${found.reason}`);
    }

    private take(uri: vscode.Uri, diagnostics: Sent[]): void {
        this.sent.set(uri.toString(), diagnostics.filter(one => one.data?.id));
        this.paint();
    }

    // With the server that found them.
    private forget(): void {
        for (const uri of this.sent.keys()) this.sent.set(uri, []);
        this.paint();
    }

    private paint(): void {
        for (const editor of vscode.window.visibleTextEditors) {
            const hints = this.sent.get(editor.document.uri.toString());
            if (!hints) continue;
            const uri = editor.document.uri.toString();
            editor.setDecorations(this.underline, hints.map(hint => ({ range: hint.range, hoverMessage: this.describe(uri, hint) })));
        }
    }

    private describe(uri: string, { data, message, relatedInformation }: Sent): vscode.MarkdownString {
        const text = new vscode.MarkdownString('', true);
        if (!data) return text;
        const link = (label: string, command: string) => `[${label}](command:${command}?${encodeURIComponent(JSON.stringify([{ uri, id: data.id }]))})`;
        const links = [...data.rewrites ? [link('$(edit) Rewrite', 'prosed.rewriteHint')] : [],
            link('$(bell-slash) Not here', 'prosed.dismissHint'), link('$(mute) Not a preference', 'prosed.muteHint')];
        const evidence = (relatedInformation ?? []).slice(0, EVIDENCE_SHOWN).map(({ location, message: excerpt }) =>
            `- [${escape(vscode.workspace.asRelativePath(location.uri))}](${location.uri.toString()}): ${escape(excerpt)}`);
        text.supportHtml = true;
        text.isTrusted = { enabledCommands: ['prosed.rewriteHint', 'prosed.dismissHint', 'prosed.muteHint'] };
        return text.appendMarkdown([
            `$(pencil) **${escape(message)}**`, ...data.changes ? [data.changes.map(format).join('')] : [], links.join(' &nbsp; '), ...evidence.length ? [evidence.join('\n')] : [],
        ].join('\n\n'));
    }
}

const COLOURS = { removed: 'diffEditor-removedTextBackground', added: 'diffEditor-insertedTextBackground' };

// Markdown that shows the text as it is written.
function escape(text: string): string {
    return text.replace(/[\\`*_{}[\]()#+\-.!|~<>&$]/g, one => `&#${one.charCodeAt(0)};`).replace(/\n/g, '<br>');
}

function format({ kind, text }: Rewrite['changes'][number]): string {
    if (kind === 'same') return escape(text);
    const coloured = `<span style="background-color:var(--vscode-${COLOURS[kind]});">${escape(text)}</span>`;
    return kind === 'removed' ? `<s>${coloured}</s>` : coloured;
}
