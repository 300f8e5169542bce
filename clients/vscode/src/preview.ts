// A rewrite before it is made: the document once more, read-only, in the place of the real one, with what goes struck
// through and what comes behind it. Both are text in it, so that lines wrap as they do anywhere; decorations that carry
// text would run out of the window. The document itself stays as it is until the person accepts.
import * as vscode from 'vscode';
import { SCHEME, type Pages } from './pages';
import type { Rewrite } from './protocol';

export interface Shown {
    rewrite: Rewrite; document: vscode.TextDocument; edits: vscode.TextEdit[];
    column: vscode.ViewColumn; selection: vscode.Selection; uri: vscode.Uri; removed: vscode.Range[]; added: vscode.Range[];
}

const FOLLOWED_CHARACTERS = 80;

export class Preview implements vscode.CodeLensProvider, vscode.Disposable {
    shown: Shown | undefined;
    private count = 0;
    private readonly lensEmitter = new vscode.EventEmitter<void>();
    readonly onDidChangeCodeLenses = this.lensEmitter.event;
    private readonly removed = vscode.window.createTextEditorDecorationType({
        backgroundColor: new vscode.ThemeColor('diffEditor.removedTextBackground'), textDecoration: 'line-through',
        overviewRulerColor: new vscode.ThemeColor('editorOverviewRuler.deletedForeground'),
    });
    private readonly added = vscode.window.createTextEditorDecorationType({
        backgroundColor: new vscode.ThemeColor('diffEditor.insertedTextBackground'),
        overviewRulerColor: new vscode.ThemeColor('editorOverviewRuler.addedForeground'),
    });
    private readonly registrations: vscode.Disposable[];

    // dropped: the preview went away without a decision, and why.
    constructor(private readonly pages: Pages, private readonly dropped: (rewrite: Rewrite, changed: boolean) => void) {
        this.registrations = [
            vscode.languages.registerCodeLensProvider({ scheme: SCHEME }, this),
            vscode.window.onDidChangeVisibleTextEditors(() => this.paint()),
            vscode.workspace.onDidChangeTextDocument(event => {
                if (event.document === this.shown?.document && event.contentChanges.length > 0) void this.drop(true);
            }),
            vscode.window.tabGroups.onDidChangeTabs(({ closed }) => {
                if (closed.some(tab => this.shown && isOf(tab, this.shown.uri))) void this.drop(false);
            }),
        ];
    }

    dispose(): void {
        for (const one of [...this.registrations, this.removed, this.added, this.lensEmitter]) one.dispose();
    }

    async show(editor: vscode.TextEditor, rewrite: Rewrite, range: vscode.Range, edits: vscode.TextEdit[]): Promise<void> {
        const { document, selection, viewColumn: column = vscode.ViewColumn.One } = editor;
        const top = editor.visibleRanges[0]?.start;
        const both = compose(document, range, rewrite.changes);
        const uri = this.pages.hold(`${++this.count}/Rewrite of ${nameOf(document)}`, both.text);
        const page = await vscode.languages.setTextDocumentLanguage(await vscode.workspace.openTextDocument(uri), document.languageId);
        const toRanges = (spans: [number, number][]) => spans.map(([from, to]) => new vscode.Range(page.positionAt(from), page.positionAt(to)));
        this.shown = { rewrite, document, edits, column, selection, uri, removed: toRanges(both.removed), added: toRanges(both.added) };
        await vscode.commands.executeCommand('setContext', 'prosed.previewing', true);
        const first = edits[0]?.range.start ?? range.start;
        const cursor = findQuiet(page, first.line);
        const view = await vscode.window.showTextDocument(page, { viewColumn: column, preview: false, selection: new vscode.Range(cursor, cursor) });
        if (top) view.revealRange(new vscode.Range(top, top), vscode.TextEditorRevealType.AtTop);
        view.revealRange(new vscode.Range(first, first), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
        this.paint();
    }

    // Ends the preview and goes back to the document; its editor, for making the edits.
    async close(): Promise<vscode.TextEditor | undefined> {
        const shown = this.shown;
        if (!shown) return undefined;
        this.forget();
        const editor = shown.document.isClosed ? undefined
            : await vscode.window.showTextDocument(shown.document, { viewColumn: shown.column, selection: shown.selection, preview: false });
        await this.closeTabs(shown.uri);
        return editor;
    }

    provideCodeLenses(document: vscode.TextDocument): vscode.CodeLens[] {
        if (!this.shown || document.uri.toString() !== this.shown.uri.toString()) return [];
        const { edits, rewrite } = this.shown;
        const start = edits[0]?.range.start ?? new vscode.Position(0, 0);
        const lens = (title: string, command: string, tooltip?: string) =>
            new vscode.CodeLens(new vscode.Range(start, start), { title, command, tooltip });
        const followed = rewrite.preferences.join(' ');
        const short = followed.length > FOLLOWED_CHARACTERS ? `${followed.slice(0, FOLLOWED_CHARACTERS)}…` : followed;
        return [
            lens('$(check) Accept', 'prosed.acceptRewrite', 'Make these changes'),
            lens('$(close) Reject', 'prosed.rejectRewrite', 'Leave the text as it is'),
            lens('$(diff) Side by side', 'prosed.compareRewrite'),
            ...followed ? [lens(`Follows: ${short}`, 'prosedPreferences.focus', followed)] : [],
        ];
    }

    private async drop(changed: boolean): Promise<void> {
        const shown = this.shown;
        if (!shown) return;
        this.forget();
        this.dropped(shown.rewrite, changed);
        await this.closeTabs(shown.uri);
    }

    private forget(): void {
        this.shown = undefined;
        void vscode.commands.executeCommand('setContext', 'prosed.previewing', false);
        this.lensEmitter.fire();
    }

    private async closeTabs(uri: vscode.Uri): Promise<void> {
        const tabs = vscode.window.tabGroups.all.flatMap(group => group.tabs).filter(tab => isOf(tab, uri) || isComparison(tab));
        if (tabs.length) await vscode.window.tabGroups.close(tabs, true);
        this.pages.release(uri);
    }

    private paint(): void {
        for (const editor of vscode.window.visibleTextEditors) {
            if (editor.document.uri.toString() !== this.shown?.uri.toString()) continue;
            editor.setDecorations(this.removed, this.shown.removed);
            editor.setDecorations(this.added, this.shown.added);
        }
        this.lensEmitter.fire();
    }
}

export const COMPARED = 'Rewritten.md';

function isOf(tab: vscode.Tab, uri: vscode.Uri): boolean {
    return tab.input instanceof vscode.TabInputText && tab.input.uri.toString() === uri.toString();
}

function isComparison(tab: vscode.Tab): boolean {
    return tab.input instanceof vscode.TabInputTextDiff && tab.input.modified.scheme === SCHEME && tab.input.modified.path.endsWith(COMPARED);
}

function nameOf(document: vscode.TextDocument): string {
    return document.uri.path.split('/').pop() || 'untitled';
}

// A place for the cursor near the line that is in no word: VS Code would highlight it wherever it stands in the text.
function findQuiet(document: vscode.TextDocument, line: number): vscode.Position {
    return line > 0 && document.lineAt(line - 1).text === '' ? new vscode.Position(line - 1, 0) : document.lineAt(line).range.end;
}

// The document with what goes and what comes, and where they are in it, in offsets.
function compose(document: vscode.TextDocument, range: vscode.Range, changes: Rewrite['changes']) {
    const whole = document.getText();
    const spans: Record<string, [number, number][]> = { same: [], removed: [], added: [] };
    let text = whole.slice(0, document.offsetAt(range.start));
    for (const change of changes) {
        spans[change.kind]?.push([text.length, text.length + change.text.length]);
        text += change.text;
    }
    return { text: text + whole.slice(document.offsetAt(range.end)), removed: spans.removed ?? [], added: spans.added ?? [] };
}

export function applyEdits(document: vscode.TextDocument, edits: vscode.TextEdit[]): string {
    let text = document.getText();
    for (const { range, newText } of [...edits].reverse()) {   // they come in order
        text = text.slice(0, document.offsetAt(range.start)) + newText + text.slice(document.offsetAt(range.end));
    }
    return text;
}
