#!/usr/bin/env node
// A model server for tests: chat completions and Messages on a loopback port, scripted, with every fault that a test needs.
//
//   node tests/servers/model.mjs [--port N] [--script FILE] [--log FILE] [--delay MS] [--keep FILE]
//
// --keep puts the body of the last request into a file. The first line on stdout is the port. It ends when its stdin does, or with SIGTERM.
//
// The script is JSON: {"rules": [RULE, ...]}. The first rule that fits a request answers it; without one, every op gets
// an answer in its proper format (`proper`, below). A rule fits when all of these agree, where it has them:
//   op      outline, generate, ...: told by the first sentence of prompts/<op>.txt
//   model   the request's model
//   has     a text that the user message contains
//   nth     the number of the request with this op, from 1
//   n       the number of the request, of all
//   times   how often the rule serves before it fits no more
// and says what to do:
//   say       the answer; {passage}, {before}, {user_text}, ... are replaced by what stands between these marks in the
//             user message, {user} by all of it, {nth} by the number of the request with this op
//   fault     one of `faults`, below
//   status, headers, body, error    for the fault "status": error becomes {"error": ...}
//   delay_ms  before anything is sent
//   finish    the finish_reason ("stop", for Messages "end_turn"); null: none is given
//   pause_ms  between two events
//   no_usage  nothing is said about tokens
//   usage     what is said about them in a stream of chat completions: {"prompt": N, "answer": N}
// Each request is logged as one line of JSON when it arrives, and again ("end") when it is over: n, op, model, hash of
// its messages, fields; so a test can tell that nothing is asked twice, and what was cut off by the client.
import { createHash } from 'node:crypto';
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { gzipSync } from 'node:zlib';

const options = {};
for (let i = 2; i < process.argv.length; i += 2) options[process.argv[i].replace(/^--/, '')] = process.argv[i + 1];
const script = options.script ? JSON.parse(readFileSync(options.script, 'utf8')) : { rules: [] };
const ops = ['outline', 'generate', 'infer', 'breakdown', 'coalesce', 'verify', 'rewrite', 'complete'];
const openings = ops.map((op) => {
  const text = readFileSync(new URL(`../../prompts/${op}.txt`, import.meta.url), 'utf8');
  return text.slice(0, text.indexOf('.') + 1);
});

const log = (entry) => options.log && appendFileSync(options.log, JSON.stringify(entry) + '\n');
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

// What stands between <name> and </name> in the user message, numbered marks too.
function marked(user, name) {
  const found = user.match(new RegExp(`<${name}(-\\d+)?>\\n([\\s\\S]*?)\\n</${name}\\1>`));
  return found ? found[2] : '';
}

const proper = {
  outline: '- It is about something.\n- Somebody wants it.',
  generate: '"""\nDraft {nth}.\n"""',
  infer: 'The texts differ.\nPreferences: Write in the manner of inference {nth}.',
  breakdown: 'Preferences: ["Write in a manner of its own.", "Be brief."]',
  coalesce: 'Preferences: Write in a manner of its own. Be brief.',
  verify: 'It does.\nVerdict: strongly confirms',
  rewrite: '"""\n{passage}\n"""',
  complete: '"""\nand so on.\n"""',
};

// The same, where the server holds answers to a schema ("schemas": true in the script).
const inSchema = {
  breakdown: '{"preferences":   ["Write in a manner of its own.",\n "Be brief."]}',
  verify: '{ "findings": "It does. Verdict: none of these.", "verdict": "strongly confirms" }',
};

function fill(say, request) {
  return say.replace(/\{(\w+)\}/g, (whole, name) =>
    name === 'nth' ? String(request.nth) : name === 'user' ? request.user : marked(request.user, name) || whole);
}

// --- answers ---

const cut = (text) => text.match(/[\s\S]{1,7}/gu) ?? [];
const usageOf = (request, text) => ({ prompt: Math.ceil(request.user.length / 4), answer: Math.ceil(text.length / 4) });

const finishOf = (rule, usual) => rule.finish === undefined ? usual : rule.finish;

// What is said, in the words of each endpoint. Each member but whole gives the text of one or more events.
const head = { id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1, model: 'scripted' };
const chat = {
  event: (delta, finish_reason = null) => `data: ${JSON.stringify({ ...head, choices: [{ index: 0, delta, finish_reason }] })}\n\n`,
  start: () => chat.event({ role: 'assistant', content: null }),
  piece: (content) => chat.event({ content }),
  reasoning: (text, field) => chat.event({ [field ?? 'reasoning_content']: text }),
  end: (request, rule, text) => {
    const { prompt, answer } = rule.usage ?? usageOf(request, text);
    const list = [chat.event({}, finishOf(rule, 'stop'))];
    if (request.fields.stream_options?.include_usage && !rule.no_usage) {
      list.push(`data: ${JSON.stringify({ ...head, choices: [], usage: { prompt_tokens: prompt, completion_tokens: answer } })}\n\n`);
    }
    return [...list, 'data: [DONE]\n\n'];
  },
  error: (error) => `data: ${JSON.stringify({ error })}\n\ndata: [DONE]\n\n`,
  ping: ': ping\n\n',
  whole: (request, rule, text) => {
    const { prompt, answer } = usageOf(request, text);
    return { object: 'chat.completion', choices: [{ index: 0, finish_reason: finishOf(rule, 'stop'),
      message: { role: 'assistant', content: text } }], usage: { prompt_tokens: prompt, completion_tokens: answer } };
  },
};
const named = (type, more) => `event: ${type}\ndata: ${JSON.stringify({ type, ...more })}\n\n`;
const messages = {
  start: (request) => named('message_start', { message: { id: 'msg_1', type: 'message', role: 'assistant', content: [], stop_reason: null,
    usage: { input_tokens: usageOf(request, '').prompt - 2, cache_read_input_tokens: 2, output_tokens: 1 } } }) +
    named('content_block_start', { index: 0, content_block: { type: 'text', text: '' } }),
  piece: (text) => named('content_block_delta', { index: 0, delta: { type: 'text_delta', text } }),
  reasoning: (thinking) => named('content_block_delta', { index: 0, delta: { type: 'thinking_delta', thinking } }) +
    named('content_block_delta', { index: 0, delta: { type: 'signature_delta', signature: 'c2lnbmVk' } }),
  end: (request, rule, text) => [named('content_block_stop', { index: 0 }),
    named('message_delta', { delta: { stop_reason: finishOf(rule, 'end_turn'), stop_sequence: null }, usage: { output_tokens: usageOf(request, text).answer } }),
    named('message_stop', {})],
  error: (error) => named('error', { error }),
  ping: named('ping', {}),
  whole: (request, rule, text) => {
    const { prompt, answer } = usageOf(request, text);
    return { type: 'message', role: 'assistant', content: [{ type: 'text', text }], stop_reason: finishOf(rule, 'end_turn'),
      usage: { input_tokens: prompt, output_tokens: answer } };
  },
};
const endpoints = { '/v1/chat/completions': chat, '/v1/messages': messages };

function begin(response, type = 'text/event-stream') {
  response.writeHead(200, { 'content-type': type });
}

// All events of a whole answer, as a list.
function events(request, rule, text) {
  const { words } = request;
  return [words.start(request), ...cut(text).map(words.piece), ...words.end(request, rule, text)];
}

async function writeEach(response, pieces, pause_ms = 0) {
  for (const piece of pieces) {
    if (response.destroyed) return;
    response.write(piece);
    if (pause_ms) await sleep(pause_ms);
  }
}

function sendStatus(response, rule) {
  const body = rule.error !== undefined ? JSON.stringify({ error: rule.error }) : rule.body ?? '';
  response.writeHead(rule.status, { 'content-type': rule.error ? 'application/json' : 'text/plain', ...rule.headers });
  response.end(body);
}

// --- faults: (response, request, rule, text) ---

const faults = {
  status: (response, request, rule) => sendStatus(response, rule),
  // Says no to a field that the request has ("field"), maybe in words of its own ("error"), and answers without it.
  refuse: (response, request, rule, text) => {
    if (!(rule.field in request.fields)) return answer(response, request, rule, text);
    sendStatus(response, { status: 400, error: rule.error ?? { message: `Unsupported parameter: '${rule.field}' is not supported with this model.`,
      type: 'invalid_request_error', param: rule.field, code: 'unsupported_parameter' } });
  },
  // Has only so many tokens for question and answer ("context"), or for an answer ("most"), and says so in one of the ways.
  context: (response, request, rule, text) => {
    const asked = request.fields.max_tokens ?? request.fields.max_completion_tokens ?? 16;
    const input = Math.ceil(request.user.length / 4), { context = 1e9, most = 1e9 } = rule;
    if (input + asked <= context && asked <= most) return answer(response, request, rule, text);
    sendStatus(response, { status: 400, error: { type: 'invalid_request_error', message: {
      openai: `This model's maximum context length is ${context} tokens. However, you requested ${input + asked} tokens (${input} in the messages, ${asked} in the completion). Please reduce the length of the messages or completion.`,
      vllm: `'max_tokens' or 'max_completion_tokens' is too large: ${asked}. This model's maximum context length is ${context} tokens and your request has ${input} input tokens (${asked} > ${context} - ${input}).`,
      anthropic: `input length and \`max_tokens\` exceed context limit: ${input} + ${asked} > ${context}, decrease input length or \`max_tokens\` and try again`,
      tgi: `\`inputs\` tokens + \`max_new_tokens\` must be <= ${context}. Given: ${input} \`inputs\` tokens and ${asked} \`max_new_tokens\``,
      cap: `max_tokens: ${asked} > ${most}, which is the maximum allowed number of output tokens for this model`,
      mute: 'The requested max_tokens are too many for this model.',
      prompt: `the request (${input} tokens) exceeds the available context size (${context} tokens), try increasing it`,
    }[rule.words] } });
  },
  // Lets in who has the key, and tells others theirs.
  key: (response, request, rule, text) => {
    if (request.key === rule.key) return answer(response, request, rule, text);
    sendStatus(response, { status: 401, error: { message: `Incorrect key: ${request.shown_key}`, code: 'invalid_api_key' } });
  },
  close: (response) => response.socket.destroy(),
  garbage: (response) => response.socket.end('SSH-2.0-no-model-here\r\n'),
  // A connection that was kept is dead when it is used again.
  dead: (response, request, rule, text) => {
    if (response.socket.served) return response.socket.destroy();
    response.socket.served = true;
    return answer(response, request, rule, text);
  },
  stall: () => {},
  stall_middle: async (response, request, rule, text) => {
    begin(response);
    await writeEach(response, events(request, rule, text).slice(0, 3));
  },
  pings: async (response, request) => {
    begin(response);
    while (!response.destroyed) await writeEach(response, [request.words.ping], 20);
  },
  cut: async (response, request, rule, text) => {
    begin(response);
    await writeEach(response, events(request, rule, text).slice(0, 4), 5);
    response.socket.destroy();
  },
  // Ends properly as HTTP goes, but without a finish_reason.
  cut_clean: async (response, request, rule, text) => {
    begin(response);
    await writeEach(response, events(request, rule, text).slice(0, 4));
    response.end();
  },
  // Everything is there, but the connection never ends.
  no_end: async (response, request, rule, text) => {
    begin(response);
    await writeEach(response, events(request, rule, text).slice(0, -1));
  },
  // The same with its last word.
  no_close: async (response, request, rule, text) => {
    begin(response);
    await writeEach(response, events(request, rule, text));
  },
  bytes: async (response, request, rule, text) => {
    begin(response);
    response.socket.setNoDelay(true);
    const all = Buffer.from(events(request, rule, text).join(''));
    for (const byte of all) response.write(Buffer.from([byte]));
    response.end();
  },
  odd: async (response, request, rule, text) => {
    begin(response, 'text/plain');
    const list = events(request, rule, text).map((piece) => piece.replace(/\n/g, '\r\n'));
    response.write(`\ufeff: hello\r\n\r\nretry: 3000\r\nid: 7\r\n\r\ndata: {"choices":[]}\r\n\r\n`);
    response.write('data: {"object":"news","unknown":[1,{"a":null}]}\r\n\r\ndata:\r\n\r\nevent: message\r\n');
    response.write(list.join(': ping\r\n\r\n'));
    response.end();
  },
  one_write: (response, request, rule, text) => {
    begin(response);
    response.end(events(request, rule, text).join(''));
  },
  bad_utf8: async (response, request, rule, text) => {
    begin(response);
    const list = events(request, rule, text);
    const bad = request.words.piece('@').split('@').map((part) => Buffer.from(part));
    response.write(list[0]);
    response.write(Buffer.concat([...bad.slice(0, 1), Buffer.from([0xe2, 0x82]), ...bad.slice(1)]));
    response.end(list.slice(1).join(''));
  },
  plain: (response, request, rule, text) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(request.words.whole(request, rule, text), null, 1));
  },
  gzip: (response, request, rule, text) => {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'content-encoding': 'gzip' });
    response.end(gzipSync(events(request, rule, text).join('')));
  },
  html: (response) => {
    begin(response, 'text/html');
    response.end('<!DOCTYPE html><title>Welcome</title>');
  },
  empty: (response) => {
    begin(response);
    response.end();
  },
  error_event: async (response, request, rule, text) => {
    begin(response);
    await writeEach(response, events(request, rule, text).slice(0, 2));
    response.end(request.words.error(rule.error));
  },
  reasoning: async (response, request, rule, text) => {
    begin(response);
    await writeEach(response, cut('Let me think.').map((part) => request.words.reasoning(part, rule.field)));
    response.end(events(request, rule, text).join(''));
  },
  endless: async (response, request) => {
    begin(response);
    const piece = request.words.piece('x'.repeat(50000));
    while (!response.destroyed) await writeEach(response, [piece], 1);
  },
  // 200 MB: events that say nothing ("events"), one JSON string without an end, or no event at all.
  huge: async (response, request, rule) => {
    begin(response, rule.form === 'json' ? 'application/json' : 'text/event-stream');
    const piece = rule.form === 'json' ? 'x'.repeat(1 << 20) : rule.form === 'events' ? `data: {"more":"${'x'.repeat(500000)}"}\n\n`.repeat(2) : ':' + 'x'.repeat(1 << 20);
    if (rule.form === 'json') response.write('{"choices": [{"message": {"content": "');
    for (let i = 0; i < 200 && !response.destroyed; i++) {
      if (!response.write(piece)) await Promise.race([new Promise((done) => response.once('drain', done)), new Promise((done) => response.once('close', done))]);
    }
    response.end();
  },
  // A piece in the middle that is no JSON: half of a surrogate pair.
  hole: async (response, request, rule, text) => {
    begin(response);
    const list = events(request, rule, text);
    list.splice(2, 0, 'data: {"choices":[{"index":0,"delta":{"content":"\\ud800"}}]}\n\n');
    await writeEach(response, list, 0);
    response.end();
  },
  // Sends headers and the promise of a body, and then nothing.
  stall_headers: (response) => {
    begin(response);
    response.flushHeaders();
  },
  // A token every 20 ms, for cancelling.
  slow: async (response, request, rule, text) => {
    begin(response);
    await writeEach(response, events(request, rule, text.repeat(200)), 20);
    response.end();
  },
};

async function answer(response, request, rule, text) {
  if (!request.fields.stream) return faults.plain(response, request, rule, text);
  begin(response);
  await writeEach(response, events(request, rule, text), rule.pause_ms ?? 0);
  response.end();
}

// --- requests ---

const seen = {};
let count = 0;
let active = 0;

function describe(fields, headers, words) {
  const text = (role) => (fields.messages ?? []).filter((message) => message.role === role).map((message) => message.content).join('\n');
  const system = fields.system ?? text('system');
  const op = ops[openings.findIndex((opening) => system.startsWith(opening))] ?? 'unknown';
  seen[op] = (seen[op] ?? 0) + 1;
  const hash = createHash('sha256').update(JSON.stringify(fields.messages ?? null)).digest('hex').slice(0, 16);
  const shown_key = (words === chat ? headers.authorization : headers['x-api-key']) ?? '';
  return { n: ++count, op, nth: seen[op], user: text('user'), hash, fields, words, shown_key, key: shown_key.replace(/^Bearer /, '') };
}

function choose(request) {
  for (const rule of script.rules) {
    const fits = (rule.op ?? request.op) === request.op && (rule.model ?? request.fields.model) === request.fields.model &&
      (rule.nth ?? request.nth) === request.nth && (rule.n ?? request.n) === request.n && (!rule.has || request.user.includes(rule.has)) && rule.times !== 0;
    if (!fits) continue;
    if (rule.times) rule.times--;
    return rule;
  }
  return {};
}

async function serve(incoming, response) {
  const chunks = [];
  for await (const chunk of incoming) chunks.push(chunk);
  if (incoming.url === '/v1/models' && incoming.method === 'GET') {
    return sendStatus(response, { status: 200, headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ object: 'list', data: (script.models ?? ['scripted']).map((id) => ({ id, object: 'model' })) }) });
  }
  if (incoming.url === '/stats') { // how many connections there are, this one not counted, and requests that are worked on
    server.getConnections((error, connections) => sendStatus(response, { status: 200, body: JSON.stringify({ connections: connections - 1, active, requests: count }) }));
    return undefined;
  }
  const words = endpoints[incoming.url];
  if (!words || incoming.method !== 'POST' || (words === messages && !incoming.headers['anthropic-version'])) {
    return sendStatus(response, { status: 404, error: { message: 'File Not Found', type: 'not_found_error', code: 404 } });
  }
  if (options.keep) writeFileSync(options.keep, Buffer.concat(chunks));
  const request = describe(JSON.parse(Buffer.concat(chunks).toString()), incoming.headers, words);
  const { messages: unlogged, system, ...fields } = request.fields;
  log({ n: request.n, op: request.op, model: request.fields.model, hash: request.hash, fields });
  active++;
  response.on('close', () => { active--; });
  response.on('close', () => log({ n: request.n, model: request.fields.model, end: response.writableFinished ? 'whole' : 'cut' }));
  const rule = choose(request);
  await sleep(Number(rule.delay_ms ?? options.delay ?? 0));
  const held = request.fields.response_format && script.schemas ? inSchema[request.op] : undefined;
  const text = fill(rule.say ?? held ?? proper[request.op] ?? 'Hello.', request);
  await (faults[rule.fault] ?? answer)(response, request, rule, text);
}

const server = createServer((incoming, response) => {
  serve(incoming, response).catch((error) => {
    if (!response.destroyed) process.stderr.write(`${error.stack}\n`);
    response.destroy();
  });
});
server.listen(Number(options.port ?? 0), '127.0.0.1', () => process.stdout.write(`${server.address().port}\n`));
process.stdin.on('end', () => process.exit(0)).resume();
process.on('SIGTERM', () => process.exit(0));
