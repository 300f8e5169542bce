// A folder from somebody else brings settings along: none of them starts a program or names a server, and until the folder
// is trusted none counts at all.
import assert from 'node:assert/strict';
import { chmodSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FILE, ORIGINAL } from './vscode-story.mjs';
import { until } from './vscode-window.mjs';

export async function trust(code, ok) {
  const folder = code.makeFolder('theirs', { [FILE]: ORIGINAL });
  const trap = join(folder, 'trap'), sprung = join(folder, 'sprung');
  writeFileSync(trap, `#!/bin/sh\ntouch '${sprung}'\n`);
  chmodSync(trap, 0o755);
  code.makeFolder('theirs', { '.vscode/settings.json': JSON.stringify({
    'prosed.server.path': trap, 'prosed.model.engine': 'openai', 'prosed.model.url': 'http://127.0.0.1:9', 'prosed.model.key_command': trap,
    'prosed.completion.trigger': 'typing',
  }) });
  const window = await code.open(folder, FILE);
  await window.shows('.statusbar-item', 'Restricted Mode');
  await window.shot('1-restricted');
  const check = async (where, triggers) => {
    await window.openFile(FILE);
    await window.untilIdle();
    await window.status().click();
    await window.shows('.quick-input-widget', 'writes: offline');
    await window.shot(`${where}-menu`);
    await window.keys('Escape');
    await window.clickLine('Lighthouse');
    await window.keys('Control+End');
    await window.type('\nIt comes as soon as possible, and not before. He goes as soon as possible, and not before. We will fit it as soon as');
    const offered = () => window.shows('[class*="ghost-text"]', 'possible', 0.5).then(() => true, () => false);
    if (triggers) await until('a completion comes while typing', async () => { await window.keys('Space', 'Backspace'); return offered(); });
    else assert.ok(!await offered(), `${where}: no completions while typing`);
    assert.ok(!existsSync(sprung), `${where}: a program that the folder names was run`);
  };
  await check('2-restricted', false);
  ok('not trusted: the extension works, the settings of the folder do not count');

  await window.command('Workspaces: Manage Workspace Trust');
  await window.shows('.workspace-trust-editor', 'Restricted');
  await window.shot('3-manage');
  await window.find('.workspace-trust-editor .monaco-button', 'Trust').click();
  await window.hides('.statusbar-item', 'Restricted Mode');
  await window.find('.workspace-trust-editor').click({ position: { x: 5, y: 5 } });   // it lies over all else
  await window.keys('Escape');
  await window.hides('.workspace-trust-editor');
  await check('4-trusted', true);
  ok('trusted: those that narrow count, a program and a server still do not');
}
trust.prepare = () => ({ trust: true });
