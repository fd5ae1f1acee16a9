// From the map of "here is text" to slanted rectangles, each as four corners: upper left, upper right, lower right, lower left.
const here = 0.3, sure = 0.5, fewest = 12, leastSide = 3, wider = 1.6;

export function boxesOf(map, width, height) {
  const found = [], seen = new Uint8Array(width * height), stack = [];
  for (let start = 0; start < map.length; start++) {
    if (seen[start] || map[start] < here) continue;
    const rows = new Map();
    let sum = 0, count = 0;
    stack.push(start); seen[start] = 1;
    while (stack.length) {
      const at = stack.pop(), x = at % width, y = (at - x) / width;
      sum += map[at]; count++;
      const row = rows.get(y);
      if (!row) rows.set(y, [x, x]); else { if (x < row[0]) row[0] = x; if (x > row[1]) row[1] = x; }
      for (let ny = Math.max(0, y - 1); ny <= Math.min(height - 1, y + 1); ny++)
        for (let nx = Math.max(0, x - 1); nx <= Math.min(width - 1, x + 1); nx++) {
          const next = ny * width + nx;
          if (!seen[next] && map[next] >= here) { seen[next] = 1; stack.push(next); }
        }
    }
    if (count < fewest || sum / count < sure) continue;
    const corners = [...rows].flatMap(([y, [from, to]]) => [[from, y], [to + 1, y], [from, y + 1], [to + 1, y + 1]]);
    const box = smallestRectangle(hull(corners));
    if (Math.min(box.width, box.height) >= leastSide) found.push(grown(box));
  }
  return found;
}

// The model draws a narrower band than the text is high.
function grown({ x, y, width, height, angle }) {
  const by = width * height * wider / (width + height);
  const [w, h, c, s] = [(width + by) / 2, (height + by) / 2, Math.cos(angle), Math.sin(angle)];
  return [[-w, -h], [w, -h], [w, h], [-w, h]].map(([u, v]) => [x + u * c - v * s, y + u * s + v * c]);
}

function hull(points) {
  points.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const side = (a, b, c) => (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
  const half = from => {
    const chain = [];
    for (const point of from) {
      while (chain.length >= 2 && side(chain.at(-2), chain.at(-1), point) <= 0) chain.pop();
      chain.push(point);
    }
    return chain.slice(0, -1);
  };
  return [...half(points), ...half(points.slice().reverse())];
}

function smallestRectangle(corners) {
  let best = null;
  for (let i = 0; i < corners.length; i++) {
    const [a, b] = [corners[i], corners[(i + 1) % corners.length]];
    let angle = Math.atan2(b[1] - a[1], b[0] - a[0]);
    const [c, s] = [Math.cos(angle), Math.sin(angle)];
    let [u0, u1, v0, v1] = [Infinity, -Infinity, Infinity, -Infinity];
    for (const [x, y] of corners) {
      const u = x * c + y * s, v = y * c - x * s;
      u0 = Math.min(u0, u); u1 = Math.max(u1, u); v0 = Math.min(v0, v); v1 = Math.max(v1, v);
    }
    let [width, height] = [u1 - u0, v1 - v0];
    if (best && width * height >= best.width * best.height) continue;
    const [u, v] = [(u0 + u1) / 2, (v0 + v1) / 2];
    while (angle > Math.PI / 4) { angle -= Math.PI / 2; [width, height] = [height, width]; }
    while (angle < -Math.PI / 4) { angle += Math.PI / 2; [width, height] = [height, width]; }
    best = { x: u * c - v * s, y: u * s + v * c, width, height, angle };
  }
  return best;
}
