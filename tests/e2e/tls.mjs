// Certificates, HTTP/2 and proxies, as curl's users expect them.
// Usage: node tls.mjs [PROSED]
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createSecureServer } from 'node:http2';
import { createServer as createHttps } from 'node:https';
import { join, resolve } from 'node:path';
import { Editor, makeWorld, top } from './editor.mjs';

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
  request.resume();
  request.on('end', () => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
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
async function ask(url, env = {}) {
  writeFileSync(world.settings, JSON.stringify({ model: { engine: 'openai', url, name: 'm' }, learn: { enabled: false } }));
  const editor = await new Editor(prosed, { ...world, env: { ...world.env, ...env } }).start();
  editor.open('a.md', 'Yesterday \n');
  const { error, result } = await editor.request('textDocument/inlineCompletion', { textDocument: { uri: editor.uri('a.md') }, position: { line: 0, character: 10 }, context: { triggerKind: 1 } });
  check(await editor.stop() === 0, 'an orderly end');
  return error?.message ?? result.items[0]?.insertText;
}
const trust = { CURL_CA_BUNDLE: file('ca.pem') };
const says = async (what, wanted, got) => { check(got.includes(wanted), `${what}: ${got}`); console.log(`ok: ${what}`); };
try {
  await says('a certificate of nobody known is refused, and what to do is said', 'CURL_CA_BUNDLE', await ask(`https://localhost:${both}`));
  check(versions.length === 0, 'nothing was sent');
  await says('a private authority is trusted by CURL_CA_BUNDLE', 'we looked', await ask(`https://localhost:${both}`, trust));
  check(versions.at(-1) === '2.0', `HTTP/2 where it is offered: ${versions}`);
  await says('or by SSL_CERT_FILE', 'we looked', await ask(`https://localhost:${both}`, { SSL_CERT_FILE: file('ca.pem') }));
  await says('HTTP/1.1 where it is not', 'we looked', await ask(`https://localhost:${old}`, trust));
  check(versions.at(-1) === '1.1', `HTTP/1.1: ${versions}`);
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
