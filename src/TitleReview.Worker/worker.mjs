// One JSON line in, one JSON line out; nothing else is ever written to stdout.
import { Console } from 'node:console';
import { typeset } from './typeset.mjs';
import { accept, burn, copies, inspect, thumbnail } from './images.mjs';
import { Refused } from './refused.mjs';

globalThis.console = new Console(process.stderr, process.stderr);

// The reader's engine is large; a process that typesets never loads it.
const read = async job => (await import('./ocr.mjs')).read(job);

const operations = { typeset, thumbnail, inspect, copies, accept, burn, read, ready: () => ({ node: process.version }) };

async function answer(line) {
  let id = null;
  try {
    const job = JSON.parse(line);
    id = job.id ?? null;
    if (!Object.hasOwn(operations, job.op)) throw new Refused('unknown-op', String(job.op));
    return { id, ok: true, ...await operations[job.op](job) };
  } catch (e) {
    const reason = e instanceof Refused ? e.reason : e instanceof SyntaxError ? 'bad-request' : 'failed';
    return { id, ok: false, reason, detail: String(e?.message ?? e).slice(0, 2000) };
  }
}

async function* lines(stream) {
  let parts = [];
  for await (const chunk of stream) {
    let start = 0;
    for (let end; (end = chunk.indexOf(10, start)) >= 0; start = end + 1) {
      parts.push(chunk.subarray(start, end));
      yield Buffer.concat(parts).toString('utf8');
      parts = [];
    }
    if (start < chunk.length) parts.push(chunk.subarray(start));
  }
}

const write = text => new Promise(done => process.stdout.write(text, done));

// The app closes stdin when it stops, and so does the kernel when the app dies: then the worker ends too.
for await (const line of lines(process.stdin)) {
  await write(JSON.stringify(await answer(line)) + '\n');
}
process.exit(0);
