using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;
using TitleReview.Tests.Support;

namespace TitleReview.Bench;

/// <summary>Files of the sizes people send; every one is another, so that none is already stored.</summary>
internal static class Files
{
    // Twelve megapixels with the grain of a phone's sensor: 3 to 5 MB.
    private const string Script = """
        import sharp from 'sharp';
        const [w, h] = [4000, 3000], made = [];
        for (let n = 0; n < 4; n++) {
          const data = Buffer.alloc(w * h * 3);
          for (let y = 0, i = 0, s = 7 + n; y < h; y++) for (let x = 0; x < w; x++) {
            s = (Math.imul(s, 1103515245) + 12345) >>> 0;
            const paper = 190 + 40 * Math.sin((x + 700 * n) / 900) * Math.cos(y / 700), ink = (y % 90 < 34) && ((x >> 3) * 2654435761 + (y / 90 | 0) * 40503 >>> 0) % 5 < 2 ? -120 : 0, grain = (s >>> 16) % 31 - 15;
            data[i++] = Math.max(0, Math.min(255, paper + ink + grain)); data[i++] = Math.max(0, Math.min(255, paper + ink + grain - 6)); data[i++] = Math.max(0, Math.min(255, paper + ink + grain - 18));
          }
          made.push((await sharp(data, { raw: { width: w, height: h, channels: 3 } }).withExif({ IFD0: { Make: 'Phone' } }).jpeg({ quality: 90 + n % 2 }).toBuffer()).toString('base64'));
        }
        process.stdout.write(JSON.stringify(made));
        """;

    /// <summary>Without digests the site knows an upload begun before by its name and size.</summary>
    private static int _made;

    public static async Task<IReadOnlyList<byte[]>> Photos(CancellationToken ct)
    {
        using var node = Process.Start(new ProcessStartInfo("node", ["--input-type=module", "-e", Script])
        {
            WorkingDirectory = Path.Combine(Repository.Root, "src", "TitleReview.Worker"), RedirectStandardOutput = true,
        })!;
        return JsonSerializer.Deserialize<List<byte[]>>(await node.StandardOutput.ReadToEndAsync(ct))!;
    }

    /// <summary>The same picture with another comment in it: another file.</summary>
    public static UploadSample Photo(byte[] photo)
    {
        byte[] comment = [0xFF, 0xFE, 0, 34, .. Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)).Select(c => (byte)c)];
        return new("photo", $"证书 {Interlocked.Increment(ref _made)}.jpg", [.. photo[..2], .. comment, .. photo[2..]]);
    }

    /// <summary>Photo with so many bytes of comments that it has the size wanted.</summary>
    public static UploadSample PhotoOf(byte[] photo, int bytes)
    {
        byte[] comment = [0xFF, 0xFE, 0xFF, 0xFF, .. Enumerable.Repeat((byte)7, 0xFFFF - 2)];
        return Photo([.. photo[..2], .. Enumerable.Repeat(comment, Math.Max(0, (bytes - photo.Length) / comment.Length)).SelectMany(c => c), .. photo[2..]]);
    }

    /// <summary>A scanned document: so many photos as pages.</summary>
    public static UploadSample Document(IReadOnlyList<byte[]> pages)
    {
        var pdf = new PdfMaker { Pages = pages.Count, Content = string.Concat(pages.Select((_, n) => $"q 595 0 0 {842 / pages.Count} 0 {842 / pages.Count * n} cm /Im{n} Do Q\n")) };
        var pictures = pages.Select(p => pdf.AddStream("/Type/XObject/Subtype/Image/Width 4000/Height 3000/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/DCTDecode", Photo(p).Bytes)).ToList();
        pdf.Page = $"/Resources<</XObject<<{string.Concat(pictures.Select((p, n) => $"/Im{n} {p} 0 R"))}>>>>";
        return new("document", $"业绩 {Interlocked.Increment(ref _made)}.pdf", pdf.Bytes());
    }
}
