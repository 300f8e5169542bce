// Rewriting: ask the server, show what would go and what would come, make the edits when the person says so. They are made
// in one go, so that one undo takes them back.
import * as vscode from 'vscode';
import type { Pages } from './pages';
import { applyEdits, COMPARED, Preview } from './preview';
import { isProse } from './project';
import type { Rewrite } from './protocol';
import { messageOf, type Server } from './server';

const SHOW_PROGRESS_MS = 400;
const SEND_ONCE = 'Send It This Once';

export class Rewriter implements vscode.Disposable {
    private readonly preview: Preview;
    private readonly registrations: vscode.Disposable[];

    constructor(private readonly server: Server, private readonly pages: Pages) {
        const command = (name: string, run: () => unknown) => vscode.commands.registerCommand(name, run);
        this.preview = new Preview(pages, (rewrite, changed) => this.onDropped(rewrite, changed));
        this.registrations = [
            this.preview,
            command('prosed.rewritePassage', () => this.ask()),
            command('prosed.rewriteWithInstruction', () => this.askWithInstruction()),
            command('prosed.rewriteDocument', () => this.ask(undefined, true)),
            command('prosed.acceptRewrite', () => this.accept()),
            command('prosed.rejectRewrite', () => this.reject()),
            command('prosed.compareRewrite', () => this.compare()),
        ];
    }

    dispose(): void {
        for (const one of this.registrations) one.dispose();
    }

    private async askWithInstruction(): Promise<void> {
        const instruction = await vscode.window.showInputBox({
            title: 'Rewrite in my style', prompt: 'What this rewrite is for; it outranks what was learned, this once',
            placeHolder: 'shorter; for a customer; less formal',
        });
        if (instruction?.trim()) await this.ask(instruction.trim());
    }

    private async ask(instruction?: string, whole = false): Promise<void> {
        await this.reject();
        const editor = vscode.window.activeTextEditor;
        if (!editor || !isProse(editor.document)) {
            void vscode.window.showWarningMessage('prosed: put the cursor into a document of prose first; prosed.languages lists what counts as prose.');
            return;
        }
        const { document, selection } = editor;
        const end = document.lineAt(document.lineCount - 1).range.end;
        const range = whole ? new vscode.Range(new vscode.Position(0, 0), end) : selection;
        const place = range.isEmpty ? { position: selection.active } : { range: { start: range.start, end: range.end } };
        await this.askFor('prosed.rewrite', { uri: document.uri.toString(), version: document.version, instruction, ...place });
    }

    // Asks with a command that answers as prosed.rewrite does, and shows the answer.
    async askFor(command: string, argument: object): Promise<void> {
        await this.reject();
        const editor = vscode.window.activeTextEditor;
        if (!editor) return;
        try {
            const rewrite = await withPatience('Rewriting in your style', (token, say) =>
                this.server.execute<Rewrite>(command, argument, { token, say }));
            await this.show(editor, rewrite);
            if (rewrite.secrets) await this.offerSecrets(rewrite.reason ?? '', command, argument);
        } catch (error) {
            if (error instanceof vscode.CancellationError) return;
            if ((error as { data?: { secrets?: boolean } }).data?.secrets) await this.offerSecrets(messageOf(error), command, argument);
            else void vscode.window.showErrorMessage(`prosed: ${messageOf(error)}`);
        }
    }

    // The person's word, for this one time.
    private async offerSecrets(why: string, command: string, argument: object): Promise<void> {
        const chosen = await vscode.window.showWarningMessage(`prosed: ${why.replace(/; to send it this once.*/s, '')}`, SEND_ONCE);
        if (chosen === SEND_ONCE) await this.askFor(command, { ...argument, sendSecrets: true });
    }

    private async show(editor: vscode.TextEditor, rewrite: Rewrite): Promise<void> {
        const { document } = editor;
        if (rewrite.reason && !rewrite.secrets) {
            const left = rewrite.refused === 1 ? '1 passage was left as it was' : `${rewrite.refused} passages were left as they were`;
            void vscode.window.showWarningMessage(`prosed: ${left}: ${rewrite.reason}`);
        }
        if (rewrite.edits.length === 0) {
            const known = rewrite.note ? `; ${rewrite.note}`
                : rewrite.preferences.length ? '' : '; no preference is known for this kind of text yet';
            if (!rewrite.reason) void vscode.window.showInformationMessage(`prosed: nothing to change here${known}`);
            return;
        }
        if (document.version !== rewrite.version || document.isClosed) {
            void vscode.window.showWarningMessage('prosed: the text was changed meanwhile; ask again.');
            return;
        }
        const decode = this.server.decode;
        if (!decode) return;
        await this.preview.show(editor, rewrite, decode.asRange(rewrite.range), await decode.asTextEdits(rewrite.edits) ?? []);
        await this.say('prosed.feedback', rewrite, { feedback: 'shown' });
    }

    private async accept(): Promise<void> {
        const shown = this.preview.shown;
        if (!shown) return;
        const { edits, rewrite, document } = shown;
        const editor = await this.preview.close();
        const done = editor?.document === document && document.version === rewrite.version && await editor.edit(builder => {
            for (const edit of edits) builder.replace(edit.range, edit.newText);
        }, { undoStopBefore: true, undoStopAfter: true });
        if (done) await this.say('prosed.accept', rewrite);
        else void vscode.window.showErrorMessage('prosed: VS Code could not make the edits; ask again.');
    }

    private async reject(): Promise<void> {
        const shown = this.preview.shown;
        if (!shown) return;
        await this.preview.close();
        await this.say('prosed.reject', shown.rewrite);
    }

    private onDropped(rewrite: Rewrite, changed: boolean): void {
        if (changed) vscode.window.setStatusBarMessage('prosed: the text was changed, so the rewrite was dropped', 5000);
        else void this.say('prosed.reject', rewrite);
    }

    private async compare(): Promise<void> {
        const shown = this.preview.shown;
        if (!shown) return;
        const after = this.pages.hold(COMPARED, applyEdits(shown.document, shown.edits));
        await vscode.commands.executeCommand('vscode.diff', shown.document.uri, after, 'Rewrite in my style', { viewColumn: shown.column });
    }

    private async say(command: string, { suggestion }: Rewrite, more: object = {}): Promise<void> {
        await this.server.execute(command, { suggestion, ...more })
            .catch(error => this.server.log.warn(`${command}: ${messageOf(error)}`));
    }
}

// A progress with a cancel button, for work that takes longer than people notice; it shows what the work says.
async function withPatience<T>(title: string, work: (token: vscode.CancellationToken, say: (words: string) => void) => Promise<T>): Promise<T> {
    const source = new vscode.CancellationTokenSource();
    let show: ((words: string) => void) | undefined;
    const result = work(source.token, words => show?.(words));
    const late = new Promise<'late'>(done => setTimeout(() => done('late'), SHOW_PROGRESS_MS));
    const first = await Promise.race([result.then(() => 'done', () => 'done'), late]);
    if (first === 'late') {
        await vscode.window.withProgress({ location: vscode.ProgressLocation.Notification, title, cancellable: true }, (progress, token) => {
            show = words => progress.report({ message: words });
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
