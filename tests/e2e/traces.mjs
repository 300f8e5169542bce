// Replays every decision trace with `prosed eval --history --decisions` against a server that plays the trace's answers,
// over the real openai engine: decisions, calls per op, and with one question in flight their order must be the trace's.
//
// Usage: traces.mjs [PROSED]. The traces lie beside the repository, or where PROSED_TRACES says; without them: skipped.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const top = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const prosed = process.argv[2] ?? process.env.PROSED ?? join(top, 'build/release/prosed');
const folder = process.env.PROSED_TRACES ?? join(top, '../shared/prose-traces');
if (!existsSync(folder)) {
  console.log(`no decision traces in ${folder} (set PROSED_TRACES)`);
  process.exit(77);
}

const plain = text => String(text ?? '').toLowerCase().replace(/"/g, '').replace(/\s+/g, ' ').trim();
const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

// Plays the answers of one trace, and keeps what was asked.
class Player {
  constructor(trace) {
    this.trace = trace;
    this.asked = []; // {task, op, preference, sample}
    this.task = -1;
  }
  // The op and the sample of a request, from its texts: which notes and which of the user's texts it holds. The notes of
  // the next task begin that task. What holds neither is told by the first words of its prompt.
  describe(text) {
    const { tasks } = this.trace;
    const held = name => {
      const found = [...tasks.keys()].filter(i => text.includes(tasks[i][name]));
      return found.filter(i => !found.some(j => i !== j && tasks[j][name].includes(tasks[i][name])));
    };
    const about = held('content'), own = held('user_text');
    if (about.includes(this.task + 1)) {
      this.begin(this.task + 1);
      return { op: 'generate' };
    }
    if (about.includes(this.task)) return { op: own.includes(this.task) ? 'infer' : 'generate' };
    if (own.length) return { op: 'validate', sample: own[0], preference: this.findPreference(text) };
    if (/^You find what several/.test(text)) return { op: 'aggregate', ahead: true };
    if (/^You merge/.test(text)) return { op: 'coalesce', ahead: true };
    return { op: 'breakdown', ahead: this.ahead !== undefined }; // of what was coalesced
  }
  begin(task) { this.task = task; this.calls = this.ahead ?? {}; this.ahead = undefined; }
  findPreference(text) {
    const found = text.match(/<preference(-\d+)?>\n([\s\S]*?)\n<\/preference\1>/);
    return found ? found[2] : '';
  }
  answer(text) {
    const asked = this.describe(text);
    const calls = asked.ahead ? (this.ahead ??= {}) : this.calls;
    const task = asked.ahead ? this.task + 1 : this.task;
    const nth = calls[asked.op] = (calls[asked.op] ?? 0) + 1;
    const sample = asked.sample ?? task;
    this.asked.push({ task, op: asked.op, preference: asked.preference, sample: asked.sample });
    const rule = this.trace.answers.find(rule => rule.op === asked.op && (rule.task ?? task) === task && (rule.nth ?? nth) === nth &&
      (rule.sample ?? sample) === sample && (rule.preference === undefined || plain(rule.preference) === plain(asked.preference)));
    if (!rule) throw new Error(`task ${task}: no answer for ${JSON.stringify(asked)}`);
    return rule.say.replaceAll('{task}', task).replaceAll('{nth}', nth);
  }
}

function listen(player, failures) {
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    try {
      const { messages, stream } = JSON.parse(body);
      const text = player.answer(messages.map(message => message.content).join('\n'));
      response.writeHead(200, { 'content-type': stream === false ? 'application/json' : 'text/event-stream' });
      const event = delta => `data: ${JSON.stringify({ choices: [{ index: 0, ...delta }] })}\n\n`;
      response.end(stream === false
        ? JSON.stringify({ choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content: text } }] })
        : event({ delta: { content: text } }) + event({ delta: {}, finish_reason: 'stop' }) + 'data: [DONE]\n\n');
    } catch (error) {
      failures.push(error.message);
      response.writeHead(400).end('{"error":{"message":"the script has no answer"}}');
    }
  });
  return new Promise(done => server.listen(0, '127.0.0.1', () => done(server)));
}

async function replay(trace, file, inFlight, work) {
  const player = new Player(trace), failures = [], server = await listen(player, failures);
  const config = join(work, 'config/prosed'), out = join(work, 'decisions.json');
  mkdirSync(config, { recursive: true });
  rmSync(out, { force: true });
  writeFileSync(join(config, 'config.json'), JSON.stringify({
    model: { engine: 'openai', url: `http://127.0.0.1:${server.address().port}/v1`, name: 'scripted', max_in_flight: inFlight } }));
  const env = { ...process.env, HOME: work, XDG_CONFIG_HOME: join(work, 'config'), XDG_DATA_HOME: join(work, 'data') };
  for (const name of ['http_proxy', 'HTTP_PROXY', 'all_proxy', 'ALL_PROXY']) delete env[name];
  const child = spawn(prosed, ['eval', '--history', file, '--decisions', out], { env, stdio: ['ignore', 'inherit', 'pipe'] });
  let said = '';
  child.stderr.on('data', data => { said += data; });
  const code = await new Promise(done => child.on('exit', done));
  server.closeAllConnections?.();
  server.close();
  if (code !== 0) failures.push(`exit code ${code}: ${said.trim()}`);
  return { failures, asked: player.asked, decisions: code === 0 ? JSON.parse(readFileSync(out, 'utf8')).tasks : [] };
}

const compare = {
  related: (a, b) => same(a, b),
  draft: (a, b) => plain(a) === plain(b),
  steps_done: (a, b) => a === b,
  calls: (a, b) => same(Object.entries(a).sort(), Object.entries(b).sort()),
  validation: (a, b) => a.length === b.length && a.every((row, i) => plain(row.preference) === plain(b[i].preference) &&
    Math.abs(row.mean - b[i].mean) < 1e-6 && row.removed === b[i].removed &&
    same(row.checks.map(c => [c.sample, c.how, c.how === 'skipped' ? 0 : c.score]), b[i].checks.map(c => [c.sample, c.how, c.how === 'skipped' ? 0 : c.score]))),
};
for (const name of ['used', 'candidates', 'removed', 'stored']) compare[name] = (a, b) => same(a.map(plain), b.map(plain));

function check(trace, result, inFlight) {
  const wrong = [...result.failures];
  const expected = trace.if_recommended?.tasks ?? (Array.isArray(trace.if_recommended) ? trace.if_recommended : trace.expect.tasks);
  expected.forEach((task, i) => {
    const got = result.decisions[i] ?? {};
    for (const [name, equal] of Object.entries(compare)) {
      if (task[name] !== undefined && !(got[name] !== undefined && equal(task[name], got[name])))
        wrong.push(`task ${i}: ${name} is ${JSON.stringify(got[name])}, expected ${JSON.stringify(task[name])}`);
    }
    if (inFlight !== 1 || !task.ops) return;
    const asked = result.asked.filter(ask => ask.task === i).map(ask => [ask.op, plain(ask.preference), ask.sample ?? null]);
    const ops = task.ops.map(op => [op.op, plain(op.op === 'validate' ? op.preference : ''), op.op === 'validate' ? op.sample : null]);
    if (!same(asked, ops)) wrong.push(`task ${i}: asked ${JSON.stringify(asked)}, expected ${JSON.stringify(ops)}`);
  });
  return wrong;
}

const work = mkdtempSync(join(tmpdir(), 'prosed-traces-'));
let bad = 0, count = 0;
for (const name of readdirSync(folder).filter(name => name.endsWith('.json')).sort()) {
  const file = join(folder, name), trace = JSON.parse(readFileSync(file, 'utf8'));
  for (const inFlight of [1, 16]) {
    const wrong = check(trace, await replay(trace, file, inFlight, work), inFlight);
    for (const line of wrong) console.log(`${name}, ${inFlight} in flight: ${line}`);
    bad += wrong.length > 0;
  }
  count++;
}
rmSync(work, { recursive: true, force: true });
console.log(`${count} traces replayed, each with 1 and 16 questions in flight; ${bad} differ`);
process.exit(bad || !count ? 1 : 0);
