const overview = 600, reach = 4, sectors = 24;

/**
 * Round red seals: the name runs along an arc, where no reader of lines finds it. Each comes with its ring unrolled to a strip,
 * red on white, from lower left over the top to lower right.
 */
export async function sealsOf(picture) {
  const k = Math.max(1, Math.round(Math.max(picture.width, picture.height) / overview));
  const [w, h] = [Math.floor(picture.width / k), Math.floor(picture.height / k)];
  const red = new Uint8Array(w * h);
  for (let y = 0; y < h; y++)
    for (let x = 0; x < w; x++) {
      let n = 0;
      for (let j = 0; j < k; j++) for (let i = 0; i < k; i++) if (redness(picture, x * k + i, y * k + j) > 40) n++;
      red[y * w + x] = n * 5 >= k * k ? 1 : 0;
    }

  const joined = new Uint8Array(w * h);
  for (let y = reach; y < h - reach; y++)
    for (let x = reach; x < w - reach; x++)
      if (red[y * w + x]) for (let j = -reach; j <= reach; j++) joined.fill(1, (y + j) * w + x - reach, (y + j) * w + x + reach + 1);

  const found = [], stack = [];
  for (let start = 0; start < joined.length; start++) {
    if (!joined[start]) continue;
    let [x0, x1, y0, y1] = [w, 0, h, 0];
    const points = [];
    joined[start] = 0; stack.push(start);
    while (stack.length) {
      const at = stack.pop(), x = at % w, y = (at - x) / w;
      x0 = Math.min(x0, x); x1 = Math.max(x1, x); y0 = Math.min(y0, y); y1 = Math.max(y1, y);
      if (red[at]) points.push([x, y]);
      for (const [dx, dy] of [[1, 0], [-1, 0], [0, 1], [0, -1]]) {
        const nx = x + dx, ny = y + dy, next = ny * w + nx;
        if (nx >= 0 && ny >= 0 && nx < w && ny < h && joined[next]) { joined[next] = 0; stack.push(next); }
      }
    }
    const [bw, bh] = [x1 - x0 + 1, y1 - y0 + 1];
    if (bw < w * 0.05 || bh < 24 || bw > w * 0.5 || bw / bh < 0.75 || bw / bh > 1.33) continue;
    const [cx, cy, r] = [(x0 + x1) / 2, (y0 + y1) / 2, (bw + bh) / 4 - reach];
    const onRing = new Uint16Array(sectors);
    for (const [x, y] of points) {
      const q = Math.hypot(x - cx, y - cy) / r;
      if (q > 0.8 && q < 1.12) onRing[Math.floor((Math.atan2(y - cy, x - cx) + Math.PI) / (2 * Math.PI) * sectors) % sectors]++;
    }
    if (onRing.filter(n => n > 0).length < sectors * 0.8) continue;
    const [px, py, pr] = [(cx + 0.5) * k, (cy + 0.5) * k, (r + 0.5) * k];
    found.push({
      box: { left: (px - pr) / picture.width, top: (py - pr) / picture.height, right: (px + pr) / picture.width, bottom: (py + pr) / picture.height },
      strip: unrolled(picture, px, py, pr),
    });
  }
  return found;
}

function redness({ data, width, channels }, x, y) {
  const i = (y * width + x) * channels;
  return data[i] - Math.max(data[i + 1], data[i + 2]);
}

// The ring between the rim and the star, 300 degrees of it; black print under the seal turns white with the paper.
function unrolled(picture, cx, cy, radius) {
  const [outer, inner] = [0.95, 0.58], rows = 48, span = 300 * Math.PI / 180;
  const columns = Math.round(rows * span * (outer + inner) / 2 / (outer - inner));
  const data = Buffer.alloc(rows * columns * 3, 255);
  for (let y = 0; y < rows; y++)
    for (let x = 0; x < columns; x++) {
      const angle = -Math.PI / 2 - span / 2 + span * (x + 0.5) / columns, r = radius * (outer - (outer - inner) * (y + 0.5) / rows);
      const px = Math.min(Math.max(Math.round(cx + r * Math.cos(angle)), 0), picture.width - 1), py = Math.min(Math.max(Math.round(cy + r * Math.sin(angle)), 0), picture.height - 1);
      const level = 255 - Math.min(255, Math.max(0, redness(picture, px, py)) * 2.5);
      data.fill(level, (y * columns + x) * 3, (y * columns + x) * 3 + 3);
    }
  return { data, width: columns, height: rows, channels: 3 };
}
