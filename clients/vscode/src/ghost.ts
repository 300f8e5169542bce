// Ghost text is VS Code's own; here is only what it lacks: taking one sentence of it, or a word together with the space in
// front of it.
import * as vscode from 'vscode';
import type { Middleware } from 'vscode-languageclient/node';

interface Offer { uri: string; position: vscode.Position; text: string }

let offer: Offer | undefined;

export const ghostMiddleware: Middleware = {
    provideInlineCompletionItems: async (document, position, context, token, next) => {
        const result = await next(document, position, context, token);
        const item = Array.isArray(result) ? result[0] : result?.items[0];
        if (item && !token.isCancellationRequested) {
            const text = typeof item.insertText === 'string' ? item.insertText : item.insertText.value;
            offer = { uri: document.uri.toString(), position, text };
        }
        return result;
    },
};

// What is left of the offer at the cursor, if its beginning was typed or taken and nothing else.
function findRest(editor: vscode.TextEditor): string {
    const cursor = editor.selection.active;
    if (!offer || offer.uri !== editor.document.uri.toString() || cursor.isBefore(offer.position)) return '';
    const typed = editor.document.getText(new vscode.Range(offer.position, cursor));
    return offer.text.startsWith(typed) ? offer.text.slice(typed.length) : '';
}

function cutSentence(text: string): string {
    const start = text.length - text.trimStart().length;
    const [first] = new Intl.Segmenter(undefined, { granularity: 'sentence' }).segment(text.slice(start));
    return text.slice(0, start) + (first?.segment.trimEnd() ?? '');
}

function cutWord(text: string): string {
    return /^\s*\S+/.exec(text)?.[0] ?? '';
}

async function accept(cut: (text: string) => string): Promise<void> {
    const editor = vscode.window.activeTextEditor;
    const rest = editor ? findRest(editor) : '';
    const part = cut(rest);
    if (!editor || !rest) return;
    if (part.length >= rest.trimEnd().length) {
        await vscode.commands.executeCommand('editor.action.inlineSuggest.commit');
    } else {
        await editor.edit(builder => builder.insert(editor.selection.active, part));
        await vscode.commands.executeCommand('editor.action.inlineSuggest.trigger');   // the server knows the rest
    }
}

export function registerGhost(): vscode.Disposable[] {
    return [
        vscode.commands.registerCommand('prosed.suggestCompletion', () =>
            vscode.commands.executeCommand('editor.action.inlineSuggest.trigger')),
        vscode.commands.registerCommand('prosed.acceptWord', () => accept(cutWord)),
        vscode.commands.registerCommand('prosed.acceptSentence', () => accept(cutSentence)),
    ];
}
