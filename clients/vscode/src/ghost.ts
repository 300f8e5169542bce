// Ghost text is VS Code's own; here is what it lacks: taking one sentence of it, or a word together with the space in front
// of it, and telling the server that it was shown or turned down.
import * as vscode from 'vscode';
import type { Middleware } from 'vscode-languageclient/node';
import { messageOf, type Server } from './server';

interface Offer { uri: string; position: vscode.Position; text: string; suggestion: number }

export class Ghost implements vscode.Disposable {
    private offer: Offer | undefined;
    private readonly registrations = [
        vscode.commands.registerCommand('prosed.suggestCompletion', () =>
            vscode.commands.executeCommand('editor.action.inlineSuggest.trigger')),
        vscode.commands.registerCommand('prosed.acceptWord', () => this.accept(cutWord)),
        vscode.commands.registerCommand('prosed.acceptSentence', () => this.accept(cutSentence)),
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
        const suggestion = (item.command?.arguments?.[0] as { suggestion?: number } | undefined)?.suggestion ?? 0;
        if (suggestion !== this.offer?.suggestion) this.say(suggestion, 'prosed.feedback', { feedback: 'shown' });
        this.offer = { uri: document.uri.toString(), position, text, suggestion };
    }

    private say(suggestion: number, command: string, more: object = {}): void {
        this.server.execute(command, { suggestion, ...more }).catch(error => this.server.log.debug(`${command}: ${messageOf(error)}`));
    }

    // What is left of the offer at the cursor, if its beginning was typed or taken and nothing else.
    private findRest(editor: vscode.TextEditor): string {
        const cursor = editor.selection.active;
        const { offer } = this;
        if (!offer || offer.uri !== editor.document.uri.toString() || cursor.isBefore(offer.position)) return '';
        const typed = editor.document.getText(new vscode.Range(offer.position, cursor));
        return offer.text.startsWith(typed) ? offer.text.slice(typed.length) : '';
    }

    private async accept(cut: (text: string) => string): Promise<void> {
        const editor = vscode.window.activeTextEditor;
        const rest = editor ? this.findRest(editor) : '';
        const part = cut(rest);
        if (!editor || !rest) return;
        if (part.length >= rest.trimEnd().length) {
            await vscode.commands.executeCommand('editor.action.inlineSuggest.commit');
        } else {
            await editor.edit(builder => builder.insert(editor.selection.active, part));
            await vscode.commands.executeCommand('editor.action.inlineSuggest.trigger');   // the server knows the rest
        }
    }

    private async dismiss(): Promise<void> {
        const editor = vscode.window.activeTextEditor;
        if (editor && this.offer && this.findRest(editor)) this.say(this.offer.suggestion, 'prosed.reject');
        this.offer = undefined;
        await vscode.commands.executeCommand('editor.action.inlineSuggest.hide');
    }
}

function cutSentence(text: string): string {
    const start = text.length - text.trimStart().length;
    const [first] = new Intl.Segmenter(undefined, { granularity: 'sentence' }).segment(text.slice(start));
    return text.slice(0, start) + (first?.segment.trimEnd() ?? '');
}

function cutWord(text: string): string {
    return /^\s*\S+/.exec(text)?.[0] ?? '';
}
