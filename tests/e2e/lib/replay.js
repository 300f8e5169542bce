// Plays one transcript against one server. What is expected may come in any order between two syncs, but everything
// that comes has to have been expected, once: that is how "exactly one reply" is checked.
'use strict';
const { Server, frame } = require('./server.js');
const { readFile } = require('./transcript.js');
const { findDifference, fillIn, findNames } = require('./match.js');
const { spawn } = require('child_process');

const PATIENCE_MS = 20000;
const SETTLE_MS = 30;

const CLIENT = {
    general: { positionEncodings: ['utf-16'] },
    workspace: { applyEdit: true, workspaceEdit: { documentChanges: true }, workspaceFolders: true },
    textDocument: {
        inlineCompletion: {},
        codeAction: {
            dataSupport: true,
            codeActionLiteralSupport: { codeActionKind: { valueSet: ['refactor.rewrite'] } },
            resolveSupport: { properties: ['edit'] },
        },
    },
    window: {},
};

function merge(base, more) {
    if (!base || typeof base !== 'object' || Array.isArray(base) || !more || typeof more !== 'object') return more;
    const merged = { ...base };
    for (const key of Object.keys(more)) merged[key] = key in base ? merge(base[key], more[key]) : more[key];
    return merged;
}

// Thrown where a replay is to be cut off.
class Cut extends Error {}

class Replay {
    constructor(transcript, mode, options) {
        this.transcript = transcript;
        this.mode = mode;
        this.options = options;
        this.server = new Server(options.program, transcript);
        this.names = { $root: this.server.root, $uri: this.server.rootUri, $pid: process.pid };
        if (transcript.parent) this.names.$pid = spawn('sleep', [String(transcript.parent / 1000)]).pid;
        this.methods = new Map(); // raw id of a request that was sent: its method
        this.expected = [];       // not arrived yet
        this.pending = [];        // bytes that go out in one write
        this.ignored = [];        // what came and did not have to
        this.log = [];
        this.puts = 0;            // messages that went out
        this.answered = new Map(); // raw id: how often
    }

    fail(text) {
        const wire = this.log.slice(-12).map((line) => line.slice(0, 400)).join('\n');
        throw new Error(`${this.mode}: ${text}\nlast on the wire:\n${wire}\nstderr:\n${this.server.stderr}`);
    }

    note(line) {
        this.log.push(line);
        if (this.options.verbose) console.log(line.slice(0, 2000));
    }

    // --- out ---

    async flush() {
        const bytes = Buffer.concat(this.pending);
        this.pending = [];
        if (this.mode === 'bytes') await this.server.sendByBytes(bytes);
        else this.server.send(bytes);
    }

    async put(bytes) {
        this.pending.push(bytes);
        if (this.mode !== 'once') await this.flush();
        if (++this.puts === this.options.cut) throw new Cut();
    }

    async send(message) {
        if (findNames(message).some((name) => !(name in this.names))) await this.sync();
        const filled = { jsonrpc: '2.0', ...fillIn(message, this.names) };
        if (filled.method && filled.id !== undefined) this.methods.set(JSON.stringify(filled.id), filled.method);
        this.saved = this.saved || filled.method === 'textDocument/didSave';
        this.note(`--> ${JSON.stringify(filled)}`);
        await this.put(frame(filled));
    }

    // --- in ---

    check(message) {
        if (!this.options.model) return;
        const method = message.method ? null : this.methods.get(JSON.stringify(message.id));
        const fault = this.options.model.checkMessage(message, method);
        if (fault) this.fail(`not as the protocol says: ${fault}\n${JSON.stringify(message)}`);
    }

    countAnswer(id) {
        const times = (this.answered.get(id) || 0) + 1;
        this.answered.set(id, times);
        if (times > 1 && this.options.cut) this.fail(`${id} was answered ${times} times`);
    }

    claim(message) {
        if (this.transcript.ignored.includes(message.method)) {
            this.ignored.push(message);
            return;
        }
        let nearest = '';
        for (let i = 0; i < this.expected.length; i++) {
            const names = { ...this.names };
            const difference = findDifference(fillIn(this.expected[i].message, names), message, names);
            if (!difference) {
                this.names = names;
                this.expected.splice(i, 1);
                return;
            }
            nearest += `\n  ${this.expected[i].where} differs at ${difference}`;
        }
        this.unclaimed.push({ message, nearest });
    }

    // Takes in what has arrived. What nothing expects yet is kept: its line may come later in the transcript.
    takeIn() {
        if (this.server.fault) this.fail(this.server.fault);
        const arrived = this.server.received.splice(0);
        for (const message of arrived) {
            this.note(`<-- ${JSON.stringify(message)}`);
            this.check(message);
            if (!message.method && message.id !== null) this.countAnswer(JSON.stringify(message.id));
        }
        const early = (this.unclaimed || []).map((item) => item.message);
        this.unclaimed = [];
        for (const message of [...early, ...arrived]) this.claim(message);
    }

    // Until everything that was expected so far is there.
    async sync() {
        await this.flush();
        const deadline = Date.now() + PATIENCE_MS;
        for (this.takeIn(); this.expected.length; this.takeIn()) {
            const left = deadline - Date.now();
            if (left <= 0 || this.server.end || !(await this.server.news(left))) {
                this.takeIn();
                if (this.expected.length) this.failMissing();
            }
        }
    }

    async until(pattern, where) {
        const wanted = fillIn(pattern, this.names);
        const deadline = Date.now() + PATIENCE_MS;
        await this.sync();
        while (!this.ignored.some((message) => !findDifference(wanted, message, this.names))) {
            if (Date.now() > deadline || !(await this.server.news(deadline - Date.now()))) {
                this.fail(`${where}: this did not come: ${JSON.stringify(wanted)}`);
            }
            this.takeIn();
        }
    }

    failMissing() {
        const { where, message } = this.expected[0];
        const others = this.unclaimed.map((item) => `\ngot: ${JSON.stringify(item.message)}${item.nearest}`).join('');
        const end = this.server.end ? `; the server has ended with ${JSON.stringify(this.server.end)}` : '';
        this.fail(`${where}: this did not come${end}: ${JSON.stringify(message)}${others}`);
    }

    async expectEnd(code) {
        await this.sync();
        const late = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS, null));
        const end = await Promise.race([this.server.ended, late]);
        if (!end) this.fail('the server does not end');
        if (this.deaf) this.server.child.stdout.destroy();
        await this.server.closed;
        if (!this.deaf) await this.sync();
        if (end.code !== code) this.fail(`exit code ${end.code} (signal ${end.signal}), not ${code}`);
        if (!this.deaf && this.unclaimed.length) {
            const { message, nearest } = this.unclaimed[0];
            this.fail(`nobody expected this: ${JSON.stringify(message)}${nearest}`);
        }
    }

    // --- steps ---

    async run(step) {
        switch (step.kind) {
        case 'send':
            await this.send(step.message);
            break;
        case 'expect':
            this.expected.push(step);
            if (this.mode !== 'once') await this.sync();
            break;
        case 'sync': // everything so far has come, and time has passed for what should not
            await this.sync();
            await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
            break;
        case 'raw': // a JSON string of which each character is one byte
            await this.put(Buffer.from(JSON.parse(step.value), 'latin1'));
            break;
        case 'body': // the same with a header in front
            await this.put(frame(Buffer.from(JSON.parse(step.value), 'latin1')));
            break;
        case 'flood': // a message of that many bytes
            await this.put(frame(Buffer.alloc(Number(step.value), 'x')));
            break;
        case 'nest':
            await this.put(frame(Buffer.alloc(Number(step.value), '[')));
            break;
        case 'long': { // a document of that many letters is opened
            const [uri, length] = fillIn(step.value.split(' '), this.names);
            const text = 'x'.repeat(Number(length));
            const textDocument = { uri, languageId: 'markdown', version: 1, text };
            await this.put(frame({ jsonrpc: '2.0', method: 'textDocument/didOpen', params: { textDocument } }));
            break;
        }
        case 'many': // requests that each get an error
            for (let i = 0; i < Number(step.value); i++) {
                const message = { id: `many${i}`, error: { code: -32601 } };
                this.pending.push(frame({ jsonrpc: '2.0', id: `many${i}`, method: `no/such/${'x'.repeat(60)}` }));
                if (!this.deaf) this.expected.push({ kind: 'expect', where: step.where, message });
            }
            await this.flush();
            break;
        case 'until': // of the ignored messages, this one has to come
            await this.until(JSON.parse(step.value), step.where);
            break;
        case 'write': {
            const { name, content } = readFile(step.value);
            await this.sync();
            this.server.write(name, content);
            break;
        }
        case 'sleep':
            await this.sync();
            await new Promise((resolve) => setTimeout(resolve, Number(step.value)));
            break;
        case 'deaf': // the client never reads again
            await this.sync();
            this.deaf = true;
            this.server.child.stdout.pause();
            break;
        case 'stall': // the client does not read for a while
            this.server.child.stdout.pause();
            setTimeout(() => this.server.child.stdout.resume(), Number(step.value));
            break;
        case 'eof':
            await this.sync();
            this.server.child.stdin.end();
            break;
        case 'kill':
            await this.sync();
            this.server.child.kill(step.value);
            break;
        }
    }

    async begin() {
        const params = {
            processId: null, rootUri: null, capabilities: merge(CLIENT, this.transcript.client),
            workspaceFolders: [{ uri: '${uri}', name: 'work' }], ...this.transcript.initialize,
        };
        await this.send({ id: 'begin', method: 'initialize', params });
        await this.run({ kind: 'expect', where: 'begin', message: { id: 'begin', result: '*' } });
        await this.send({ method: 'initialized', params: {} });
    }

    async finish() {
        await this.sync();
        await this.send({ id: 'end', method: 'shutdown' });
        await this.run({ kind: 'expect', where: 'end', message: { id: 'end', result: null } });
        await this.send({ method: 'exit' });
        await this.flush();
    }

    // The client is gone after the message number `cut`: its end of the pipe is closed, or (orderly) it says that it goes.
    async endCut() {
        const { server, options } = this;
        const sent = [...this.methods.values()];
        let codes = sent.includes('shutdown') ? [0, 1] : [1];
        if (options.orderly) {
            codes = [0, 1];
            server.send(Buffer.concat([frame({ jsonrpc: '2.0', id: 'cut', method: 'shutdown' }), frame({ jsonrpc: '2.0', method: 'exit' })]));
        }
        server.child.stdout.resume(); // a dead client reads nothing, but this one wants to know
        server.child.stdin.end();
        const late = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS, null));
        const end = await Promise.race([server.ended, late]);
        if (!end) this.fail('the server does not end');
        await server.closed;
        this.expected = [];
        this.takeIn();
        if (!codes.includes(end.code)) this.fail(`exit code ${end.code} (signal ${end.signal}), not ${codes}`);
        if (/Sanitizer|runtime error|still open/.test(server.stderr)) this.fail('it does not end cleanly');
        return this.saved ? server.listSamples() : null;
    }

    async play() {
        const { transcript } = this;
        if (!transcript.bare) await this.begin();
        for (const step of transcript.steps) await this.run(step);
        if (!transcript.bare && transcript.exit === null) await this.finish();
        await this.expectEnd(transcript.exit === null ? 0 : transcript.exit);
        for (const pattern of transcript.stderr) {
            if (!pattern.test(this.server.stderr)) this.fail(`stderr does not say ${pattern}`);
        }
        if (/Sanitizer|runtime error/.test(this.server.stderr)) this.fail('a sanitizer has something to say');
    }
}

// With options.cut, what the server kept is returned (null: nothing was saved), or undefined if the transcript is over before.
async function replay(transcript, mode, options) {
    const player = new Replay(transcript, mode, options);
    try {
        await player.play();
        return undefined;
    } catch (error) {
        if (error instanceof Cut) return await player.endCut();
        throw error;
    } finally {
        await player.server.remove();
    }
}

module.exports = { replay };
