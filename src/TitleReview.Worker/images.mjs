import sharp from 'sharp';
import { Refused } from './refused.mjs';

sharp.cache(false);
sharp.concurrency(1);
// Only the two decoders we need stay reachable; SVG, PDF, TIFF and the rest do not.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({ operation: ['VipsForeignLoadJpegBuffer', 'VipsForeignLoadPngBuffer'] });

const fiftyMegapixels = 50_000_000;

const open = (bytes, maxPixels) =>
  sharp(Buffer.from(bytes ?? '', 'base64'), { failOn: 'error', limitInputPixels: maxPixels });

/** { bytes: base64, maxPixels } → { kind, width, height }; every pixel is decoded, so a broken tail is found. */
export function inspect({ bytes, maxPixels = fiftyMegapixels }) {
  return refusing(async () => {
    const facts = await open(bytes, maxPixels).metadata();
    await open(bytes, maxPixels).resize(1, 1, { fit: 'fill', fastShrinkOnLoad: false }).raw().toBuffer();
    return { kind: facts.format, width: facts.autoOrient.width, height: facts.autoOrient.height };
  });
}

/** { bytes: base64, maxEdge, maxPixels } → { jpeg, width, height, fullWidth, fullHeight }; upright, without metadata. */
export function thumbnail({ bytes, maxEdge, maxPixels = fiftyMegapixels }) {
  if (!Number.isInteger(maxEdge) || maxEdge < 1) throw new Refused('bad-request', 'maxEdge');
  return refusing(async () => {
    const facts = await open(bytes, maxPixels).metadata();
    const { data, info } = await open(bytes, maxPixels)
      .autoOrient()
      .resize({ width: maxEdge, height: maxEdge, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: 'white' })
      .toColourspace('srgb')
      .jpeg({ quality: 85 })
      .toBuffer({ resolveWithObject: true });
    return {
      jpeg: data.toString('base64'), width: info.width, height: info.height,
      fullWidth: facts.autoOrient.width, fullHeight: facts.autoOrient.height,
    };
  });
}

async function refusing(work) {
  try {
    return await work();
  } catch (e) {
    if (/pixel limit/i.test(e.message)) throw new Refused('too-many-pixels', e.message);
    if (/unsupported image format|empty|blocked/i.test(e.message)) throw new Refused('not-an-image', e.message);
    throw new Refused('damaged', e.message);
  }
}
