import { longEdge, look } from './look.mjs';
import { facts, fromRaw, refusing, upright, whole, wholeNumber } from './pictures.mjs';
import { Refused } from './refused.mjs';

/** { bytes, maxPixels } → { kind, width, height }; every pixel is decoded. */
export function inspect(job) {
  return refusing(async () => {
    const { format, autoOrient } = await facts(job);
    await whole(job, picture => picture.resize(1, 1, { fit: 'fill', fastShrinkOnLoad: false }).raw().toBuffer());
    return { kind: format, width: autoOrient.width, height: autoOrient.height };
  });
}

/** { bytes, maxEdge } → { jpeg, width, height, fullWidth, fullHeight }; upright, without metadata. */
export function thumbnail(job) {
  const edge = wholeNumber(job.maxEdge, 'maxEdge');
  return refusing(async () => {
    const { autoOrient } = await facts(job);
    return { ...await jpeg(await upright(job, edge), 85), fullWidth: autoOrient.width, fullHeight: autoOrient.height };
  });
}

/** { bytes, sizes: [{ edge, quality }] from large to small } → { copies: [{ jpeg, width, height }] }; one decode for all. */
export function copies(job) {
  const sizes = sizesOf(job);
  return refusing(async () => ({ copies: await shrink(await upright(job, sizes[0].edge), sizes) }));
}

/** As copies, and { look }: size, whether the camera's note turned it, what can be read on it. Still one decode: that is the dear part. */
export function accept(job) {
  const sizes = sizesOf(job);
  return refusing(async () => {
    const { format, autoOrient, orientation } = await facts(job);
    const picture = await upright(job, Math.max(sizes[0].edge, longEdge));
    const seen = await look(await smaller(picture, longEdge));
    return {
      look: { kind: format, width: autoOrient.width, height: autoOrient.height, turnedByCamera: (orientation ?? 1) !== 1, ...seen },
      copies: await shrink(picture, sizes),
    };
  });
}

const sizesOf = job => job.sizes.map(s => ({ edge: wholeNumber(s.edge, 'edge'), quality: wholeNumber(s.quality, 'quality') }));

async function shrink(picture, sizes) {
  const made = [];
  for (const { edge, quality } of sizes) {
    picture = await smaller(picture, edge);
    made.push(await jpeg(picture, quality));
  }
  return made;
}

/** { bytes, boxes: [{ left, top, right, bottom }] in fractions of the upright picture, edge, quality } → { jpeg, width, height } */
export function burn(job) {
  const edge = wholeNumber(job.edge, 'edge');
  for (const box of job.boxes)
    if (![box.left, box.top, box.right, box.bottom].every(Number.isFinite)) throw new Refused('bad-request', 'boxes');

  return refusing(async () => {
    const picture = await upright(job, edge);
    for (const box of job.boxes) blacken(picture, box);
    return jpeg(picture, job.quality);
  });
}

// Before the picture is encoded: what stood there has no part in the file. Half pixels count as covered.
function blacken({ data, width, height, channels }, box) {
  const within = (value, most) => Math.min(Math.max(value, 0), most);
  const left = within(Math.floor(box.left * width), width), right = within(Math.ceil(box.right * width), width);
  const top = within(Math.floor(box.top * height), height), bottom = within(Math.ceil(box.bottom * height), height);
  for (let y = top; y < bottom && left < right; y++) data.fill(0, (y * width + left) * channels, (y * width + right) * channels);
}

async function smaller(picture, edge) {
  if (Math.max(picture.width, picture.height) <= edge) return picture;
  const { data, info } = await fromRaw(picture).resize({ width: edge, height: edge, fit: 'inside' }).raw().toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height, channels: info.channels };
}

async function jpeg(picture, quality) {
  const bytes = await fromRaw(picture).jpeg({ quality }).toBuffer();
  return { jpeg: bytes.toString('base64'), width: picture.width, height: picture.height };
}
