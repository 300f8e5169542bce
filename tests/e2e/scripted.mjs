// The scripted model server (tests/servers/model.mjs) for end-to-end tests, and a world that is set up to use it.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { top } from './editor.mjs';

export async function startServer(world, script, ...options) {
  const file = join(world.work, 'script.json'), log = join(world.work, 'server.log');
  writeFileSync(file, JSON.stringify(script));
  const child = spawn('node', [join(top, 'tests/servers/model.mjs'), '--script', file, '--log', log, ...options], { stdio: ['pipe', 'pipe', 'inherit'] });
  const port = await new Promise((done, fail) => {
    child.stdout.once('data', data => done(Number(data)));
    child.once('exit', () => fail(new Error('the scripted server did not start')));
  });
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    log: () => (existsSync(log) ? readFileSync(log, 'utf8').split('\n').filter(Boolean).map(line => JSON.parse(line)) : []),
    requests() { return this.log().filter(entry => entry.hash); },
    stats: async () => (await fetch(`http://127.0.0.1:${port}/stats`, { headers: { connection: 'close' } })).json(),
    stop: () => new Promise(done => { child.once('exit', done); child.stdin.end(); }),
  };
}

export function setModel(world, server, more = {}, rest = {}) {
  for (const name of ['http_proxy', 'HTTP_PROXY', 'all_proxy', 'ALL_PROXY']) delete world.env[name]; // it is on this machine
  writeFileSync(world.settings, JSON.stringify({ model: { engine: 'openai', url: server.url, name: 'scripted', ...more }, ...rest }));
}
