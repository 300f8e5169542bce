// What the status bar item says: how far learning is, that the day's limit is reached, that it fails, and why. With a model
// server on loopback that takes its time, and then with one that refuses.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { top } from './editor.mjs';
import { FILE, ORIGINAL, write } from './vscode-story.mjs';
import { until } from './vscode-window.mjs';

export async function startModel(code, name, rules) {
  const script = join(code.world.work, `${name}.json`);
  writeFileSync(script, JSON.stringify({ rules }));
  const child = spawn(process.execPath, [join(top, 'tests/servers/model.mjs'), '--script', script, '--delay', '400'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const [port] = await once(child.stdout, 'data');
  return { child, url: `http://127.0.0.1:${Number(port)}` };
}

// Settings of this machine: those that name servers are read from nowhere else.
export function setMachine(code, settings) {
  mkdirSync(join(code.data, 'Machine'), { recursive: true });
  writeFileSync(join(code.data, 'Machine/settings.json'), JSON.stringify(settings));
}

async function openWith(code, name, settings) {
  setMachine(code, settings);
  return code.open(code.makeFolder(name, { [FILE]: ORIGINAL }), FILE);
}

async function untilSays(window, text) {
  await until(`the status bar item says ${text}`, async () => (await window.statusText()).includes(text), 30);
}

export async function states(code, ok) {
  const slow = await startModel(code, 'slow', []);
  const model = { 'prosed.model.engine': 'openai', 'prosed.model.url': slow.url, 'prosed.model.name': 'test' };
  let window = await openWith(code, 'learning', model);
  await write(window);
  await untilSays(window, 'learning 1 of');
  await window.shot('1-learning');
  await window.status().click();
  await window.shows('.quick-input-widget', 'Pause learning');
  await window.shot('2-menu');
  await window.find('.quick-input-list .monaco-list-row', 'Pause learning').click();
  await untilSays(window, 'paused');
  await window.command('prosed: Resume Learning');
  await untilSays(window, 'learning 1 of');
  await window.untilIdle();
  ok('learning, paused, resumed, done, with a model server');
  await window.page.close();

  code.set({ 'prosed.learn.daily_tokens': 100 });
  window = await openWith(code, 'capped', model);
  await write(window);
  await untilSays(window, 'capped');
  await window.status().hover();
  await window.shows('.monaco-hover', 'tomorrow');
  await window.shot('3-capped');
  ok('capped');
  await window.page.close();
  slow.child.kill();

  const refusing = await startModel(code, 'refusing', [{ fault: 'status', status: 401, error: 'no such key' }]);
  code.set({});
  window = await openWith(code, 'failing', { ...model, 'prosed.model.url': refusing.url });
  await write(window);
  await untilSays(window, 'failing');
  await window.status().hover();
  await window.shows('.monaco-hover', '401');
  await window.shot('4-failing');
  ok('failing, and why');
  await window.page.close();

  setMachine(code, { 'prosed.server.path': '/nowhere/prosed' });
  window = await code.open(code.makeFolder('missing', { [FILE]: ORIGINAL }), FILE);
  await window.openFile(FILE);
  await window.toast('/nowhere/prosed');
  await untilSays(window, 'not found');
  await window.shot('5-missing');
  refusing.child.kill();
  ok('a program that is not there');
}
