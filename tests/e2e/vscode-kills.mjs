// The server is killed in the middle of each step. It is stopped first, so that the step surely waits for it: typing goes on
// meanwhile, and afterwards the client says what happened, a new server runs, and nothing is lost.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { sleep } from './editor.mjs';
import { FILE, ORIGINAL, OWN_WORDS, PREVIEW } from './vscode-story.mjs';
import { until } from './vscode-window.mjs';

const TYPING_MS = 15_000;   // generous, for a machine that does other things; a server that is waited for never answers

const findServers = code => execFileSync('ps', ['-eo', 'pid=,args='], { encoding: 'utf8' }).split('\n')
  .filter(line => line.includes(`${code.program} lsp`)).map(line => Number.parseInt(line, 10));

async function findServer(code) {
  return (await until('one server runs', () => { const found = findServers(code); return found.length === 1 && found; }))[0];
}

const listSamples = ({ code, folder }) => execFileSync(code.program, ['samples', '--project', folder], { env: code.env, encoding: 'utf8' });

let typed = 0;
async function type(window) {
  const text = `(note ${++typed})`;
  await window.clickLine('Lighthouse');
  await window.keys('End', 'Enter');
  const begun = Date.now();
  await window.type(text);
  await window.shows('.view-line', text);
  assert.ok(Date.now() - begun < TYPING_MS, `typing took ${Date.now() - begun} ms`);
}

const askRewrite = async window => { await window.clickLine('lamp'); await window.keys('Alt+p', 'r'); };
const showPreview = async window => { await askRewrite(window); await window.shows('.codelens-decoration', 'Accept'); };

// What is done before the server is stopped, while it is stopped, and what holds once another one runs.
const STEPS = [
  { name: 'typing', during: type },
  { name: 'saving', during: async window => {
    await type(window);
    await window.savesAs(FILE, new RegExp(`note ${typed}`));
  } },
  { name: 'rewriting', during: async window => {
    await askRewrite(window);
    await window.toast('Rewriting in your style');
    await type(window);
    await window.shot('1-waiting');
  }, after: async window => {
    await window.toast('ended before it answered');
    await window.shot('2-told');
    await showPreview(window);
    await window.keys('Escape');
    await window.hides(PREVIEW);
  } },
  { name: 'accepting', before: showPreview, during: async window => {
    await window.keys('Control+Enter');
    await window.hides(PREVIEW);
    await window.shows('.view-line', "The lamp doesn't");
  }, after: async window => {
    await window.savesAs(FILE, /The lamp doesn't turn/);
    await window.keys('Control+z');
    await window.savesAs(FILE, /The lamp does not turn/);
  } },
  { name: 'rejecting', before: showPreview, during: async window => {
    await window.keys('Escape');
    await window.hides(PREVIEW);
  }, after: async window => { await window.savesAs(FILE, /The lamp does not turn/); } },
  { name: 'completing', during: async window => {
    await window.clickLine('Lighthouse');
    await window.keys('Control+End');
    await window.type('It comes as soon as possible, and not before. He goes as soon as possible, and not before. We will fit the glass as soon as');
    await window.keys('Alt+p', 'p');
    await type(window);
  }, after: async window => {
    await window.keys('Control+End');
    await window.ghost('possible');
    await window.keys('Escape');
  } },
  { name: 'muting', before: window => window.openViews(), during: async window => {
    await window.rowAction('Use contractions.', 'Mute');
    await type(window);
  }, after: async window => {
    await window.toast('ended before it answered');
    await window.row('Use contractions.').waitFor();
    await window.rowAction('Use contractions.', 'Mute');
    await window.shows('.pane-body .monaco-list-row', 'muted');
    await window.rowAction('Use contractions.', 'Unmute');
    await window.hides('.pane-body .monaco-list-row', 'muted');
  } },
  { name: 'reading the page', during: async window => {
    await window.command('prosed: Open My Writing Preferences');
    await sleep(500);
  }, after: async window => {
    await window.shows('.tab.active', 'My writing preferences');
    await window.shows('.view-line', 'Use contractions');
    await window.keys('Control+w');
  } },
  { name: 'learning', before: async window => {
    await window.clickLine('Lighthouse');
    await window.keys('Control+End', 'Enter', 'Enter');
    await window.type("The keeper's boat hasn't come in since the storm, and we don't know whether the nets, the oars, and the sail are still where he'd left them.");
    await window.savesAs(FILE, /he'd left them/);
    await until('the server keeps what was saved', () => listSamples(window).includes("The keeper's boat"));
  }, during: type, after: async window => {
    await window.saved(FILE);
    await window.page.locator('.pane-header', { hasText: 'Samples' }).click();
    await window.row("The keeper's boat").waitFor();
    await window.untilIdle();
  } },
];

async function kill(code, window, { before, during, after }) {
  await before?.(window);
  const pid = await findServer(code);
  process.kill(pid, 'SIGSTOP');
  try {
    await during(window);
  } finally {
    process.kill(pid, 'SIGKILL');
  }
  await window.toast('ended unexpectedly');
  await until('another server runs', () => { const [found] = findServers(code); return found && found !== pid; });
  await window.untilIdle();
  await after?.(window);
  if (typed) await window.savesAs(FILE, new RegExp(`note ${typed}`));   // nothing that was typed is lost
  await window.command('prosed: Restart Server');   // by hand it may be started as often as one likes
  await until('the server was started again', () => findServers(code).length === 1);
  await window.untilIdle();
  await window.clearToasts();
}

export async function kills(code, ok) {
  const folder = code.makeFolder('kills', { [FILE]: ORIGINAL, 'own.md': OWN_WORDS[0], 'oil.md': OWN_WORDS[2] });
  code.learn(folder, 'own.md', 'oil.md');
  const window = await code.open(folder, FILE);
  await window.openFile(FILE);
  await window.untilIdle();
  for (const step of STEPS) {
    await kill(code, window, step);
    ok(`killed while ${step.name}`);
  }
  for (let n = 0; n < 4; n++) {
    const pid = await findServer(code);
    await window.untilIdle();
    process.kill(pid, 'SIGKILL');
    await until('it is noticed', () => !findServers(code).includes(pid));
  }
  await window.toast('is not started again');
  await until('the status bar says so', async () => (await window.statusText()).includes('stopped'));
  await window.openViews();
  await window.shows('.pane-body', 'The server is not running');
  await window.shot('3-given-up');
  await type(window);
  await window.find('.notification-toast .monaco-button', 'Try Again').click();
  await window.untilIdle();
  ok('killed again and again: given up, said so, started by hand');
  await window.page.close();
}
