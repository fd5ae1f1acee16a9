import sharp from 'sharp';
import { Refused } from './refused.mjs';

sharp.cache(false);
sharp.concurrency(1);
// Only the two decoders we need stay reachable; SVG, PDF, TIFF and the rest do not.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({ operation: ['VipsForeignLoadJpegBuffer', 'VipsForeignLoadPngBuffer'] });

const fiftyMegapixels = 50_000_000;

/** What sends pixels through here: bytes in base64, and a limit that holds before anything is unpacked. */
export const open = ({ bytes, maxPixels = fiftyMegapixels }, failOn = 'error') =>
  sharp(Buffer.from(bytes ?? '', 'base64'), { failOn, limitInputPixels: maxPixels });

export const facts = job => open(job).metadata();

/**
 * Every pixel is decoded, so a broken tail is found, also one with a new end put after it: to the decoder that is a mere warning.
 * Other warnings (phones write odd bytes) are let pass.
 */
export async function whole(job, decode) {
  try {
    return await decode(open(job, 'warning'));
  } catch (e) {
    if (/premature|truncated|bad huffman/i.test(e.message)) throw e;
    return await decode(open(job));
  }
}

/** Upright, opaque, sRGB, no longer than the edge. */
export async function upright(job, edge) {
  const { data, info } = await whole(job, picture => picture
    .autoOrient()
    .resize({ width: edge, height: edge, fit: 'inside', withoutEnlargement: true, fastShrinkOnLoad: false })
    .flatten({ background: 'white' })
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true }));
  return { data, width: info.width, height: info.height, channels: info.channels };
}

export const fromRaw = ({ data, width, height, channels }) => sharp(data, { raw: { width, height, channels } });

export async function refusing(work) {
  try {
    return await work();
  } catch (e) {
    if (e instanceof Refused) throw e;
    if (/pixel limit/i.test(e.message)) throw new Refused('too-many-pixels', e.message);
    if (/unsupported image format|empty|blocked/i.test(e.message)) throw new Refused('not-an-image', e.message);
    throw new Refused('damaged', e.message);
  }
}

export const wholeNumber = (value, name) => {
  if (!Number.isInteger(value) || value < 1) throw new Refused('bad-request', name);
  return value;
};
