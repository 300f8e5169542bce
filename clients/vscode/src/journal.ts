// What led from a document's text at its last save, or when it was opened, to what it is. A server that is started again is told
// that, for only what it sees being typed counts as written.
import * as vscode from 'vscode';

const CHARACTERS_MAX = 2_000_000;

interface Change { range: { start: vscode.Position; end: vscode.Position }; text: string }
interface Entry { base: string; changes: Change[]; characters: number; saved: boolean }   // saved: while no server ran

type Open = (document: vscode.TextDocument) => Promise<void>;
type Notify = (method: string, params: object) => Promise<void>;

const begin = (base: string): Entry => ({ base, changes: [], characters: 0, saved: false });

export class Journal implements vscode.Disposable {
    private readonly entries = new Map<string, Entry>();   // by URI; of what a server was told of
    private readonly listeners = [
        vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
            const key = document.uri.toString(), entry = this.entries.get(key);
            if (!entry) return;
            for (const { range, text } of contentChanges) {
                entry.changes.push({ range: { start: range.start, end: range.end }, text });
                entry.characters += text.length;
            }
            if (entry.characters > CHARACTERS_MAX) this.entries.set(key, begin(document.getText()));
        }),
        vscode.workspace.onDidSaveTextDocument(document => {
            const key = document.uri.toString(), entry = this.entries.get(key);
            if (entry && this.runs()) this.entries.set(key, begin(document.getText()));
            else if (entry) entry.saved = true;
        }),
        vscode.workspace.onDidCloseTextDocument(document => { this.entries.delete(document.uri.toString()); }),
    ];

    constructor(private readonly runs: () => boolean) {}

    // Tells a server of a document: as it was, and behind that, as one message, how it became what it is. All is on its way
    // before this returns, so that no change of the editor's own comes between.
    async open(document: vscode.TextDocument, next: Open, notify: Notify): Promise<void> {
        const key = document.uri.toString(), entry = this.entries.get(key), text = document.getText();
        if (!entry?.changes.length) {
            this.entries.set(key, begin(text));
            return next(document);
        }
        const before = Object.create(document, { getText: { value: () => entry.base }, version: { value: document.version - 1 } }) as vscode.TextDocument;
        const sent = [next(before), notify('textDocument/didChange', { textDocument: { uri: key, version: document.version }, contentChanges: [...entry.changes, { text }] })];
        if (entry.saved) {
            sent.push(notify('textDocument/didSave', { textDocument: { uri: key } }));
            this.entries.set(key, begin(text));
        }
        await Promise.all(sent);
    }

    dispose(): void { for (const listener of this.listeners) listener.dispose(); }
}
