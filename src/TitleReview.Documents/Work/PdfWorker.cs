using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace TitleReview.Documents.Work;

/// <summary>PDF 里除了页面还带着的、会自己做事的东西。</summary>
public enum PdfDanger { Script, Launch, Sending, Attachment, Media }

/// <summary>A PDF of pages only, and what was found in it that does more than show a page; whether that is refused is for the caller.</summary>
/// <param name="Words">The title, author and the like of the original; null when it had none.</param>
public sealed record CleanPdf(byte[] Bytes, int Pages, IReadOnlyList<PdfDanger> Dangers, string? Words = null)
{
    /// <summary>带了这些东西而不收时说的话；没有为空。</summary>
    public string? WhyNot => Dangers.Count == 0 ? null : $"这份 PDF 里带有{string.Join("、", Dangers.Select(Label))}，不能接收；请用“打印为 PDF”重新生成后再上传。";

    private static string Label(PdfDanger danger) => danger switch
    {
        PdfDanger.Script => "脚本",
        PdfDanger.Launch => "启动程序的动作",
        PdfDanger.Sending => "往外发数据的动作",
        PdfDanger.Attachment => "附件",
        _ => "音视频或三维内容",
    };
}

/// <summary>
/// PDF 的改写、取页图、取文字：都交给受限的外部程序，本系统只改它给出的目录。改写后只剩页面：没有脚本、动作、附件、表单、链接与附记；
/// 表单与批注里看得见的（填写的字、电子印章）先并进页面。
/// </summary>
public sealed class PdfWorker : IDisposable
{
    // qpdf takes base64 as it stands: an escaped plus sign is not one to it.
    private static readonly JsonSerializerOptions AsItStands = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly DocumentWorkerOptions _options;
    private readonly Lazy<LimitedCommand> _command;
    private readonly SemaphoreSlim _places;

    public PdfWorker(DocumentWorkerOptions options)
    {
        _options = options with { Folder = Path.GetFullPath(options.Folder), CpuSeconds = (int)options.PdfTimeout.TotalSeconds };
        _command = new(() => new LimitedCommand(Sandbox.Find(_options), _options.PdfTimeout, _options.MaxImageBytes * 3));
        _places = new SemaphoreSlim(options.PoolSize);
    }

    public async Task<CleanPdf> Rewrite(byte[] pdf, int maxPages, CancellationToken ct = default)
    {
        if (pdf.Length > _options.MaxImageBytes) throw new PdfRefused(PdfFault.TooManyBytes, $"{pdf.Length} bytes");

        using var place = await Place(ct);
        using var given = await ScratchFile.With(pdf, ct);
        if ((await Asked("qpdf", ["--is-encrypted", given.Path], ct)).ExitCode == 0) throw new PdfRefused(PdfFault.Encrypted, "encrypted");

        // As it came: drawing the annotations into the pages takes some of what must be named away.
        var dangers = Read(Unbroken(await Asked("qpdf", ["--json-output", "--json-stream-data=none", given.Path, "-"], ct)), PdfPruner.DangersIn);

        // qpdf walks the pages first, so that a broken tree is found, and draws annotations and form fields into their pages.
        var (file, pages, words) = Pruned(Unbroken(await Asked("qpdf", ["--generate-appearances", "--flatten-annotations=all", "--json-output", given.Path, "-"], ct)), maxPages);

        using var pruned = await ScratchFile.With(file, ct);
        var written = await Asked("qpdf", ["--json-input", "--object-streams=disable", "--compress-streams=y", "--deterministic-id", pruned.Path, "-"], ct);
        return new CleanPdf(Unbroken(written), pages, dangers, words);
    }

    /// <summary>某一页的图（JPEG），长边不过 <paramref name="edge"/> 像素；页码从 1 起。</summary>
    public async Task<byte[]> Page(byte[] pdf, int page, int edge, CancellationToken ct = default)
    {
        using var place = await Place(ct);
        using var file = await ScratchFile.With(pdf, ct);
        var drawn = await Asked("pdftoppm", ["-f", $"{page}", "-l", $"{page}", "-singlefile", "-scale-to", $"{edge}", "-jpeg", "-jpegopt", "quality=88", "-q", file.Path], ct);
        return drawn is { ExitCode: 0, Output.Length: > 0 } ? drawn.Output : throw new PdfRefused(PdfFault.Damaged, drawn.Errors);
    }

    /// <summary>每一页里机器读得出的文字；扫描件没有，要靠识别。</summary>
    public async Task<IReadOnlyList<string>> Texts(byte[] pdf, CancellationToken ct = default)
    {
        using var place = await Place(ct);
        using var file = await ScratchFile.With(pdf, ct);
        var read = await Asked("pdftotext", ["-raw", "-enc", "UTF-8", "-q", file.Path, "-"], ct);
        return read.ExitCode == 0 ? Encoding.UTF8.GetString(read.Output).TrimEnd('\f', '\n').Split('\f') : throw new PdfRefused(PdfFault.Damaged, read.Errors);
    }

    public void Dispose() => _places.Dispose();

    private static (byte[] File, int Pages, string? Words) Pruned(byte[] json, int maxPages) => Read(json, file =>
    {
        var words = PdfWords.In(file);
        if (PdfPruner.Prune(file, maxPages) is not { } pruned) throw new PdfRefused(PdfFault.Damaged, "no pages");
        if (pruned.Pages > maxPages) throw new PdfRefused(PdfFault.TooManyPages, $"more than {maxPages} pages");
        return (JsonSerializer.SerializeToUtf8Bytes(pruned.File, AsItStands), pruned.Pages, words);
    });

    private static T Read<T>(byte[] json, Func<JsonObject, T> read)
    {
        try
        {
            return read((JsonObject)JsonNode.Parse(json)!);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or InvalidCastException or FormatException or ArgumentException)
        {
            throw new PdfRefused(PdfFault.Damaged, e.Message);
        }
    }

    // 0 is well, 3 is "with warnings"; a table that had to be guessed is a torn file, whatever could be saved of it.
    private static byte[] Unbroken(CommandAnswer answer) => answer.ExitCode switch
    {
        0 => answer.Output,
        3 when !answer.Errors.Contains("damaged", StringComparison.Ordinal) && !answer.Errors.Contains("reconstruct", StringComparison.Ordinal) => answer.Output,
        _ => throw new PdfRefused(answer.Errors.Contains("password", StringComparison.Ordinal) ? PdfFault.Encrypted : PdfFault.Damaged, answer.Errors),
    };

    private async Task<CommandAnswer> Asked(string program, string[] arguments, CancellationToken ct) =>
        await _command.Value.Run(program, arguments, ct) ?? throw new PdfRefused(PdfFault.TooHeavy, $"{program} took too long or said too much.");

    private async Task<Releaser> Place(CancellationToken ct)
    {
        await _places.WaitAsync(ct);
        return new Releaser(_places);
    }

    private sealed class Releaser(SemaphoreSlim places) : IDisposable
    {
        public void Dispose() => places.Release();
    }
}
