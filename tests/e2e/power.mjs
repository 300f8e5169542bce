// The power fails at random moments. A session is played with every change of the disk logged; from the log, the disk is
// made anew as it may be found after each moment: what was not yet synced is there, is not, or is there in part (in
// sectors of 512 bytes, each by itself), and names in a folder that was not synced may be missing. On each such disk a
// new server has to find all that was reported before the moment, and learn the rest once.
// Usage: node power.mjs [PROSED] [MOMENTS]; SEED=n repeats a run.
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Editor, Facts, Session, check, checkWorld, makeWorld, resolve, top, withShims } from './session.mjs';

const prosed = resolve(process.argv[2] ?? join(top, 'build/sanitize/prosed'));
const MOMENTS = Number(process.argv[3] ?? 200), SECTOR = 512;
const firstSeed = Number(process.env.SEED ?? Date.now() % 1e9);
let seed = firstSeed;
const random = () => (seed = (seed * 1103515245 + 12345) % 2147483648) / 2147483648;
const pick = count => Math.floor(random() * count);

// The records of tests/shim/disk.c; end is where each stands in the log.
function readLog(data) {
  const changes = [];
  for (let at = 0; at < data.length;) {
    const newline = data.indexOf(10, at), [kind, name, number, len] = data.toString('latin1', at, newline).split(' ');
    at = newline + 1;
    const change = { kind, name, number: Number(number) };
    if (kind === 'W') { change.data = data.subarray(at, at + Number(len)); at += Number(len); }
    changes.push({ ...change, end: at });
  }
  return changes;
}

class File {
  constructor() { this.bytes = Buffer.alloc(0); }
  resize(size) {
    if (size <= this.bytes.length) this.bytes = this.bytes.subarray(0, size);
    else this.bytes = Buffer.concat([this.bytes, Buffer.alloc(size - this.bytes.length)]);
  }
  write(offset, data) {
    if (offset + data.length > this.bytes.length) this.resize(offset + data.length);
    else this.bytes = Buffer.from(this.bytes);
    data.copy(this.bytes, offset);
  }
  // With chance, or sector by sector.
  writeInPart(offset, data, chance) {
    for (let from = 0; from < data.length;) {
      const to = Math.min(data.length, from + SECTOR - ((offset + from) % SECTOR));
      if (random() < chance) this.write(offset + from, data.subarray(from, to));
      from = to;
    }
  }
}

// What may be found on the disk when the power fails after `changes`. Returns name -> File, and the folders.
function crash(changes) {
  const inodes = new Map(); // name -> { synced: changes up to the last sync, pending: those after, named: its folder was synced }
  const folders = new Map([['.', true]]); // name -> whether its own name is on the disk
  const chance = [0, 1, random()][pick(3)];
  for (const change of changes) {
    const { kind, name } = change, inode = inodes.get(name);
    if (kind === 'M') folders.set(name, false);
    if (kind === 'C') inodes.set(name, { synced: [], pending: [], named: false });
    if (kind === 'U') inodes.set(name, { ...inode, removed: true });
    if (kind === 'W' || kind === 'T') inode.pending.push(change);
    if (kind === 'S') inode.synced.push(...inode.pending.splice(0));
    if (kind === 'D') {
      for (const [file, node] of inodes) if (dirname(file) === name) { if (node.removed) inodes.delete(file); else node.named = true; }
      for (const folder of folders.keys()) if (dirname(folder) === name) folders.set(folder, true);
    }
  }
  const there = new Map([['.', true]]), files = new Map();
  for (const [folder, named] of folders) if (folder !== '.' && there.get(dirname(folder)) && (named || random() < chance)) there.set(folder, true);
  for (const [name, { synced, pending, named, removed }] of inodes) {
    if (name.endsWith('-shm') || !there.get(dirname(name))) continue; // shared memory: nobody syncs it, everybody makes it anew
    if (removed ? random() < chance : !named && random() >= chance) continue;
    const file = new File();
    for (const { kind, number, data } of synced) kind === 'W' ? file.write(number, data) : file.resize(number);
    for (const { kind, number, data } of pending) {
      if (kind === 'W') file.writeInPart(number, data, chance);
      else if (random() < chance) file.resize(number);
    }
    files.set(name, file.bytes);
  }
  return { files, folders: [...there.keys()] };
}

const world = makeWorld('power'), env = world.env, data = join(world.work, 'data'), log = join(world.work, 'log');
const facts = new Facts();
facts.clock = () => statSync(log, { throwIfNoEntry: false })?.size ?? 0; // what was reported was written before
let failed = 0;
try {
  world.env = withShims(env, { disk: { SHIM_DISK: data, SHIM_DISK_LOG: log } });
  const editor = await new Editor(prosed, world).start();
  const session = await new Session(editor, facts).play();
  check(!session.refused.length && await editor.stop() === 0, `the session is played in order:\n${session.refused}${editor.log}`);
} catch (error) {
  console.error(`FAIL: ${error.stack}`);
  process.exit(1);
}
const changes = readLog(readFileSync(log));
world.env = env;
let whole = 0;
for (let i = 0; i < MOMENTS; i++) {
  const count = pick(changes.length + 1), seedHere = seed, until = count ? changes[count - 1].end : 0;
  const { files, folders } = crash(changes.slice(0, count));
  rmSync(data, { recursive: true, force: true });
  mkdirSync(data);
  for (const folder of folders) mkdirSync(join(data, folder), { recursive: true });
  for (const [name, bytes] of files) writeFileSync(join(data, name), bytes, { mode: 0o600 });
  try {
    whole += await checkWorld(prosed, world, facts, { until });
  } catch (error) {
    console.error(`FAIL: after change ${count} of ${changes.length} (${changes[count - 1]?.kind} ${changes[count - 1]?.name}), seed ${seedHere}: ${error.message}`);
    failed++;
  }
}
rmSync(world.work, { recursive: true, force: true });
console.log(`${failed ? 'FAIL' : 'ok'}: power lost at ${MOMENTS} moments among ${changes.length} changes of the disk, ${failed} with a loss; ${whole} samples were there again (SEED=${firstSeed})`);
process.exit(failed ? 1 : 0);
