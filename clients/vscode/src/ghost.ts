// Ghost text is VS Code's own; here is what it lacks: taking one sentence of it, or a word together with the space in front
// of it, and telling the server that it was shown or turned down.
import * as vscode from 'vscode';
import type { Middleware } from 'vscode-languageclient/node';
import { messageOf, type Server } from './server';

// What the server says of a completion: where its words and sentences end, from its start.
interface About { suggestion: number; words: number[]; sentences: number[] }
interface Offer { uri: string; position: vscode.Position; text: string; about: About }

export class Ghost implements vscode.Disposable {
    private offer: Offer | undefined;
    private readonly registrations = [
        vscode.commands.registerCommand('prosed.suggestCompletion', () =>
            vscode.commands.executeCommand('editor.action.inlineSuggest.trigger')),
        vscode.commands.registerCommand('prosed.acceptWord', () => this.accept('words')),
        vscode.commands.registerCommand('prosed.acceptSentence', () => this.accept('sentences')),
        vscode.commands.registerCommand('prosed.dismissCompletion', () => this.dismiss()),
    ];
    readonly middleware: Middleware = {
        provideInlineCompletionItems: async (document, position, context, token, next) => {
            const result = await next(document, position, context, token);
            const item = Array.isArray(result) ? result[0] : result?.items[0];
            if (item && !token.isCancellationRequested) this.note(document, position, item);
            return result;
        },
    };

    constructor(private readonly server: Server) {}

    dispose(): void {
        for (const one of this.registrations) one.dispose();
    }

    private note(document: vscode.TextDocument, position: vscode.Position, item: vscode.InlineCompletionItem): void {
        const text = typeof item.insertText === 'string' ? item.insertText : item.insertText.value;
        const about = item.command?.arguments?.[0] as About | undefined;
        if (!about) return;
        if (about.suggestion !== this.offer?.about.suggestion) this.say(about.suggestion, 'prosed.feedback', { feedback: 'shown' });
        this.offer = { uri: document.uri.toString(), position, text, about };
    }

    private say(suggestion: number, command: string, more: object = {}): void {
        this.server.execute(command, { suggestion, ...more }).catch(error => this.server.log.debug(`${command}: ${messageOf(error)}`));
    }

    // How much of the offer stands before the cursor, if its beginning was typed or taken and nothing else; -1: it is over.
    private countTaken(editor: vscode.TextEditor): number {
        const cursor = editor.selection.active;
        const { offer } = this;
        if (!offer || offer.uri !== editor.document.uri.toString() || cursor.isBefore(offer.position)) return -1;
        const typed = editor.document.getText(new vscode.Range(offer.position, cursor));
        return offer.text.startsWith(typed) && typed.length < offer.text.length ? typed.length : -1;
    }

    private async accept(unit: 'words' | 'sentences'): Promise<void> {
        const editor = vscode.window.activeTextEditor;
        const taken = editor ? this.countTaken(editor) : -1;
        if (!editor || !this.offer || taken < 0) return;
        const { text, about } = this.offer;
        const end = about[unit].find(one => one > taken) ?? text.length;
        if (end >= text.trimEnd().length) {
            await vscode.commands.executeCommand('editor.action.inlineSuggest.commit');
        } else {
            await editor.edit(builder => builder.insert(editor.selection.active, text.slice(taken, end)));
            await vscode.commands.executeCommand('editor.action.inlineSuggest.trigger');   // the server knows the rest
        }
    }

    private async dismiss(): Promise<void> {
        const editor = vscode.window.activeTextEditor;
        if (editor && this.offer && this.countTaken(editor) >= 0) this.say(this.offer.about.suggestion, 'prosed.reject');
        this.offer = undefined;
        await vscode.commands.executeCommand('editor.action.inlineSuggest.hide');
    }
}
