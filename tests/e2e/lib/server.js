// A language server as a child process, in a home folder of its own that is thrown away.
'use strict';
const fs = require('fs');
const os = require('os');
const path = require('path');
const { spawn, spawnSync } = require('child_process');
const { pathToFileURL } = require('url');

class Server {
    constructor(program, { env = {}, files = {}, parent = null } = {}) {
        this.home = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'prosed-')));
        this.root = path.join(this.home, 'work');
        this.rootUri = pathToFileURL(this.root).href;
        fs.mkdirSync(this.root);
        for (const [name, content] of Object.entries(files)) this.write(name, content);
        const plain = { PATH: process.env.PATH, HOME: this.home, LC_ALL: 'C.UTF-8', TZ: 'UTC', PROSED_TYPING: 'size' };
        for (const name of ['ASAN_OPTIONS', 'UBSAN_OPTIONS']) plain[name] = process.env[name] || '';
        for (const [name, value] of Object.entries(env)) {
            if (value === '') delete plain[name];
            else plain[name] = value.replace('${home}', this.home);
        }
        this.program = program;
        this.env = plain;
        this.child = spawn(program, ['lsp'], { env: plain, cwd: this.root });
        this.received = []; // messages, oldest first
        this.stderr = '';
        this.buffer = Buffer.alloc(0);
        this.fault = null;
        this.listeners = [];
        this.ended = new Promise((resolve) => this.child.on('exit', (code, signal) => resolve({ code, signal })));
        this.closed = new Promise((resolve) => this.child.on('close', resolve));
        this.child.stdout.on('data', (data) => this.take(data));
        this.child.stderr.on('data', (data) => { this.stderr += data; });
        this.child.stdin.on('error', () => {}); // it may go away while we write
        this.ended.then((end) => { this.end = end; this.tell(); });
    }

    write(name, content) {
        const file = path.join(name.startsWith('~/') ? this.home : this.root, name.replace(/^~\//, ''));
        fs.mkdirSync(path.dirname(file), { recursive: true });
        fs.writeFileSync(file, content);
    }

    // What is in the store of the folder, from the command line: texts, sorted.
    listSamples() {
        const { stdout, stderr, status } = spawnSync(this.program, ['samples', '--json', '--project', this.root], { env: this.env, encoding: 'utf8' });
        if (status !== 0) throw new Error(`prosed samples ended with ${status}: ${stderr}`);
        return JSON.parse(stdout).map((sample) => sample.text).sort();
    }

    take(data) {
        this.buffer = Buffer.concat([this.buffer, data]);
        for (;;) {
            const head = this.buffer.indexOf('\r\n\r\n');
            if (head < 0) break;
            const match = /^Content-Length: (\d+)$/.exec(this.buffer.subarray(0, head).toString());
            if (!match) {
                this.fault = `no header: ${this.buffer.subarray(0, 200)}`;
                break;
            }
            const end = head + 4 + Number(match[1]);
            if (this.buffer.length < end) break;
            const text = this.buffer.subarray(head + 4, end).toString();
            this.buffer = this.buffer.subarray(end);
            try {
                this.received.push(JSON.parse(text));
            } catch (error) {
                this.fault = `no JSON: ${text}`;
            }
        }
        this.tell();
    }

    tell() {
        this.listeners.splice(0).forEach((listener) => listener());
    }

    // Until something arrives or the server ends; false after ms milliseconds.
    news(ms) {
        return new Promise((resolve) => {
            const timer = setTimeout(() => resolve(false), ms);
            this.listeners.push(() => { clearTimeout(timer); resolve(true); });
        });
    }

    send(bytes) {
        if (!this.end) this.child.stdin.write(bytes);
    }

    async sendByBytes(bytes) {
        for (let i = 0; i < bytes.length && !this.end; i++) {
            this.child.stdin.write(bytes.subarray(i, i + 1));
            await new Promise(setImmediate);
        }
    }

    async remove() {
        if (!this.end) this.child.kill('SIGKILL');
        await this.ended;
        fs.rmSync(this.home, { recursive: true, force: true });
    }
}

function frame(message) {
    const body = Buffer.isBuffer(message) ? message : Buffer.from(JSON.stringify(message));
    return Buffer.concat([Buffer.from(`Content-Length: ${body.length}\r\n\r\n`), body]);
}

module.exports = { Server, frame };
