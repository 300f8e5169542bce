// The packaged extension in the real VS Code, driven by keys and clicks. The parts are stories that each stand alone:
//   node vscode-parts.mjs VSIX TOOLS SCREENS [PART...]     TOOLS: the folder that vscode-tools fills
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { activation } from './vscode-activation.mjs';
import { commands } from './vscode-commands.mjs';
import { feedback } from './vscode-feedback.mjs';
import { hints } from './vscode-hints.mjs';
import { kills } from './vscode-kills.mjs';
import { privacy } from './vscode-privacy.mjs';
import { states } from './vscode-states.mjs';
import { story } from './vscode-story.mjs';
import { trust } from './vscode-trust.mjs';
import { Code } from './vscode-window.mjs';

const PARTS = { activation, story, commands, hints, kills, feedback, states, trust, privacy };
const [vsix, tools, screens, ...wanted] = process.argv.slice(2);

let failed = false;
for (const name of wanted.length ? wanted : Object.keys(PARTS)) {
  const begun = Date.now();
  const code = await Code.start({ vsix, tools, screens: join(screens, name), prepare: PARTS[name].prepare });
  let passed = false;
  try {
    await PARTS[name](code, text => console.log(`ok: ${text}`));
    console.log(`${name}: ${Math.round((Date.now() - begun) / 1000)} s`);
    passed = true;
  } catch (error) {
    failed = true;
    console.error(`FAILED ${name}:`, error);
    let count = 0;
    for (const page of code.browser?.contexts().flatMap(context => context.pages()) ?? []) {
      await page.screenshot({ path: join(code.screens, `failed-${++count}.png`) });
    }
    writeFileSync(join(code.screens, 'failed.log'), code.log);
  } finally {
    await code.stop();
    if (passed) code.remove();   // else it may be looked at
  }
}
process.exit(failed ? 1 : 0);
