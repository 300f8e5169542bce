// The part of VS Code's API that the extension and its LSP client touch, for tests without VS Code: documents that can be
// typed into, and a record of what the extension registers and shows. Names and values of enums come out of @types/vscode.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

export class Position {
  constructor(line, character) { this.line = line; this.character = character; }
  compareTo(other) { return this.line - other.line || this.character - other.character; }
  isBefore(other) { return this.compareTo(other) < 0; }
  isEqual(other) { return this.compareTo(other) === 0; }
}
export class Range {
  constructor(start, end, ...rest) {
    [this.start, this.end] = rest.length ? [new Position(start, end), new Position(...rest)] : [start, end];
  }
  get isEmpty() { return this.start.isEqual(this.end); }
}
class Selection extends Range {
  constructor(anchor, active) { super(...(anchor.isBefore(active) ? [anchor, active] : [active, anchor])); this.anchor = anchor; this.active = active; }
}
class Disposable {
  constructor(run) { this.dispose = run ?? (() => {}); }
  static from(...all) { return new Disposable(() => all.forEach(one => one.dispose())); }
}
class EventEmitter {
  #listeners = new Set();
  event = (listener, self, disposables) => {
    const bound = self ? listener.bind(self) : listener;
    this.#listeners.add(bound);
    const registration = new Disposable(() => this.#listeners.delete(bound));
    disposables?.push(registration);
    return registration;
  };
  fire(event) { for (const listener of [...this.#listeners]) listener(event); }
  dispose() { this.#listeners.clear(); }
}
class CancellationTokenSource {
  #emitter = new EventEmitter();
  token = { isCancellationRequested: false, onCancellationRequested: this.#emitter.event };
  cancel() { this.token.isCancellationRequested = true; this.#emitter.fire(); }
  dispose() {}
}
class CodeActionKind {
  constructor(value) { this.value = value; }
  append(part) { return new CodeActionKind(this.value ? `${this.value}.${part}` : part); }
}
for (const [name, value] of [['Empty', ''], ['QuickFix', 'quickfix'], ['Refactor', 'refactor'], ['Source', 'source']]) CodeActionKind[name] = new CodeActionKind(value);
for (const part of ['Extract', 'Inline', 'Rewrite', 'Move']) CodeActionKind[`Refactor${part}`] = CodeActionKind.Refactor.append(part.toLowerCase());
for (const part of ['OrganizeImports', 'FixAll']) CodeActionKind[`Source${part}`] = CodeActionKind.Source.append(part[0].toLowerCase() + part.slice(1));
CodeActionKind.Notebook = new CodeActionKind('notebook');

// Classes whose constructor only keeps what it is given, by the names of its parameters.
const RECORDS = {
  CodeLens: ['range', 'command'], TextEdit: ['range', 'newText'], ThemeIcon: ['id', 'color'], ThemeColor: ['id'], TreeItem: ['label', 'collapsibleState'],
  InlineCompletionItem: ['insertText', 'range', 'command'], InlineCompletionList: ['items'], RelativePattern: ['base', 'pattern'],
};

class Document {
  constructor(api, uri, languageId, text) {
    Object.assign(this, { api, uri, languageId, text, version: 1, isClosed: false, isDirty: false, eol: 1, fileName: uri.fsPath, isUntitled: false });
  }
  get lineCount() { return this.text.split('\n').length; }
  lineAt(line) {
    const text = this.text.split('\n')[line.line ?? line];
    return { text, range: new Range(line, 0, line, text.length) };
  }
  offsetAt({ line, character }) {
    return this.text.split('\n').slice(0, line).reduce((sum, one) => sum + one.length + 1, 0) + character;
  }
  positionAt(offset) {
    const before = this.text.slice(0, offset).split('\n');
    return new Position(before.length - 1, before.at(-1).length);
  }
  getText(range) { return range ? this.text.slice(this.offsetAt(range.start), this.offsetAt(range.end)) : this.text; }
  // All edits are about the text as it is; they make one change, as VS Code's do.
  apply(edits) {
    const ordered = [...edits].sort((a, b) => b.range.start.compareTo(a.range.start));
    const contentChanges = ordered.map(({ range, newText }) => ({
      range, text: newText, rangeOffset: this.offsetAt(range.start), rangeLength: this.offsetAt(range.end) - this.offsetAt(range.start),
    }));
    for (const { rangeOffset, rangeLength, text } of contentChanges) this.text = this.text.slice(0, rangeOffset) + text + this.text.slice(rangeOffset + rangeLength);
    this.version++;
    this.api.emitters.change.fire({ document: this, contentChanges, reason: undefined });
  }
  type(text) {
    for (const piece of text.match(/.{1,40}|\n/gu)) {
      const end = this.positionAt(this.text.length);
      this.apply([{ range: new Range(end, end), newText: piece }]);
    }
  }
  save() { this.api.emitters.save.fire(this); }
}

function readDeclarations(file) {
  const source = readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\//g, '').replace(/\/\/.*$/gm, '');
  const classes = [...source.matchAll(/export (?:abstract )?class (\w+)/g)].map(([, name]) => name);
  const enums = [...source.matchAll(/export enum (\w+) \{([\s\S]*?)\n\t\}/g)].map(([, name, body]) => {
    const values = {};
    let next = 0;
    for (const [, member, value] of body.matchAll(/(\w+)(?:\s*=\s*([^,\n]+))?\s*(?:,|\n|$)/g)) {
      const number = value === undefined ? next : Number(value);
      values[member] = number;
      values[number] = member;
      next = number + 1;
    }
    return [name, values];
  });
  return { classes, enums };
}

export function makeApi(folder, projectFolder, settings) {
  const require = createRequire(join(folder, 'package.json'));
  const { URI: Uri } = require('vscode-uri');
  const { classes, enums } = readDeclarations(join(folder, 'node_modules/@types/vscode/index.d.ts'));
  const api = { shown: [], contexts: {}, commands: new Map(), views: {}, inlineProviders: [], lensProviders: [], pages: new Map(), items: [], answers: {} };
  api.emitters = Object.fromEntries(['open', 'close', 'change', 'save', 'editor', 'configuration'].map(name => [name, new EventEmitter()]));
  const never = () => new Disposable();
  const show = kind => async (text, ...rest) => { api.shown.push(`${kind}: ${text}`); return rest.find(one => one === api.answers[kind]); };
  const match = (selector, document) => [selector].flat().some(one => {
    const { scheme, language } = typeof one === 'string' ? { language: one } : one;
    return (!scheme || scheme === document.uri.scheme) && (!language || language === document.languageId);
  }) ? 10 : 0;
  const log = () => ({ ...Object.fromEntries(['trace', 'debug', 'info', 'warn', 'error', 'append', 'appendLine', 'show', 'clear', 'replace', 'hide']
    .map(name => [name, () => {}])), logLevel: 3, onDidChangeLogLevel: never, dispose() {}, name: 'prosed' });
  const vscode = {
    version: '1.139.1', Position, Range, Selection, Disposable, EventEmitter, CancellationTokenSource, CodeActionKind, Uri,
    CancellationError: class extends Error {},
    env: { appName: 'stub', language: 'en', machineId: '0', sessionId: '0' },
    l10n: { t: text => text },
    extensions: { getExtension: () => undefined, all: [], onDidChange: never },
    commands: {
      registerCommand: (name, run) => {
        if (api.commands.has(name)) throw new Error(`command '${name}' already exists`);
        api.commands.set(name, run);
        return new Disposable(() => api.commands.delete(name));
      },
      executeCommand: async (name, ...args) => {
        if (name === 'setContext') { api.contexts[args[0]] = args[1]; return undefined; }
        return api.commands.get(name)?.(...args);
      },
    },
    languages: new Proxy({
      match, createDiagnosticCollection: () => ({ set() {}, delete() {}, clear() {}, dispose() {} }),
      registerInlineCompletionItemProvider: (_, provider) => { api.inlineProviders.push(provider); return new Disposable(() => { api.inlineProviders = api.inlineProviders.filter(one => one !== provider); }); },
      registerCodeLensProvider: (_, provider) => { api.lensProviders.push(provider); return new Disposable(); },
      setTextDocumentLanguage: async (document, languageId) => Object.assign(document, { languageId }),
    }, { get: (known, name) => known[name] ?? never }),
    workspace: new Proxy({
      textDocuments: [], notebookDocuments: [], workspaceFolders: [{ uri: Uri.file(projectFolder), name: 'project', index: 0 }],
      getConfiguration: (section = '') => {
        const find = name => settings[[section, name].filter(Boolean).join('.')];
        return { get: (name, fallback) => find(name)?.value ?? find(name)?.default ?? fallback, inspect: name => ({ key: name, defaultValue: find(name)?.default, globalValue: find(name)?.value }) };
      },
      createFileSystemWatcher: () => ({ onDidCreate: never, onDidChange: never, onDidDelete: never, dispose() {} }),
      registerTextDocumentContentProvider: (scheme, provider) => { api.pages.set(scheme, provider); return new Disposable(); },
      openTextDocument: async uri => new Document(api, uri, 'plaintext', await api.pages.get(uri.scheme).provideTextDocumentContent(uri)),
      applyEdit: async () => false, getWorkspaceFolder: uri => uri.fsPath.startsWith(projectFolder) ? vscode.workspace.workspaceFolders[0] : undefined,
      onDidOpenTextDocument: api.emitters.open.event, onDidCloseTextDocument: api.emitters.close.event, onDidChangeTextDocument: api.emitters.change.event,
      onDidSaveTextDocument: api.emitters.save.event, onDidChangeConfiguration: api.emitters.configuration.event,
    }, { get: (known, name) => name in known ? known[name] : never }),
    window: new Proxy({
      visibleTextEditors: [], activeTextEditor: undefined, tabGroups: { all: [], onDidChangeTabs: never, onDidChangeTabGroups: never, close: never },
      showTextDocument: async document => api.show(document),
      onDidChangeActiveTextEditor: api.emitters.editor.event,
      createOutputChannel: log, createTextEditorDecorationType: options => ({ options, dispose() {} }),
      createStatusBarItem: () => { const item = { show() {}, hide() {}, dispose() {} }; api.items.push(item); return item; },
      createTreeView: (id, { treeDataProvider }) => { api.views[id] = treeDataProvider; return new Disposable(); },
      showErrorMessage: show('error'), showWarningMessage: show('warning'), showInformationMessage: show('information'),
      showInputBox: async () => api.answers.input, showQuickPick: async () => undefined, setStatusBarMessage: show('status'),
      withProgress: (_, work) => work({ report() {} }, new CancellationTokenSource().token),
    }, { get: (known, name) => name in known ? known[name] : never }),
  };
  for (const [name, values] of enums) vscode[name] ??= values;
  for (const [name, fields] of Object.entries(RECORDS)) {
    vscode[name] = class { constructor(...values) { fields.forEach((field, i) => { this[field] = values[i]; }); } };
  }
  for (const name of classes) vscode[name] ??= class {};

  api.vscode = vscode;
  api.show = document => {
    const known = vscode.window.visibleTextEditors.find(one => one.document === document);
    const editor = known ?? {
      document, visibleRanges: [new Range(0, 0, 40, 0)], revealRange() {}, selection: new Selection(new Position(0, 0), new Position(0, 0)), painted: new Map(),
      setDecorations(type, list) { this.painted.set(type, list); },
      async edit(run) {
        const edits = [];
        run({ replace: (range, newText) => edits.push({ range, newText }), insert: (at, newText) => edits.push({ range: new Range(at, at), newText }) });
        document.apply(edits);
        return true;
      },
    };
    if (!known) vscode.window.visibleTextEditors.push(editor);
    vscode.window.activeTextEditor = editor;
    api.emitters.editor.fire(editor);
    return editor;
  };
  api.open = (path, languageId, text) => {
    const document = new Document(api, Uri.file(path), languageId, text);
    vscode.workspace.textDocuments.push(document);
    api.emitters.open.fire(document);
    return api.show(document);
  };
  api.select = (editor, line, character = 0, endLine = line, endCharacter = character) => {
    editor.selection = new Selection(new Position(line, character), new Position(endLine, endCharacter));
  };
  return api;
}
