// Certificates, HTTP/2 and proxies, as curl's users expect them.
// Usage: node tls.mjs [PROSED]
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createSecureServer } from 'node:http2';
import { createServer as createHttps } from 'node:https';
import { connect, createServer as createTcp } from 'node:net';
import { join, resolve } from 'node:path';
import { Editor, makeWorld, sleep, top } from './editor.mjs';

const prosed = resolve(process.argv[2] ?? process.env.PROSED ?? join(top, 'build/sanitize/prosed'));
if (spawnSync('openssl', ['version']).error) { console.log('openssl is not installed: no certificates to test with'); process.exit(77); }
const check = (holds, what) => { if (!holds) throw new Error(what); };
const world = makeWorld('tls');
const file = name => join(world.work, name);
const openssl = (...args) => execFileSync('openssl', args, { stdio: 'pipe', cwd: world.work });
openssl('req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', 'ca.key', '-out', 'ca.pem', '-days', '2', '-subj', '/CN=Test authority');
writeFileSync(file('ext'), 'subjectAltName=DNS:localhost');
openssl('req', '-newkey', 'rsa:2048', '-nodes', '-keyout', 'key.pem', '-out', 'csr.pem', '-subj', '/CN=localhost');
openssl('x509', '-req', '-in', 'csr.pem', '-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-out', 'cert.pem', '-days', '2', '-extfile', 'ext');

const versions = [], proxied = [];
const answer = (request, response) => {
  versions.push(request.httpVersion);
  let body = '';
  request.on('data', data => { body += data; });
  request.on('end', () => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    if (body.includes('Slowly')) { setInterval(() => response.write('data: {"choices":[{"index":0,"delta":{"content":"word "}}]}\n\n'), 20); return; }
    response.write('data: {"choices":[{"index":0,"delta":{"content":"\\"\\"\\"\\nwe looked.\\n\\"\\"\\""}}]}\n\n');
    response.end('data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n');
  });
};
const certificate = { key: readFileSync(file('key.pem')), cert: readFileSync(file('cert.pem')) };
const listen = async server => { await new Promise(done => server.listen(0, '127.0.0.1', done)); return server.address().port; };
const both = await listen(createSecureServer({ ...certificate, allowHTTP1: true }, answer));
const old = await listen(createHttps(certificate, answer));
const proxy = await listen(createServer((request, response) => { proxied.push(request.url); answer(request, response); }));

for (const name of ['http_proxy', 'https_proxy', 'HTTPS_PROXY', 'all_proxy', 'ALL_PROXY', 'no_proxy', 'NO_PROXY', 'SSL_CERT_FILE', 'SSL_CERT_DIR', 'CURL_CA_BUNDLE']) delete world.env[name];
async function start(url, env, learn = { enabled: false }) {
  writeFileSync(world.settings, JSON.stringify({ model: { engine: 'openai', url, name: 'm' }, learn }));
  return new Editor(prosed, { ...world, env: { ...world.env, ...env } }).start();
}
async function ask(url, env = {}) {
  const editor = await start(url, env);
  editor.open('a.md', 'Yesterday \n');
  const { error, result } = await editor.request('textDocument/inlineCompletion', { textDocument: { uri: editor.uri('a.md') }, position: { line: 0, character: 10 }, context: { triggerKind: 1 } });
  check(await editor.stop() === 0, 'an orderly end');
  return error?.message ?? result.items[0]?.insertText;
}
async function learn(url) {
  const editor = await start(url, {}, { quiet_s: 0 });
  editor.write('b.md', "We've looked at the lamp, the stair, and the rope again, and they're all sound. It isn't the rope that squeaks; it's the third step.\n");
  let learning;
  for (let i = 0; i < 100 && learning?.phase !== 'failing'; i++, await sleep(100)) ({ learning } = await editor.command('prosed.status'));
  check(await editor.stop() === 0, 'an orderly end');
  return JSON.stringify(learning);
}
// Whether the connection of a completion that is given up is closed: the server must not go on with it.
async function giveUp(port) {
  let open = 0;
  const between = createTcp(socket => {
    const server = connect(port, '127.0.0.1');
    open++;
    socket.on('close', () => { open--; server.destroy(); });
    for (const end of [socket, server]) end.on('error', () => {});
    socket.pipe(server).pipe(socket);
  });
  const editor = await start(`https://localhost:${await listen(between)}`, trust), before = versions.length;
  editor.open('a.md', 'Slowly \n');
  const answer = editor.request('textDocument/inlineCompletion', { textDocument: { uri: editor.uri('a.md') }, position: { line: 0, character: 7 }, context: { triggerKind: 1 } });
  for (let i = 0; i < 100 && versions.length === before; i++) await sleep(50);
  check(versions.length === before + 1 && open === 1, 'it is on its way');
  await sleep(100);
  editor.notify('$/cancelRequest', { id: editor.id });
  check((await answer).error?.code === -32800, 'it is cancelled');
  for (let i = 0; i < 40 && open; i++) await sleep(50);
  const left = open;
  check(await editor.stop() === 0, 'an orderly end');
  return left ? 'open' : 'closed';
}
const trust = { CURL_CA_BUNDLE: file('ca.pem') };
const says = async (what, wanted, got) => { check(got.includes(wanted), `${what}: ${got}`); console.log(`ok: ${what}`); };
try {
  await says('a certificate of nobody known is refused, and what to do is said', 'CURL_CA_BUNDLE', await ask(`https://localhost:${both}`));
  await says('learning waits, and says the same', 'CURL_CA_BUNDLE', await learn(`https://localhost:${both}`));
  check(versions.length === 0, 'nothing was sent');
  await says('a private authority is trusted by CURL_CA_BUNDLE', 'we looked', await ask(`https://localhost:${both}`, trust));
  check(versions.at(-1) === '2.0', `HTTP/2 where it is offered: ${versions}`);
  await says('or by SSL_CERT_FILE', 'we looked', await ask(`https://localhost:${both}`, { SSL_CERT_FILE: file('ca.pem') }));
  await says('HTTP/1.1 where it is not', 'we looked', await ask(`https://localhost:${old}`, trust));
  check(versions.at(-1) === '1.1', `HTTP/1.1: ${versions}`);
  await says('what is given up over HTTP/2 is closed', 'closed', await giveUp(both));
  check(versions.at(-1) === '2.0', `HTTP/2: ${versions}`);
  await says('and over HTTP/1.1', 'closed', await giveUp(old));
  await says('a certificate of another name is refused', 'certificate', await ask(`https://127.0.0.1:${both}`, trust));
  await says('a proxy is used', 'we looked', await ask('http://model.invalid/v1', { http_proxy: `http://127.0.0.1:${proxy}` }));
  check(proxied.at(-1) === 'http://model.invalid/v1/chat/completions', `through it: ${proxied}`);
  await says('and not for what no_proxy names', 'model.invalid', await ask('http://model.invalid/v1', { http_proxy: `http://127.0.0.1:${proxy}`, no_proxy: 'model.invalid' }));
} catch (error) {
  console.log(`FAIL: ${error.stack}`);
  process.exitCode = 1;
}
rmSync(world.work, { recursive: true, force: true });
process.exit();
