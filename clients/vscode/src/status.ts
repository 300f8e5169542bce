// The status bar item, its menu, and the bar over the views while something is learned.
import * as vscode from 'vscode';
import type { Learning, Phase, Status as ServerStatus } from './protocol';
import { projectArgument } from './project';
import { messageOf, type Server } from './server';

// Several projects can be open; the one that needs most attention is shown.
const BY_URGENCY: Phase[] = ['failing', 'capped', 'busy', 'learning', 'paused', 'idle'];
const NOTHING: Learning = { phase: 'idle', done: 0, total: 0, waiting: 0 };

export class Status implements vscode.Disposable {
    private readonly item = vscode.window.createStatusBarItem('prosed.status', vscode.StatusBarAlignment.Right, 90);
    private readonly projects = new Map<string, Learning>();
    private endProgress: (() => void) | undefined;
    private readonly registrations: vscode.Disposable[];

    constructor(private readonly server: Server, private readonly onLearned: () => void) {
        this.item.name = 'prosed';
        this.item.command = 'prosed.menu';
        this.registrations = [
            this.item,
            server.onLearning(state => this.note(state)),
            server.onState(() => this.onServer()),
            vscode.commands.registerCommand('prosed.menu', () => this.showMenu()),
            this.register('prosed.learnNow', 'prosed.learn.now'),
            this.register('prosed.pauseLearning', 'prosed.learn.pause'),
            this.register('prosed.resumeLearning', 'prosed.learn.resume'),
        ];
        this.paint();
        this.item.show();
    }

    dispose(): void {
        this.endProgress?.();
        for (const one of this.registrations) one.dispose();
    }

    private register(name: string, command: string): vscode.Disposable {
        return vscode.commands.registerCommand(name, async () => {
            try {
                this.note({ ...await this.server.execute<Learning>(command, projectArgument()) });
            } catch (error) {
                void vscode.window.showErrorMessage(`prosed: ${messageOf(error)}`);
            }
        });
    }

    private onServer(): void {
        if (this.server.state === 'running') {
            void this.load().then(status => status && this.note(status.learning));
        } else {
            this.projects.clear();
        }
        this.paint();
    }

    private async load(): Promise<ServerStatus | undefined> {
        return this.server.execute<ServerStatus>('prosed.status', projectArgument()).catch(() => undefined);
    }

    // Answers to commands name no project: they are about the one that the person is at, as is a single project's news.
    private note(state: Learning): void {
        const key = state.project ?? [...this.projects.keys()][0] ?? '';
        const before = this.projects.get(key);
        if (state.project) this.projects.delete('');
        this.projects.set(key, state);
        if (before && before.done !== state.done || before?.phase !== state.phase) this.onLearned();
        this.paint();
    }

    private get shown(): Learning {
        return [...this.projects.values()].sort((a, b) => BY_URGENCY.indexOf(a.phase) - BY_URGENCY.indexOf(b.phase))[0] ?? NOTHING;
    }

    private paint(): void {
        const [text, tooltip, alarming] = describe(this.server.state, this.shown);
        this.item.text = text;
        this.item.tooltip = tooltip;
        this.item.accessibilityInformation = { label: tooltip, role: 'button' };
        this.item.backgroundColor = alarming ? new vscode.ThemeColor('statusBarItem.warningBackground') : undefined;
        const busy = isBusy(this.shown.phase) && this.server.state === 'running';
        if (busy && !this.endProgress) {
            void vscode.window.withProgress({ location: { viewId: 'prosedPreferences' } },
                () => new Promise<void>(done => { this.endProgress = done; }));
        } else if (!busy) {
            this.endProgress?.();
            this.endProgress = undefined;
        }
    }

    private async showMenu(): Promise<void> {
        const status = this.server.state === 'running' ? await this.load() : undefined;
        const paused = this.shown.phase === 'paused';
        const row = (icon: string, label: string, command: string, description?: string) =>
            ({ label: `$(${icon}) ${label}`, description, command });
        const separator = (label: string) => ({ label, kind: vscode.QuickPickItemKind.Separator, command: '' });
        const rows = status ? [
            row('edit', 'Rewrite in my style', 'prosed.rewritePassage', 'selection, else paragraph'),
            row('comment', 'Rewrite with an instruction', 'prosed.rewriteWithInstruction'),
            separator('what was learned'),
            row('list-unordered', 'Preferences', 'prosedPreferences.focus', count(status.preferences?.total, 'preference')),
            row('book', 'The page "My writing preferences"', 'prosed.openPage'),
            row('note', 'Samples', 'prosedSamples.focus', count(status.samples?.learned, 'sample')),
            separator('learning'),
            row('zap', 'Learn from saved text now', 'prosed.learnNow', 'without waiting for quiet'),
            paused ? row('debug-start', 'Resume learning', 'prosed.resumeLearning') : row('debug-pause', 'Pause learning', 'prosed.pauseLearning'),
            separator('server'),
        ] : [];
        const model = status ? `writes: ${status.model.write}, learns: ${status.model.learn}` : undefined;
        const chosen = await vscode.window.showQuickPick([
            ...rows,
            row('refresh', 'Restart server', 'prosed.restartServer', status ? `version ${status.version}` : this.server.state),
            row('gear', 'Settings', 'prosed.openSettings', model),
            row('output', 'Log', 'prosed.showLog'),
        ], { title: 'prosed', placeHolder: status?.problem ?? status?.model.problem ?? describe(this.server.state, this.shown)[1] });
        if (chosen?.command) await vscode.commands.executeCommand(chosen.command);
    }
}

function isBusy(phase: Phase): boolean {
    return phase === 'busy' || phase === 'learning';
}

function count(number: number | undefined, noun: string): string | undefined {
    return number === undefined ? undefined : `${number} ${noun}${number === 1 ? '' : 's'}`;
}

// Text, tooltip, and whether it should catch the eye.
function describe(server: string, { phase, done, total, waiting, what }: Learning): [string, string, boolean] {
    if (server === 'missing') return ['$(error) prosed: not found', 'The program "prosed" was not found', true];
    if (server === 'stopped') return ['$(error) prosed: stopped', 'The server is not running', true];
    if (server === 'starting') return ['$(loading~spin) prosed', 'The server starts', false];
    const rest = what ? `: ${what}` : '';
    switch (phase) {
    case 'busy':
    case 'learning':
        return [`$(sync~spin) prosed: learning ${Math.min(done + 1, total)} of ${total}`, `Learning your writing${rest}`, false];
    case 'paused': return ['$(debug-pause) prosed: paused', 'Learning is paused', false];
    case 'capped': return ['$(watch) prosed: capped', 'The daily limit is reached; learning goes on tomorrow', false];
    case 'failing': return ['$(warning) prosed: failing', `Learning fails${rest}`, true];
    default: return ['$(pencil) prosed', waiting ? `${count(waiting, 'passage')} to learn from once quiet` : 'Nothing to learn right now', false];
    }
}
