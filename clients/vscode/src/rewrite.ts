// Rewriting: ask the server, show in the text what would go and what would come, make the edits when the person says so.
// They are made in one go, so that one undo takes them back.
import * as vscode from 'vscode';
import type { Rewrite } from './protocol';
import type { Pages } from './pages';
import { isProse } from './project';
import { messageOf, type Server } from './server';

const SHOW_PROGRESS_MS = 400;

interface Preview { rewrite: Rewrite; document: vscode.TextDocument; edits: vscode.TextEdit[]; range: vscode.Range }

export class Rewriter implements vscode.CodeLensProvider, vscode.Disposable {
    private preview: Preview | undefined;
    private readonly lensEmitter = new vscode.EventEmitter<void>();
    readonly onDidChangeCodeLenses = this.lensEmitter.event;
    private readonly removed = vscode.window.createTextEditorDecorationType({
        backgroundColor: new vscode.ThemeColor('diffEditor.removedTextBackground'), textDecoration: 'line-through',
    });
    private readonly added = vscode.window.createTextEditorDecorationType({});
    private readonly registrations: vscode.Disposable[];

    constructor(private readonly server: Server, private readonly pages: Pages) {
        const command = (name: string, run: () => unknown) => vscode.commands.registerCommand(name, run);
        this.registrations = [
            command('prosed.rewritePassage', () => this.ask()),
            command('prosed.rewriteWithInstruction', () => this.askWithInstruction()),
            command('prosed.rewriteDocument', () => this.ask(undefined, true)),
            command('prosed.acceptRewrite', () => this.accept()),
            command('prosed.rejectRewrite', () => this.reject()),
            command('prosed.compareRewrite', () => this.compare()),
            vscode.languages.registerCodeLensProvider([{ scheme: 'file' }, { scheme: 'untitled' }], this),
            vscode.window.onDidChangeVisibleTextEditors(() => this.paint()),
            vscode.workspace.onDidChangeTextDocument(event => this.onChange(event)),
            vscode.workspace.onDidCloseTextDocument(document => { if (document === this.preview?.document) this.close(); }),
        ];
    }

    dispose(): void {
        this.close();
        for (const one of [...this.registrations, this.removed, this.added, this.lensEmitter]) one.dispose();
    }

    private async askWithInstruction(): Promise<void> {
        const instruction = await vscode.window.showInputBox({
            title: 'Rewrite in my style', prompt: 'What this rewrite is for; it outranks what was learned, this once',
            placeHolder: 'shorter; for a customer; less formal',
        });
        if (instruction?.trim()) await this.ask(instruction.trim());
    }

    private async ask(instruction?: string, whole = false): Promise<void> {
        const editor = vscode.window.activeTextEditor;
        const encode = this.server.encode;
        if (!editor || !isProse(editor.document)) {
            void vscode.window.showWarningMessage('prosed: put the cursor into a document of prose first; prosed.languages lists what counts as prose.');
            return;
        }
        await this.reject();
        const { document, selection } = editor;
        const end = document.lineAt(document.lineCount - 1).range.end;
        const range = whole ? new vscode.Range(new vscode.Position(0, 0), end) : selection;
        const place = range.isEmpty ? { position: encode?.asPosition(selection.active) } : { range: encode?.asRange(range) };
        try {
            const argument = { uri: document.uri.toString(), version: document.version, instruction, ...place };
            const rewrite = await withPatience('Rewriting in your style', token =>
                this.server.execute<Rewrite>('prosed.rewrite', argument, token));
            await this.show(document, rewrite);
        } catch (error) {
            if (!(error instanceof vscode.CancellationError)) void vscode.window.showErrorMessage(`prosed: ${messageOf(error)}`);
        }
    }

    private async show(document: vscode.TextDocument, rewrite: Rewrite): Promise<void> {
        const decode = this.server.decode;
        if (rewrite.reason) {
            const left = rewrite.refused === 1 ? '1 passage was left as it was' : `${rewrite.refused} passages were left as they were`;
            void vscode.window.showWarningMessage(`prosed: ${left}: ${rewrite.reason}`);
        }
        if (!decode || rewrite.edits.length === 0) {
            if (!rewrite.reason) void vscode.window.showInformationMessage('prosed: nothing to change; this follows your preferences as far as they reach.');
            return;
        }
        if (document.version !== rewrite.version || document.isClosed) {
            void vscode.window.showWarningMessage('prosed: the text was changed meanwhile; ask again.');
            return;
        }
        const edits = await decode.asTextEdits(rewrite.edits);
        this.preview = { rewrite, document, edits: edits ?? [], range: decode.asRange(rewrite.range) };
        await vscode.commands.executeCommand('setContext', 'prosed.previewing', true);
        this.paint();
    }

    private paint(): void {
        for (const editor of vscode.window.visibleTextEditors) {
            const edits = editor.document === this.preview?.document ? this.preview.edits : [];
            editor.setDecorations(this.removed, edits.map(edit => edit.range).filter(range => !range.isEmpty));
            editor.setDecorations(this.added, edits.filter(edit => edit.newText).map(edit => ({
                range: new vscode.Range(edit.range.end, edit.range.end),
                renderOptions: { after: {
                    contentText: edit.newText.replace(/\n/g, '⏎').replace(/ /g, '\u00a0'),
                    backgroundColor: new vscode.ThemeColor('diffEditor.insertedTextBackground'),
                } },
            })));
        }
        this.lensEmitter.fire();
    }

    provideCodeLenses(document: vscode.TextDocument): vscode.CodeLens[] {
        if (!this.preview || document !== this.preview.document) return [];
        const { range, rewrite } = this.preview;
        const followed = rewrite.preferences.length ? `Follows: ${rewrite.preferences.join(' ')}` : undefined;
        const lens = (title: string, command: string) => new vscode.CodeLens(range, { title, command, tooltip: followed });
        return [
            lens('$(check) Accept rewrite', 'prosed.acceptRewrite'),
            lens('$(close) Reject', 'prosed.rejectRewrite'),
            lens('$(diff) Side by side', 'prosed.compareRewrite'),
        ];
    }

    private onChange(event: vscode.TextDocumentChangeEvent): void {
        if (event.document === this.preview?.document && event.contentChanges.length > 0) {
            this.close();
            vscode.window.setStatusBarMessage('prosed: the text was changed, so the rewrite was dropped', 5000);
        }
    }

    private async accept(): Promise<void> {
        if (!this.preview) return;
        const { document, edits, rewrite } = this.preview;
        this.close();
        const editor = vscode.window.visibleTextEditors.find(one => one.document === document);
        let done: boolean;
        if (editor) {
            done = await editor.edit(builder => { for (const edit of edits) builder.replace(edit.range, edit.newText); },
                { undoStopBefore: true, undoStopAfter: true });
        } else {
            const change = new vscode.WorkspaceEdit();
            change.set(document.uri, edits);
            done = await vscode.workspace.applyEdit(change);
        }
        if (done) await this.say('prosed.accept', rewrite);
        else void vscode.window.showErrorMessage('prosed: VS Code could not make the edits; ask again.');
    }

    private async reject(): Promise<void> {
        if (!this.preview) return;
        const { rewrite } = this.preview;
        this.close();
        await this.say('prosed.reject', rewrite);
    }

    private async say(command: string, rewrite: Rewrite): Promise<void> {
        await this.server.execute(command, { suggestion: rewrite.suggestion })
            .catch(error => this.server.log.warn(`${command}: ${messageOf(error)}`));
    }

    private async compare(): Promise<void> {
        if (!this.preview) return;
        const { document, edits } = this.preview;
        const after = this.pages.hold('Rewritten.md', applyEdits(document, edits));
        await vscode.commands.executeCommand('vscode.diff', document.uri, after, 'Rewrite in my style');
    }

    private close(): void {
        if (!this.preview) return;
        this.preview = undefined;
        void vscode.commands.executeCommand('setContext', 'prosed.previewing', false);
        this.paint();
    }
}

function applyEdits(document: vscode.TextDocument, edits: vscode.TextEdit[]): string {
    let text = document.getText();
    for (const edit of [...edits].sort((a, b) => b.range.start.compareTo(a.range.start))) {
        text = text.slice(0, document.offsetAt(edit.range.start)) + edit.newText + text.slice(document.offsetAt(edit.range.end));
    }
    return text;
}

// A progress with a cancel button, for work that takes longer than people notice.
async function withPatience<T>(title: string, work: (token: vscode.CancellationToken) => Promise<T>): Promise<T> {
    const source = new vscode.CancellationTokenSource();
    const result = work(source.token);
    const late = new Promise<'late'>(done => setTimeout(() => done('late'), SHOW_PROGRESS_MS));
    const first = await Promise.race([result.then(() => 'done', () => 'done'), late]);
    if (first === 'late') {
        await vscode.window.withProgress({ location: vscode.ProgressLocation.Notification, title, cancellable: true }, (_, token) => {
            token.onCancellationRequested(() => source.cancel());
            return result.catch(() => undefined);
        });
    }
    if (source.token.isCancellationRequested) {
        result.catch(() => undefined);
        throw new vscode.CancellationError();
    }
    return result;
}
