import { fromRaw } from './pictures.mjs';

const overview = 640;

/**
 * Portraits on certificates and cards, by simple signs only: a filled upright patch that is not paper, of the shape of a passport
 * photo, with skin in its middle and dark hair over it. What is faint, grey, very small or without dark hair is not found, and nobody is
 * recognised.
 */
export async function portraitsOf(picture) {
  const { data, info } = await fromRaw(picture).resize({ width: overview, height: overview, fit: 'inside' }).raw().toBuffer({ resolveWithObject: true });
  const [w, h, c] = [info.width, info.height, info.channels];
  const skin = new Uint8Array(w * h), paper = new Uint8Array(w * h), dark = new Uint8Array(w * h);
  for (let i = 0; i < w * h; i++) {
    const [r, g, b] = [data[i * c], data[i * c + 1], data[i * c + 2]];
    const [y, cb, cr] = [0.299 * r + 0.587 * g + 0.114 * b, 128 - 0.169 * r - 0.331 * g + 0.5 * b, 128 + 0.5 * r - 0.419 * g - 0.081 * b];
    skin[i] = y > 60 && y < 240 && cb > 85 && cb < 128 && cr > 136 && cr < 175 && r > g && g >= b - 6 && cr - cb > 12 ? 1 : 0;
    dark[i] = y < 95 ? 1 : 0;
    paper[i] = y > 205 && Math.max(r, g, b) - Math.min(r, g, b) < 34 ? 1 : 0;
  }

  const found = [];
  for (const face of patches(inner(skin, w, h), w, h)) {
    const [fw, fh] = [face.x1 - face.x0 + 1, face.y1 - face.y0 + 1];
    if (fw < 9 || fh < 11 || fw > w * 0.4 || fh / fw < 0.9 || fh / fw > 2.4 || face.count < fw * fh * 0.5 || !hairOver(face, dark, w)) continue;
    let photo = around(face, paper, w, h);
    const [pw, ph] = [photo.x1 - photo.x0 + 1, photo.y1 - photo.y0 + 1];
    // Before a white wall the frame is not to be seen: then what a passport photo holds around a face.
    if (pw / ph < 0.6 || pw / ph > 0.95 || pw < fw * 1.5) photo = { x0: face.x0 - fw * 0.7, x1: face.x1 + fw * 0.7, y0: face.y0 - fh * 0.6, y1: face.y1 + fh * 0.75 };
    found.push({ ...fractions(photo, w, h), face: fractions(face, w, h) });
  }
  return found;
}

function hairOver({ x0, x1, y0, y1 }, dark, w) {
  const [from, to] = [Math.max(0, Math.round(y0 - (y1 - y0) * 0.25)), Math.round(y0 + (y1 - y0) * 0.1)];
  let n = 0, all = 0;
  for (let y = from; y < to; y++) for (let x = x0; x <= x1; x++, all++) n += dark[y * w + x];
  return n > all * 0.35;
}

// From the face outward until a whole side is paper.
function around(face, paper, w, h) {
  const box = { ...face }, [fw, fh] = [face.x1 - face.x0, face.y1 - face.y0];
  const most = { x0: face.x0 - fw * 1.2, x1: face.x1 + fw * 1.2, y0: face.y0 - fh * 1.1, y1: face.y1 + fh * 1.4 };
  const share = (x0, y0, x1, y1) => { let n = 0, all = 0; for (let y = y0; y <= y1; y++) for (let x = x0; x <= x1; x++, all++) n += paper[y * w + x]; return n / Math.max(1, all); };
  for (let grew = true; grew;) {
    grew = false;
    if (box.x0 > Math.max(0, most.x0) && share(box.x0 - 1, box.y0, box.x0 - 1, box.y1) < 0.7) { box.x0--; grew = true; }
    if (box.x1 < Math.min(w - 1, most.x1) && share(box.x1 + 1, box.y0, box.x1 + 1, box.y1) < 0.7) { box.x1++; grew = true; }
    if (box.y0 > Math.max(0, most.y0) && share(box.x0, box.y0 - 1, box.x1, box.y0 - 1) < 0.7) { box.y0--; grew = true; }
    if (box.y1 < Math.min(h - 1, most.y1) && share(box.x0, box.y1 + 1, box.x1, box.y1 + 1) < 0.7) { box.y1++; grew = true; }
  }
  return box;
}

// Without its outermost pixels: where a red wall meets something dark, the rim has the colour of skin too.
function inner(mask, w, h) {
  const kept = new Uint8Array(w * h);
  for (let y = 1; y < h - 1; y++)
    for (let x = 1; x < w - 1; x++) {
      const at = y * w + x;
      kept[at] = mask[at] && mask[at - 1] && mask[at + 1] && mask[at - w] && mask[at + w] ? 1 : 0;
    }
  return kept;
}

function* patches(mask, w, h) {
  const left = mask.slice(), stack = [];
  for (let start = 0; start < left.length; start++) {
    if (!left[start]) continue;
    const patch = { x0: w, x1: 0, y0: h, y1: 0, count: 0 };
    left[start] = 0; stack.push(start);
    while (stack.length) {
      const at = stack.pop(), x = at % w, y = (at - x) / w;
      patch.x0 = Math.min(patch.x0, x); patch.x1 = Math.max(patch.x1, x); patch.y0 = Math.min(patch.y0, y); patch.y1 = Math.max(patch.y1, y); patch.count++;
      for (const [dx, dy] of [[1, 0], [-1, 0], [0, 1], [0, -1]]) {
        const nx = x + dx, ny = y + dy, next = ny * w + nx;
        if (nx >= 0 && ny >= 0 && nx < w && ny < h && left[next]) { left[next] = 0; stack.push(next); }
      }
    }
    yield patch;
  }
}

const fractions = ({ x0, y0, x1, y1 }, w, h) => ({ left: x0 / w, top: y0 / h, right: (x1 + 1) / w, bottom: (y1 + 1) / h });
