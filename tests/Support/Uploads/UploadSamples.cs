using System.Buffers.Binary;
using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace TitleReview.Tests.Support;

/// <param name="What">In words, unique in its list.</param>
public sealed record UploadSample(string What, string FileName, byte[] Bytes)
{
    public override string ToString() => What;
}

/// <summary>Files as people and attackers send them: honest ones of every kind that is taken, hostile ones of every kind we could think of.</summary>
public static class UploadSamples
{
    private static readonly Lazy<Task<IReadOnlyDictionary<string, byte[]>>> Pictures = new(Drawn);

    // Encoders that are not ours draw the honest pictures; the worker's own package happens to bring them.
    private const string Script = """
        import sharp from 'sharp';
        const [w, h] = [420, 594], made = {};
        const page = Buffer.alloc(w * h * 3, 246);
        for (let l = 0, s = 7; l < 18; l++) for (let x = 40; x < 380; x++) { s = (s * 1103515245 + 12345) % 2147483648; if (s % 3) for (let y = 0; y < 9; y++) if ((s >> y) & 1) page.fill(35, ((60 + l * 28 + y) * w + x) * 3, ((60 + l * 28 + y) * w + x) * 3 + 3); }
        const photo = Buffer.alloc(w * h * 3);
        for (let y = 0; y < h; y++) for (let x = 0; x < w; x++) { const i = (y * w + x) * 3; photo[i] = x * 255 / w; photo[i + 1] = y * 255 / h; photo[i + 2] = 128 + 100 * Math.sin(x * y / 900); }
        for (const [name, data] of [['文字', page], ['照片', photo]]) {
          const of = () => sharp(data, { raw: { width: w, height: h, channels: 3 } });
          const put = async (what, made_) => { made[`${name} ${what}`] = (await made_.toBuffer()).toString('base64'); };
          for (const quality of [10, 40, 60, 75, 85, 95, 100]) await put(`jpg 质量${quality}`, of().jpeg({ quality }));
          for (const quality of [50, 80, 95]) await put(`jpg 渐进${quality}`, of().jpeg({ quality, progressive: true }));
          for (const chromaSubsampling of ['4:2:0', '4:4:4']) await put(`jpg 色度${chromaSubsampling}`, of().jpeg({ chromaSubsampling }));
          await put('jpg 灰度', of().greyscale().toColourspace('b-w').jpeg()); await put('jpg 灰度渐进', of().greyscale().toColourspace('b-w').jpeg({ progressive: true }));
          await put('jpg 印刷四色', of().toColourspace('cmyk').jpeg()); await put('jpg 优化', of().jpeg({ mozjpeg: true }));
          await put('jpg 带色彩配置', of().withIccProfile('srgb').jpeg()); await put('jpg 带P3配置', of().withIccProfile('p3').jpeg());
          await put('jpg 带拍摄信息', of().withExif({ IFD0: { Make: 'Phone', Model: 'X' }, IFD3: { GPSLatitude: '46/1 44/1 0/1' } }).jpeg());
          for (let orientation = 1; orientation <= 8; orientation++) await put(`jpg 方向${orientation}`, of().withMetadata({ orientation }).jpeg());
          for (const [width, height] of [[16, 16], [33, 470], [400, 17], [1, 1], [640, 480], [2000, 1414]]) await put(`jpg ${width}×${height}`, of().resize(width, height, { fit: 'fill' }).jpeg());
          for (const level of [0, 1, 6, 9]) await put(`png 压缩${level}`, of().png({ compressionLevel: level }));
          for (const colours of [2, 4, 16, 64, 256]) { await put(`png 调色板${colours}`, of().png({ palette: true, colours })); await put(`png 调色板${colours}隔行`, of().png({ palette: true, colours, progressive: true })); }
          await put('png 隔行', of().png({ progressive: true })); await put('png 透明', of().ensureAlpha(0.5).png()); await put('png 透明隔行', of().ensureAlpha(0.5).png({ progressive: true }));
          await put('png 灰度', of().greyscale().toColourspace('b-w').png()); await put('png 灰度隔行', of().greyscale().toColourspace('b-w').png({ progressive: true }));
          await put('png 灰度透明', of().greyscale().toColourspace('b-w').ensureAlpha(0.5).png()); await put('png 十六位', of().toColourspace('rgb16').png()); await put('png 十六位灰度', of().toColourspace('grey16').png());
          await put('png 带色彩配置', of().withIccProfile('srgb').png()); await put('png 逐行预测', of().png({ adaptiveFiltering: true }));
          for (const [width, height] of [[1, 1], [7, 900], [900, 7], [1600, 1200]]) await put(`png ${width}×${height}`, of().resize(width, height, { fit: 'fill' }).png());
        }
        process.stdout.write(JSON.stringify(made));
        """;

    public static async Task<IReadOnlyList<UploadSample>> Honest()
    {
        var pictures = (await Pictures.Value).Select(p => new UploadSample(p.Key, p.Key.Contains(" png ", StringComparison.Ordinal) ? "学历证书.png" : "学历证书.jpg", p.Value));
        return
        [
            .. pictures, .. HonestPdfs((await Pictures.Value)["文字 jpg 质量85"]),
            .. new[] { "a.jpg", "A.JPG", "a.JpEg", "2023.08.20 毕业证.jpg", "证书（一）.jpg", "阿依古丽·买买提 学历.jpg", "IMG_20230820_101010.jpg", "扫描件 (2).jpg", "第1.2节.jpg", new string('长', 190) + ".jpg" }
                .Select(name => new UploadSample($"名字 {name}", name, JpegOf("文字 jpg 质量75"))),
        ];

        byte[] JpegOf(string what) => Pictures.Value.Result[what];
    }

    public static async Task<IReadOnlyList<UploadSample>> Hostile()
    {
        var made = await Pictures.Value;
        var (jpeg, progressive, png, interlaced) = (made["文字 jpg 质量85"], made["文字 jpg 渐进80"], made["文字 png 压缩6"], made["文字 png 隔行"]);
        var pdf = new PdfMaker { Pages = 2 }.Bytes();
        (string Extension, byte[] Bytes)[] kinds = [("jpg", jpeg), ("png", png), ("pdf", pdf)];

        return
        [
            .. from foreign in Foreign from kind in kinds where foreign.Name != kind.Extension select new UploadSample($"{foreign.Name} 冒充 {kind.Extension}", $"证书.{kind.Extension}", foreign.Bytes),
            .. from one in kinds from other in kinds where one != other select new UploadSample($"{one.Extension} 改名为 {other.Extension}", $"证书.{other.Extension}", one.Bytes),
            .. from foreign in Foreign from kind in kinds where foreign.Name != kind.Extension select new UploadSample($"{kind.Extension} 前面接着 {foreign.Name}", $"证书.{kind.Extension}", [.. foreign.Bytes, .. kind.Bytes]),
            .. from foreign in Foreign.Where(f => f.Runs) from kind in kinds where foreign.Name != kind.Extension select new UploadSample($"{kind.Extension} 后面接着 {foreign.Name}", $"证书.{kind.Extension}", [.. kind.Bytes, .. foreign.Bytes]),
            .. from foreign in Foreign.Where(f => f.Runs) select new UploadSample($"jpg 注释里藏着 {foreign.Name}", "证书.jpg", [.. jpeg[..2], 0xFF, 0xFE, (byte)((foreign.Bytes.Length + 2) >> 8), (byte)(foreign.Bytes.Length + 2), .. foreign.Bytes, .. jpeg[2..]]),
            .. from foreign in Foreign.Where(f => f.Runs) select new UploadSample($"png 文字块里藏着 {foreign.Name}", "证书.png", [.. png[..33], .. Chunk("tEXt", [.. "Comment\0"u8, .. foreign.Bytes]), .. png[33..]]),
            .. Cut("jpg", jpeg, 14), .. Cut("渐进 jpg", progressive, 10), .. Cut("png", png, 14), .. Cut("隔行 png", interlaced, 8), .. Cut("pdf", pdf, 16),
            .. Enumerable.Range(2, 8).Select(n => new UploadSample($"jpg 断在 {n}/11 又补上结尾", "证书.jpg", [.. jpeg[..(jpeg.Length * n / 11)], 0xFF, 0xD9])),
            .. Enumerable.Range(2, 8).Select(n => new UploadSample($"png 断在 {n}/11 又补上结尾", "证书.png", [.. png[..(png.Length * n / 11)], .. Chunk("IEND", [])])),
            .. Enumerable.Range(2, 8).Select(n => new UploadSample($"pdf 断在 {n}/11 又补上结尾", "证书.pdf", [.. pdf[..(pdf.Length * n / 11)], .. "\nstartxref\n9\n%%EOF\n"u8])),
            .. Enumerable.Range(0, 12).Select(n => new UploadSample($"png 画面数据改一位之 {n}", "证书.png", Flipped(png, Index(png, "IDAT"u8) + 20 + n * (png.Length - Index(png, "IDAT"u8) - 60) / 12))),
            .. Bombs(jpeg), .. await Locked(pdf),
            .. ActivePdfs.All.Where(p => ActivePdfs.IsDangerous(p.Name)).Select(p => new UploadSample($"pdf {p.Name}", "证书.pdf", p.Bytes)),
            .. BadNames.Select(name => new UploadSample($"名字 {Shown(name)}", name, jpeg)),
            new("空文件", "证书.jpg", []), new("空的 PDF", "证书.pdf", []), new("一个零", "证书.png", [0]), new("全是零", "证书.jpg", new byte[4096]), new("全是 FF", "证书.jpg", [.. Enumerable.Repeat((byte)0xFF, 4096)]),
            new("只有 jpg 的头", "证书.jpg", [0xFF, 0xD8, 0xFF, 0xE0]), new("只有 png 的头", "证书.png", png[..8]), new("只有 pdf 的头", "证书.pdf", [.. "%PDF-1.7"u8]),
        ];
    }

    private static IEnumerable<UploadSample> HonestPdfs(byte[] jpeg)
    {
        foreach (var version in new[] { "1.0", "1.2", "1.3", "1.4", "1.5", "1.6", "1.7", "2.0" }) yield return new($"pdf 版本 {version}", "业绩.pdf", new PdfMaker { Version = version }.Bytes());
        foreach (var pages in new[] { 2, 3, 10, 30 }) yield return new($"pdf {pages} 页", "业绩.pdf", new PdfMaker { Pages = pages }.Bytes());
        foreach (var turn in new[] { 90, 180, 270 }) yield return new($"pdf 转 {turn} 度", "业绩.pdf", new PdfMaker { Page = $"/Rotate {turn}" }.Bytes());
        foreach (var active in ActivePdfs.All.Where(p => !ActivePdfs.IsDangerous(p.Name))) yield return new($"pdf {active.Name}", "业绩.pdf", active.Bytes);

        var scanned = new PdfMaker { Content = "q 595 0 0 842 0 0 cm /Im Do Q" };
        var picture = scanned.AddStream("/Type/XObject/Subtype/Image/Width 420/Height 594/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/DCTDecode", jpeg);
        scanned.Page = $"/Resources<</XObject<</Im {picture} 0 R>>>>";
        scanned.Trailer = "/Info<</Producer(Scanner)/CreationDate(D:20230820101010)>>";
        yield return new("pdf 扫描仪出的", "业绩.pdf", scanned.Bytes());
        yield return new("pdf 结尾多几个空行", "业绩.pdf", [.. new PdfMaker().Bytes(), .. "\r\n\r\n"u8]);
    }

    private static IEnumerable<UploadSample> Bombs(byte[] jpeg)
    {
        foreach (var (width, height) in new (uint, uint)[] { (30_000, 30_000), (60_000, 60_000), (100_000, 600), (1, 60_000_000), (0x7FFF_FFFF, 0x7FFF_FFFF), (0xFFFF_FFFF, 1), (0, 100), (100, 0), (0x8000_0000, 10) })
            yield return new($"png 说自己有 {width}×{height}", "证书.png", EmptyPng(width, height));
        var frame = Index(jpeg, [0xFF, 0xC0]);
        foreach (var (width, height) in new[] { (65_500, 65_500), (20_000, 20_000), (65_535, 1000), (0, 300), (300, 0) })
            yield return new($"jpg 说自己有 {width}×{height}", "证书.jpg", [.. jpeg[..(frame + 5)], (byte)(height >> 8), (byte)height, (byte)(width >> 8), (byte)width, .. jpeg[(frame + 9)..]]);

        yield return new("pdf 三千页", "证书.pdf", new PdfMaker { Pages = 3000 }.Bytes());
        yield return new("pdf 没有一页", "证书.pdf", new PdfMaker { Pages = 0 }.Bytes());
        yield return new("pdf 目录指回自己", "证书.pdf", Spoiled("/Type/Catalog/Pages 2 0 R", "/Type/Catalog/Pages 1 0 R"));
        yield return new("pdf 没有目录", "证书.pdf", Spoiled("/Root 1 0 R", "/Roof 1 0 R"));
        yield return new("pdf 目录在别处", "证书.pdf", Spoiled("/Root 1 0 R", "/Root 9 0 R"));
        yield return new("pdf 对象表说错位置", "证书.pdf", Spoiled("startxref\n", "startxref\n1"));
        yield return new("pdf 没有结束的括号", "证书.pdf", new PdfMaker { Catalogue = "/Deep" + new string('[', 100_000) }.Bytes());
        yield return new("pdf 套了十万层", "证书.pdf", new PdfMaker { Catalogue = "/Deep" + new string('[', 100_000) + new string(']', 100_000) }.Bytes());
    }

    private static byte[] Spoiled(string from, string to) => Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(new PdfMaker().Bytes()).Replace(from, to, StringComparison.Ordinal));

    private static async Task<IEnumerable<UploadSample>> Locked(byte[] pdf)
    {
        var locked = new List<UploadSample>();
        foreach (var (bits, user, owner) in new[] { ("40", "", "o"), ("40", "u", "o"), ("128", "", "o"), ("128", "u", "o"), ("128", "", ""), ("256", "", "o"), ("256", "u", "o"), ("256", "u", "u"), ("256", "", "") })
        {
            var (before, after) = (Path.GetTempFileName(), Path.GetTempFileName());
            await File.WriteAllBytesAsync(before, pdf);
            using (var qpdf = Process.Start("qpdf", ["--allow-weak-crypto", "--encrypt", user, owner, bits, "--", before, after])) await qpdf.WaitForExitAsync();
            locked.Add(new($"pdf 加密 {bits} 位，打开密码“{user}”，权限密码“{owner}”", "证书.pdf", await File.ReadAllBytesAsync(after)));
            File.Delete(before);
            File.Delete(after);
        }

        return locked;
    }

    private static IEnumerable<UploadSample> Cut(string kind, byte[] bytes, int times) =>
        from n in Enumerable.Range(1, times) select new UploadSample($"{kind} 断在 {n}/{times + 1}", $"证书.{kind.Split(' ')[^1]}", bytes[..(bytes.Length * n / (times + 1))]);

    private static (string Name, byte[] Bytes, bool Runs)[] Foreign =>
    [
        ("网页", Text("<!DOCTYPE html><html><script>alert(1)</script></html>"), true), ("脚本标记", Text("<script>alert(1)</script>"), true), ("内嵌框", Text("<iframe src=javascript:alert(1)>"), true),
        ("矢量图", Text("<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"), true), ("服务器脚本", Text("<?php system($_GET['c']); ?>"), true),
        ("动图", [.. "GIF89a"u8, 1, 0, 1, 0, 0, 0, 0, 0x3B], true), ("老动图", [.. "GIF87a"u8, 1, 0, 1, 0, 0, 0, 0, 0x3B], true), ("压缩包", [.. "PK\u0003\u0004"u8, .. new byte[26]], true),
        ("七零压缩包", [(byte)'7', (byte)'z', 0xBC, 0xAF, 0x27, 0x1C, 0, 4], true), ("RAR 压缩包", [.. "Rar!\u001A\u0007\0"u8], true), ("pdf", new PdfMaker().Bytes(), true),
        ("程序", [.. "MZ"u8, 0x90, 0, .. new byte[60]], false), ("Linux 程序", [0x7F, .. "ELF"u8, 2, 1, 1, .. new byte[20]], false), ("位图", [.. "BM"u8, .. new byte[60]], false),
        ("TIFF", [.. "II*\0"u8, 8, 0, 0, 0, 0, 0], false), ("WebP", [.. "RIFF"u8, 20, 0, 0, 0, .. "WEBPVP8 "u8, .. new byte[12]], false), ("HEIC", [0, 0, 0, 24, .. "ftypheic"u8, .. new byte[12]], false),
        ("Word 文件", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[40]], false), ("PostScript", Text("%!PS-Adobe-3.0\n(run) show"), false), ("纯文字", Text("毕业证书"), false), ("脚本文件", Text("#!/bin/sh\nrm -rf /\n"), false),
    ];

    private static readonly string[] BadNames =
    [
        "", " ", "\t", ".", "..", "../证书.jpg", "..\\证书.jpg", "/etc/passwd.jpg", "C:\\a.jpg", "a/b.jpg", "a\\b.jpg", "a:b.jpg", "证书.jpg\0", "证书\0.jpg", "证书.php\0.jpg", "证书\r\n.jpg", "证书\u2028.jpg",
        "证书\u202Egpj.exe.jpg", "证书\u200B.jpg", "证书\uFEFF.jpg", "证书.php.jpg", "证书.exe.jpg", "证书.html.jpg", "证书.svg.jpg", "证书.jsp .jpg", "证书.asp.x.jpg", "证书.pdf.jpg", "证书.jpg.exe", "证书.jpg.html", "证书.jpg.", "证书",
        "证书.gif", "证书.svg", "证书.jpg%00.php", new string('长', 201) + ".jpg", "证书.jpg/", "证书.jpg\u0001", "证书.js.jpg", "证书.sh.jpg", "证书.lnk.jpg",
    ];

    private static string Shown(string name) => string.Concat(name.Take(30).Select(c => c < ' ' || c is '\u2028' or '\u202E' or '\u200B' or '\uFEFF' ? $"\\u{(int)c:X4}" : c.ToString())) + (name.Length > 30 ? $"…{name.Length}" : "");

    private static byte[] EmptyPng(uint width, uint height)
    {
        using var pixels = new MemoryStream();
        using (var zip = new ZLibStream(pixels, CompressionLevel.Optimal, leaveOpen: true)) zip.Write(new byte[4000]);
        return [0x89, .. "PNG\r\n\u001A\n"u8, .. Chunk("IHDR", [.. Big(width), .. Big(height), 1, 0, 0, 0, 0]), .. Chunk("IDAT", pixels.ToArray()), .. Chunk("IEND", [])];
    }

    private static byte[] Chunk(string name, byte[] data)
    {
        byte[] body = [.. Encoding.ASCII.GetBytes(name), .. data];
        return [.. Big((uint)data.Length), .. body, .. Big(Crc(body))];
    }

    private static uint Crc(byte[] bytes)
    {
        var crc = uint.MaxValue;
        foreach (var b in bytes)
        {
            crc ^= b;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xEDB88320;
        }

        return ~crc;
    }

    private static byte[] Flipped(byte[] bytes, int at)
    {
        var other = (byte[])bytes.Clone();
        other[at] ^= 0x10;
        return other;
    }

    private static int Index(byte[] bytes, ReadOnlySpan<byte> what) => bytes.AsSpan().IndexOf(what);

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);

    private static byte[] Big(uint number)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, number);
        return bytes;
    }

    private static async Task<IReadOnlyDictionary<string, byte[]>> Drawn()
    {
        using var node = Process.Start(new ProcessStartInfo("node", ["--input-type=module", "-e", Script])
        {
            WorkingDirectory = Path.Combine(Repository.Root, "src", "TitleReview.Worker"), RedirectStandardOutput = true, UseShellExecute = false, StandardOutputEncoding = Encoding.UTF8,
        })!;
        return JsonSerializer.Deserialize<Dictionary<string, byte[]>>(await node.StandardOutput.ReadToEndAsync())!;
    }
}
