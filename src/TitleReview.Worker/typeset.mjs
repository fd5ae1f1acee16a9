import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { Refused } from './refused.mjs';

const here = name => fileURLToPath(new URL(name, import.meta.url));
const fonts = JSON.parse(readFileSync(here('fonts.json')));

let compiler;
const started = () => compiler ??= NodeCompiler.create({
  // A folder that does not exist: templates see what the job brings and no file of this machine.
  workspace: here('no-such-folder'),
  fontArgs: [{ fontPaths: fonts.map(font => here(font.file)) }],
});

/** { main, files: {name: text}, images: {name: base64}, data, createdAt: unix seconds } → { pdf: base64, pages } */
export function typeset({ main, files = {}, images = {}, data = {}, createdAt = 0 }) {
  const typst = started();
  typst.resetShadow();
  const put = (name, bytes) => typst.mapShadow(here(`no-such-folder/${name}`), bytes);

  for (const [name, text] of Object.entries(files)) put(name, Buffer.from(text));
  for (const [name, base64] of Object.entries(images)) put(name, Buffer.from(base64, 'base64'));
  put('data.json', Buffer.from(JSON.stringify(data)));

  try {
    const compiled = typst.compile({ mainFilePath: here(`no-such-folder/${main}`), resetRead: true });
    if (compiled.hasError() || !compiled.result) throw new Refused('template', why(typst, compiled));
    const pdf = typst.pdf(compiled.result, { creationTimestamp: createdAt });
    return { pdf: pdf.toString('base64'), pages: compiled.result.numOfPages };
  } finally {
    typst.evictCache(5);
  }
}

function why(typst, compiled) {
  const error = compiled.takeDiagnostics();
  return error ? JSON.stringify(typst.fetchDiagnostics(error)) : 'no document';
}
