// `prosed eval --history --decisions` against a model server that is played by a function: for traces.mjs and histories.mjs.
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';

export const plain = text => String(text ?? '').toLowerCase().replace(/"/g, '').replace(/\s+/g, ' ').trim();
export const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

// Tells what a request asks from its texts: which contents and which of the user's texts it holds. The content of the
// next task begins that task; what holds neither is told by the first words of its prompt.
class Player {
  constructor(tasks, say) {
    Object.assign(this, { tasks, say, asked: [], task: -1, calls: {} });
  }
  find(text, name) {
    const found = [...this.tasks.keys()].filter(i => text.includes(this.tasks[i][name]));
    return found.filter(i => !found.some(j => i !== j && this.tasks[j][name].includes(this.tasks[i][name])));
  }
  describe(text) {
    const about = this.find(text, 'content'), place = i => text.indexOf(this.tasks[i].user_text);
    const own = this.find(text, 'user_text').sort((a, b) => place(a) - place(b));
    if (about.includes(this.task + 1)) {
      this.task++;
      this.calls = this.ahead ?? {};
      this.ahead = undefined;
      return { op: 'generate', examples: own };
    }
    if (about.includes(this.task)) return own.includes(this.task) ? { op: 'infer' } : { op: 'generate', examples: own };
    if (own.length) return { op: 'validate', sample: own[0], preference: text.match(/<preference(-\d+)?>\n([\s\S]*?)\n<\/preference\1>/)?.[2] };
    if (/^You find what several/.test(text)) return { op: 'aggregate', ahead: true };
    return /^You merge/.test(text) ? { op: 'coalesce', ahead: true } : { op: 'breakdown' };
  }
  answer(text) {
    const asked = this.describe(text), calls = asked.ahead ? this.ahead ??= {} : this.calls;
    asked.task = this.task + (asked.ahead ? 1 : 0);
    asked.nth = calls[asked.op] = (calls[asked.op] ?? 0) + 1;
    asked.text = text;
    this.asked.push(asked);
    return this.say(asked);
  }
}

function listen(player, failures) {
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    try {
      const text = await player.answer(JSON.parse(body).messages.map(message => message.content).join('\n'));
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      const event = delta => `data: ${JSON.stringify({ choices: [{ index: 0, ...delta }] })}\n\n`;
      response.end(event({ delta: { content: text } }) + event({ delta: {}, finish_reason: 'stop' }) + 'data: [DONE]\n\n');
    } catch (error) {
      failures.push(error.message);
      response.writeHead(400).end('{"error":{"message":"the script has no answer"}}');
    }
  });
  return new Promise(done => server.listen(0, '127.0.0.1', () => done(server)));
}

// What was asked, in order, and what was decided. say: from {op, task, nth, sample, preference} to an answer or its promise.
export async function replay(prosed, history, inFlight, work, say) {
  const failures = [], player = new Player(history.tasks, say), server = await listen(player, failures);
  const config = join(work, 'config/prosed'), file = join(work, 'history.json'), out = join(work, 'decisions.json');
  mkdirSync(config, { recursive: true });
  rmSync(out, { force: true });
  writeFileSync(file, JSON.stringify(history));
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

const texts = (a, b) => same(a.map(plain), b.map(plain));
const checks = row => row.checks.map(check => [check.sample, check.how, check.how === 'skipped' ? 0 : check.score]);
const equal = {
  related: same, used: texts, candidates: texts, removed: texts, stored: texts,
  draft: (a, b) => plain(a) === plain(b),
  steps_done: (a, b) => a === b,
  calls: (a, b) => same(Object.entries(a).sort(), Object.entries(b).sort()),
  validation: (a, b) => a.length === b.length && a.every((row, i) => plain(row.preference) === plain(b[i].preference) &&
    Math.abs(row.mean - b[i].mean) < 1e-6 && row.removed === b[i].removed && same(checks(row), checks(b[i]))),
};

// Where a call was not the one of the list: its op, what was to be verified on what, and the texts it must hold in order.
function compareOps(ops, asked) {
  const short = ask => [ask.op, ...(ask.op === 'validate' ? [plain(ask.preference), ask.sample] : [])];
  if (!same(ops.map(short), asked.map(short)))
    return [`asked ${JSON.stringify(asked.map(short))}, expected ${JSON.stringify(ops.map(short))}`];
  return ops.flatMap((op, i) => {
    const text = plain(asked[i].text), held = [...(op.any_order ? [] : op.given ?? []), ...(op.known ?? op.preferences ?? [])].map(plain);
    const wrong = held.filter(part => !text.includes(part)).map(part => `call ${i} (${op.op}) lacks "${part}"`);
    if (op.op === 'generate' && !same(asked[i].examples, op.examples ?? [])) wrong.push(`call ${i} shows the examples ${asked[i].examples}`);
    return wrong;
  });
}

// Every difference as a line; expected: the tasks of a trace.
export function compare(expected, result, inFlight) {
  const wrong = [...result.failures];
  expected.forEach((task, i) => {
    const got = result.decisions[i] ?? {};
    for (const name of Object.keys(equal)) {
      if (task[name] !== undefined && !(got[name] !== undefined && equal[name](task[name], got[name])))
        wrong.push(`task ${i}: ${name} is ${JSON.stringify(got[name])}, expected ${JSON.stringify(task[name])}`);
    }
    if (inFlight === 1 && task.ops)
      wrong.push(...compareOps(task.ops, result.asked.filter(ask => ask.task === i)).map(line => `task ${i}: ${line}`));
  });
  return wrong;
}
