import { fromRaw } from './pictures.mjs';

export const longEdge = 1600;
const block = 32, hashSide = 64, hashKept = 16;
// Darker than its paper by so many of 256 levels is ink; a block that varies less holds nothing to judge sharpness by.
const inkBelowPaper = 48, leastVariance = 150;

/** Of an upright picture no longer than longEdge: figures about what can be read on it. No judgement here. */
export async function look(picture) {
  const grey = await greyOf(picture);
  return { ...light(grey), ...detail(grey), hash: await hash(picture) };
}

export async function greyOf(picture) {
  const { data, info } = await fromRaw(picture).greyscale().raw().toBuffer({ resolveWithObject: true });
  if (info.channels === 1) return { data, width: info.width, height: info.height };
  return { data: data.filter((_, i) => i % info.channels === 0), width: info.width, height: info.height };
}

function light({ data }) {
  const counts = new Uint32Array(256);
  let sum = 0;
  for (const level of data) { counts[level]++; sum += level; }
  const at = share => { let seen = 0, level = 0; while ((seen += counts[level]) < share * data.length && level < 255) level++; return level; };
  return { brightness: sum / data.length, contrast: at(0.995) - at(0.005) };
}

// Sharpness: how strongly neighbours differ (variance of the Laplacian) compared with how much there is to differ (variance),
// the median of the blocks that hold something: white margins and faint ink do not count as blur.
function detail({ data, width, height }) {
  const ratios = [];
  let ink = 0, seen = 0;
  for (let top = 0; top + block <= height || top === 0; top += block)
    for (let left = 0; left + block <= width || left === 0; left += block) {
      const right = Math.min(left + block, width), bottom = Math.min(top + block, height);
      const counts = new Uint16Array(256);
      let n = 0, sum = 0, squares = 0, edges = 0, edgeSquares = 0, m = 0;
      for (let y = top; y < bottom; y++)
        for (let x = left; x < right; x++) {
          const at = y * width + x, level = data[at];
          counts[level]++; n++; sum += level; squares += level * level;
          if (x === 0 || y === 0 || x === width - 1 || y === height - 1) continue;
          const edge = 4 * level - data[at - 1] - data[at + 1] - data[at - width] - data[at + width];
          m++; edges += edge; edgeSquares += edge * edge;
        }
      if (n === 0) continue;
      let paper = 255;
      for (let above = 0; paper > 0 && (above += counts[paper]) < n * 0.1;) paper--;
      for (let level = 0; level < paper - inkBelowPaper; level++) ink += counts[level];
      seen += n;
      const variance = squares / n - (sum / n) ** 2;
      if (variance >= leastVariance && m > 0) ratios.push((edgeSquares / m - (edges / m) ** 2) / variance);
    }
  ratios.sort((a, b) => a - b);
  return { ink: seen ? ink / seen : 0, sharpness: ratios.length ? ratios[ratios.length >> 1] : 0, inkedBlocks: ratios.length };
}

/** 256 bits: the signs of the lowest frequencies. The same page scanned twice differs in few of them. */
async function hash(picture) {
  const { data } = await fromRaw(picture).greyscale().resize(hashSide, hashSide, { fit: 'fill' }).raw().toBuffer({ resolveWithObject: true });
  const step = data.length / (hashSide * hashSide);
  const cosine = (k, i) => Math.cos((2 * i + 1) * k * Math.PI / (2 * hashSide));
  const rows = [];
  for (let y = 0; y < hashSide; y++)
    rows.push(Array.from({ length: hashKept + 1 }, (_, k) => { let s = 0; for (let x = 0; x < hashSide; x++) s += data[(y * hashSide + x) * step] * cosine(k, x); return s; }));
  const low = [];
  for (let v = 1; v <= hashKept; v++)
    for (let u = 1; u <= hashKept; u++) { let s = 0; for (let y = 0; y < hashSide; y++) s += rows[y][u] * cosine(v, y); low.push(s); }
  const bytes = Buffer.alloc(low.length / 8);
  low.forEach((value, i) => { if (value > 0) bytes[i >> 3] |= 1 << (i & 7); });
  return bytes.toString('hex');
}
