// The server's process: where it is, how it is started again, what is asked of it and what it tells by itself.
// The LSP client is most of the extension's code; it is loaded behind activation, so that the window does not wait for it.
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import * as vscode from 'vscode';
import type { ClientCapabilities, ErrorHandler, LanguageClient, Middleware } from 'vscode-languageclient/node';
import { Journal } from './journal';
import type { Learning } from './protocol';
import { makeSelector, readServerSettings, SECTION } from './settings';

const RESTARTS = 3;
const RESTARTS_WITHIN_MS = 180_000;
const STOP_MS = 3000;
const OPEN_SETTINGS = 'Open Settings', TRY_AGAIN = 'Try Again', SHOW_LOG = 'Show Log';
const CONNECTION_LOST = [-32097, -32098, -32099];   // vscode-jsonrpc: answers that cannot come any more

type Lsp = typeof import('vscode-languageclient/node');

export interface Patience { token: vscode.CancellationToken; say: (words: string) => void }

export type ServerState = 'starting' | 'running' | 'stopped' | 'missing';

export class Server implements vscode.Disposable {
    state: ServerState = 'stopped';
    readonly log = vscode.window.createOutputChannel('prosed', { log: true });
    private client: LanguageClient | undefined;
    private asked = 0;
    private started = Promise.resolve();
    private ends: number[] = [];
    private readonly journal = new Journal(() => this.state === 'running');
    private readonly stateEmitter = new vscode.EventEmitter<ServerState>();
    private readonly learningEmitter = new vscode.EventEmitter<Learning>();
    private readonly preferencesEmitter = new vscode.EventEmitter<void>();
    readonly onState = this.stateEmitter.event;
    readonly onLearning = this.learningEmitter.event;
    readonly onPreferences = this.preferencesEmitter.event;

    middleware: Middleware = {};   // to be set before it is started

    constructor(private readonly context: vscode.ExtensionContext) {}

    private get lsp(): Lsp {
        return require('vscode-languageclient/node') as Lsp;
    }

    start(): Promise<void> {
        return this.started = this.begin();
    }

    private async begin(): Promise<void> {
        const program = findProgram(this.context);
        if ('problem' in program) {
            this.setState('missing');
            this.log.error(program.problem);
            void this.offerHelp(program.problem, OPEN_SETTINGS);
            return;
        }
        this.setState('starting');
        try {
            await new Promise(done => setImmediate(done));
            this.client = this.createClient(this.lsp, program.path);
            await this.client.start();
            this.log.info(`${program.path} runs, version ${this.client.initializeResult?.serverInfo?.version}`);
        } catch (error) {
            this.setState('stopped');
            void this.offerHelp(`${program.path} did not start: ${messageOf(error)}`, OPEN_SETTINGS);
        }
    }

    async stop(): Promise<void> {
        await this.started;
        const client = this.client;
        this.client = undefined;
        if (client?.needsStop()) await client.stop(STOP_MS).catch(error => this.log.warn(messageOf(error)));
        await client?.dispose().catch(() => undefined);
        this.setState('stopped');
    }

    async restart(): Promise<void> {
        this.ends = [];
        await this.stop();
        await this.start();
    }

    // Sends a command; rejects with what the server says about it. say: gets the last words of what is being written.
    async execute<T>(command: string, argument: object = {}, patience?: Patience): Promise<T> {
        await this.started;
        const client = this.client;
        if (!client || (this.state !== 'running' && this.state !== 'starting')) {
            throw new Error('the prosed server is not running; "prosed: Restart Server" starts it');
        }
        await client.start();   // done at once when it runs
        const params = { command, arguments: [argument] };
        const workDoneToken = `prosed/command/${++this.asked}`;
        const words = patience && client.onProgress(this.lsp.WorkDoneProgress.type, workDoneToken, value => {
            if (value.kind !== 'end' && value.message) patience.say(value.message);
        });
        try {
            return await (patience ? client.sendRequest<T>('workspace/executeCommand', { ...params, workDoneToken }, patience.token)
                : client.sendRequest<T>('workspace/executeCommand', params));
        } catch (error) {
            const { code } = error as { code?: unknown };
            throw typeof code === 'number' && CONNECTION_LOST.includes(code) ? new Error('the server ended before it answered; try again') : error;
        } finally {
            words?.dispose();
        }
    }

    get decode(): LanguageClient['protocol2CodeConverter'] | undefined { return this.client?.protocol2CodeConverter; }

    dispose(): Promise<void> {
        this.journal.dispose();
        return this.stop().finally(() => this.log.dispose());
    }

    private setState(state: ServerState): void {
        this.state = state;
        void vscode.commands.executeCommand('setContext', 'prosed.away', state === 'stopped' || state === 'missing');   // for the views
        this.stateEmitter.fire(state);
    }

    private createClient(lsp: Lsp, program: string): LanguageClient {
        const names = Object.keys(this.context.extension.packageJSON.contributes.configuration.properties as object)
            .map(name => name.slice(SECTION.length + 1));
        const client: LanguageClient = new lsp.LanguageClient(SECTION, 'prosed', { command: program, args: ['lsp'] }, {
            documentSelector: makeSelector(),
            initializationOptions: () => readServerSettings(names),
            outputChannel: this.log,
            revealOutputChannelOn: lsp.RevealOutputChannelOn.Never,
            errorHandler: this.createErrorHandler(lsp),
            middleware: {
                ...this.middleware,
                didOpen: (document, next) => this.journal.open(document, next, (method, params) => client.sendNotification(method, params)),
                // The status bar and the view show it; the client's own display would say it a second time.
                handleWorkDoneProgress: () => undefined,
                workspace: { configuration: params => params.items.map(() => readServerSettings(names)) },
            },
        });
        client.registerFeature({
            fillClientCapabilities(capabilities: ClientCapabilities) {
                capabilities.experimental = { ...(capabilities.experimental as object), prosed: { news: true } };
            },
            initialize: () => undefined,
            getState: () => ({ kind: 'static' }),
            clear: () => undefined,
        });
        client.onNotification('prosed/learning', (state: Learning) => this.learningEmitter.fire(state));
        client.onNotification('prosed/preferencesChanged', () => this.preferencesEmitter.fire());
        client.onDidChangeState(({ newState }) => {
            if (client === this.client) {
                this.setState(newState === lsp.State.Running ? 'running' : newState === lsp.State.Starting ? 'starting' : 'stopped');
            }
        });
        return client;
    }

    private createErrorHandler({ CloseAction, ErrorAction }: Lsp): ErrorHandler {
        return {
            error: () => ({ action: ErrorAction.Continue, handled: true }),   // the end of the process is handled below
            closed: async () => {
                const now = Date.now();
                this.log.error('the server ended unexpectedly');
                this.ends = [...this.ends.filter(end => now - end < RESTARTS_WITHIN_MS), now];
                if (this.ends.length > RESTARTS) {
                    void this.offerHelp(`The prosed server ended ${this.ends.length} times within three minutes and is not started again.`);
                    return { action: CloseAction.DoNotRestart, handled: true };
                }
                void vscode.window.showWarningMessage('The prosed server ended unexpectedly; it is started again.');
                await new Promise(done => setTimeout(done, 200 * this.ends.length));
                return { action: CloseAction.Restart, handled: true };
            },
        };
    }

    private async offerHelp(problem: string, ...first: string[]): Promise<void> {
        const chosen = await vscode.window.showErrorMessage(problem, ...first, TRY_AGAIN, SHOW_LOG);
        if (chosen === OPEN_SETTINGS) void vscode.commands.executeCommand('workbench.action.openSettings', 'prosed.server.path');
        if (chosen === TRY_AGAIN) void this.restart();
        if (chosen === SHOW_LOG) this.log.show();
    }
}

export function messageOf(error: unknown): string {
    return error instanceof Error ? error.message : String(error);
}

function isProgram(file: string): boolean {
    try {
        fs.accessSync(file, fs.constants.X_OK);
        return fs.statSync(file).isFile();
    } catch {
        return false;
    }
}

// The setting, else the program that came with the extension, else the first one on the PATH.
function findProgram(context: vscode.ExtensionContext): { path: string } | { problem: string } {
    const name = process.platform === 'win32' ? 'prosed.exe' : 'prosed';
    const set = vscode.workspace.getConfiguration(SECTION).get<string>('server.path', '').trim().replace(/^~(?=\/)/, os.homedir());
    if (set) {
        return isProgram(set) ? { path: set } : { problem: `prosed.server.path is ${set}, and that is no program that can be run.` };
    }
    const places = [context.asAbsolutePath('bin'), ...(process.env.PATH ?? '').split(path.delimiter).filter(path.isAbsolute)];
    const found = places.map(place => path.join(place, name)).find(isProgram);
    return found ? { path: found } : {
        problem: 'The program "prosed" was not found: neither in this extension nor on the PATH. Install it, or set prosed.server.path to where it is.',
    };
}
