import { boxesOf } from './boxes.mjs';
import { alphabet, run } from './models.mjs';
import { fromRaw, refusing, upright } from './pictures.mjs';
import { portraitsOf } from './portraits.mjs';
import { sealsOf } from './seals.mjs';

// Found at 140 dpi of an A4 page, read at up to 300: finer finds no more and costs four times as much.
const findEdge = 1600, readEdge = 3508;
const lineHeight = 48, widestLine = 3200, worstLine = 0.35;

/**
 * { bytes } → { width, height, turn, lines, seals, portraits }. Boxes in fractions of the upright picture as stored, also where the
 * page lay on its side or its head: turn says by how many degrees clockwise it must be turned to be read.
 */
export function read(job) {
  return refusing(async () => {
    const stored = await upright(job, readEdge);
    const { picture, turn, quads } = await straightened(stored);
    const lines = [];
    for (const quad of quads) {
      const line = await lineIn(picture, quad);
      if (line) lines.push(line);
    }
    const seals = [];
    for (const seal of await sealsOf(picture)) {
      const line = await lineIn(seal.strip, corners(seal.strip));
      seals.push({ ...seal.box, text: line?.text ?? '', score: line?.score ?? 0 });
      lines.push(...await linesUnder(seal.box, picture));
    }
    const back = box => turnedBack(box, turn, picture);
    return {
      width: stored.width, height: stored.height, turn,
      lines: lines.map(l => ({ text: l.text, score: l.score, box: back(l.box), characters: l.characters.map(c => ({ text: c.text, score: c.score, box: back(c.box) })) })),
      seals: seals.map(s => ({ text: s.text, score: s.score, box: back(s) })),
      portraits: (await portraitsOf(picture)).map(p => ({ box: back(p), face: back(p.face) })),
    };
  });
}

// Print under a seal, read once more where red counts as white: what the seal crosses out for the eye of the model.
async function linesUnder(box, picture) {
  const [reach, high] = [(box.right - box.left) * 1.6, (box.bottom - box.top) * 0.1];
  const left = Math.max(0, Math.floor((box.left - reach) * picture.width)), top = Math.max(0, Math.floor((box.top - high) * picture.height));
  const width = Math.min(picture.width, Math.ceil((box.right + reach) * picture.width)) - left, height = Math.min(picture.height, Math.ceil((box.bottom + high) * picture.height)) - top;
  const { data, info } = await fromRaw(picture).extract({ left, top, width, height }).raw().toBuffer({ resolveWithObject: true });
  for (let i = 0; i < data.length; i += info.channels) data.fill(data[i], i, i + info.channels);

  const part = { data, width, height, channels: info.channels };
  const scale = Math.min(1, findEdge / Math.max(picture.width, picture.height)), lines = [];
  for (const quad of await find(part, scale)) {
    const line = await lineIn(part, quad);
    if (!line) continue;
    const out = b => ({ left: (left + b.left * width) / picture.width, right: (left + b.right * width) / picture.width, top: (top + b.top * height) / picture.height, bottom: (top + b.bottom * height) / picture.height });
    lines.push({ ...line, box: out(line.box), characters: line.characters.map(c => ({ ...c, box: out(c.box) })) });
  }
  return lines;
}

async function straightened(stored) {
  let picture = stored, turn = 0, quads = await find(picture);
  const standing = quads.filter(q => side(q, 0, 3) > 1.8 * side(q, 0, 1)).length;
  if (quads.length >= 3 && standing * 2 > quads.length) {
    [picture, turn] = [await turned(picture, 90), 90];
    quads = await find(picture);
  }
  if (await standsOnItsHead(picture, quads)) {
    [picture, turn] = [await turned(picture, 180), turn + 180];
    quads = await find(picture);
  }
  return { picture, turn, quads };
}

// The quick model only raises the suspicion; what can be read decides.
async function standsOnItsHead(picture, quads) {
  const longest = quads.filter(q => side(q, 0, 1) > 3 * side(q, 0, 3)).sort((a, b) => side(b, 0, 1) - side(a, 0, 1)).slice(0, 6);
  if (longest.length === 0) return false;
  let suspicion = 0;
  for (const quad of longest) {
    const planes = planesOf(picture, quad, lineHeight, 192, Math.min(192, Math.round(lineHeight * side(quad, 0, 1) / side(quad, 0, 3))));
    suspicion += (await run('upsideDown', planes, lineHeight, 192)).data[1] / longest.length;
  }
  if (suspicion < 0.4) return false;
  let upright = 0, turned = 0;
  for (const quad of longest.slice(0, 4)) {
    upright += (await lineIn(picture, quad))?.score ?? 0;
    turned += (await lineIn(picture, [quad[2], quad[3], quad[0], quad[1]]))?.score ?? 0;
  }
  return turned > upright;
}

async function find(picture, scale = Math.min(1, findEdge / Math.max(picture.width, picture.height))) {
  const fit = length => Math.max(32, Math.round(length * scale / 32) * 32);
  const [width, height] = [fit(picture.width), fit(picture.height)];
  const { data, info } = await fromRaw(picture).resize(width, height, { fit: 'fill', kernel: 'cubic' }).raw().toBuffer({ resolveWithObject: true });

  const planes = new Float32Array(3 * width * height), plane = width * height;
  const [mean, spread] = [[0.485, 0.456, 0.406], [0.229, 0.224, 0.225]];
  for (let i = 0; i < plane; i++)
    for (let c = 0; c < 3; c++) planes[c * plane + i] = (data[i * info.channels + 2 - c] / 255 - mean[c]) / spread[c];
  const map = await run('detect', planes, height, width);
  return boxesOf(map.data, width, height).map(quad => quad.map(([x, y]) => [x * picture.width / width, y * picture.height / height]));
}

async function lineIn(picture, quad) {
  let [across, down] = [side(quad, 0, 1), side(quad, 0, 3)];
  if (down > 1.8 * across) { quad = [quad[1], quad[2], quad[3], quad[0]]; [across, down] = [down, across]; }
  const width = Math.min(Math.max(Math.ceil(lineHeight * across / down), 16), widestLine), padded = Math.ceil(width / 32) * 32;
  const { data, dims } = await run('recognise', planesOf(picture, quad, lineHeight, padded, width), lineHeight, padded);
  const found = spelled(data, dims[1], dims[2]);
  if (found.length === 0) return null;
  const score = found.reduce((sum, c) => sum + c.score, 0) / found.length;
  if (score < worstLine) return null;

  const step = padded / dims[1] / width;
  const middles = found.map(c => (c.from + c.to) / 2);
  const pitch = found.length > 1 ? (middles.at(-1) - middles[0]) / (found.length - 1) : lineHeight * 0.9 / 8;
  const characters = found.map((c, i) => {
    const from = i === 0 ? middles[0] - pitch * 0.62 : (middles[i] + middles[i - 1]) / 2;
    const to = i === found.length - 1 ? middles[i] + pitch * 0.62 : (middles[i] + middles[i + 1]) / 2;
    const [u0, u1] = [Math.max(from, middles[i] - pitch * 1.1), Math.min(to, middles[i] + pitch * 1.1)].map(t => Math.min(Math.max(t * step, 0), 1));
    return { text: c.text, score: round(c.score), box: part(picture, quad, u0, u1) };
  });
  return { text: found.map(c => c.text).join(''), score: round(score), box: part(picture, quad, 0, 1), characters };
}

// The most likely letter at each step; the same one in a row counts once.
function spelled(data, steps, letters) {
  const found = [];
  let last = 0;
  for (let t = 0; t < steps; t++) {
    let best = 0, most = data[t * letters];
    for (let i = 1; i < letters; i++) if (data[t * letters + i] > most) { most = data[t * letters + i]; best = i; }
    if (best !== 0 && best === last) { const c = found.at(-1); c.to = t + 1; c.score = Math.max(c.score, most); }
    else if (best !== 0) found.push({ text: alphabet()[best], score: most, from: t, to: t + 1 });
    last = best;
  }
  return found;
}

// The slanted rectangle straightened to the given height, filled up to the width with nothing; several samples where it shrinks.
function planesOf({ data, width, height, channels }, [a, b, , d], rows, columns, filled) {
  const planes = new Float32Array(3 * rows * columns), plane = rows * columns;
  const samples = Math.min(Math.max(Math.round(Math.hypot(d[0] - a[0], d[1] - a[1]) / rows), 1), 3), n = samples * samples;
  for (let y = 0; y < rows; y++)
    for (let x = 0; x < filled; x++) {
      let red = 0, green = 0, blue = 0;
      for (let sy = 0; sy < samples; sy++)
        for (let sx = 0; sx < samples; sx++) {
          const u = (x + (sx + 0.5) / samples) / filled, v = (y + (sy + 0.5) / samples) / rows;
          const px = Math.min(Math.max(a[0] + u * (b[0] - a[0]) + v * (d[0] - a[0]) - 0.5, 0), width - 1.001);
          const py = Math.min(Math.max(a[1] + u * (b[1] - a[1]) + v * (d[1] - a[1]) - 0.5, 0), height - 1.001);
          const ix = px | 0, iy = py | 0, dx = px - ix, dy = py - iy, i = (iy * width + ix) * channels, j = i + width * channels;
          const w00 = (1 - dx) * (1 - dy), w01 = dx * (1 - dy), w10 = (1 - dx) * dy, w11 = dx * dy, k = channels;
          red += w00 * data[i] + w01 * data[i + k] + w10 * data[j] + w11 * data[j + k];
          green += w00 * data[i + 1] + w01 * data[i + k + 1] + w10 * data[j + 1] + w11 * data[j + k + 1];
          blue += w00 * data[i + 2] + w01 * data[i + k + 2] + w10 * data[j + 2] + w11 * data[j + k + 2];
        }
      const at = y * columns + x;
      planes[at] = blue / n / 127.5 - 1; planes[plane + at] = green / n / 127.5 - 1; planes[2 * plane + at] = red / n / 127.5 - 1;
    }
  return planes;
}

function part(picture, [a, b, , d], from, to) {
  const at = (u, v) => [a[0] + u * (b[0] - a[0]) + v * (d[0] - a[0]), a[1] + u * (b[1] - a[1]) + v * (d[1] - a[1])];
  const all = [at(from, 0.08), at(to, 0.08), at(from, 0.92), at(to, 0.92)];
  const [xs, ys] = [all.map(p => p[0] / picture.width), all.map(p => p[1] / picture.height)];
  return { left: Math.min(...xs), top: Math.min(...ys), right: Math.max(...xs), bottom: Math.max(...ys) };
}

const side = (quad, i, j) => Math.hypot(quad[i][0] - quad[j][0], quad[i][1] - quad[j][1]);

const corners = ({ width, height }) => [[0, 0], [width, 0], [width, height], [0, height]];

const round = value => Math.round(value * 1000) / 1000;

async function turned(picture, degrees) {
  const { data, info } = await fromRaw(picture).rotate(degrees).raw().toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height, channels: info.channels };
}

/** Where a box of the turned picture lies in the stored one. */
function turnedBack({ left, top, right, bottom }, turn) {
  const box = turn === 90 ? [top, 1 - right, bottom, 1 - left]
    : turn === 180 ? [1 - right, 1 - bottom, 1 - left, 1 - top]
    : turn === 270 ? [1 - bottom, left, 1 - top, right]
    : [left, top, right, bottom];
  const [l, t, r, b] = box.map(v => Math.round(v * 1e5) / 1e5);
  return { left: l, top: t, right: r, bottom: b };
}
