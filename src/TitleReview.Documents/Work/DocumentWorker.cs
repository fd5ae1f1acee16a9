using System.Text.Json;
using System.Text.Json.Nodes;
using TitleReview.Domain.Filings.Materials;

namespace TitleReview.Documents.Work;

/// <summary>排版、图像与识别：若干受限子进程轮流做事；坏了就换，超时就停，不连累本系统。识别慢，自成一池，不挡排版。</summary>
public sealed class DocumentWorker : IAsyncDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly DocumentWorkerOptions _options;
    private readonly WorkerPool _quick, _reading;
    private bool _disposed;

    public DocumentWorker(DocumentWorkerOptions options)
    {
        _options = options with { Folder = Path.GetFullPath(options.Folder) };
        _quick = new WorkerPool(_options);
        _reading = new WorkerPool(_options.ForReading);
    }

    /// <summary>What holds the child back on this machine, in words for the administrator.</summary>
    public IReadOnlyList<string> Protections => _quick.Protections;

    internal IReadOnlyList<int> ProcessIds => _quick.ProcessIds;

    internal IReadOnlyList<int> ReadingProcessIds => _reading.ProcessIds;

    public async Task<byte[]> Typeset(TypesetJob job, CancellationToken ct = default)
    {
        var answer = await Run(_quick, new
        {
            op = "typeset", main = job.Main, files = job.Files, images = job.Images, data = job.Data,
            createdAt = job.CreatedAt.ToUnixTimeSeconds(),
        }, _options.TypesetTimeout, ct);
        return Convert.FromBase64String((string)answer["pdf"]!);
    }

    public Task<Thumbnail> Thumbnail(byte[] image, int maxEdge, CancellationToken ct = default) =>
        OnImage<Thumbnail>(image, new { op = "thumbnail", bytes = image, maxEdge, maxPixels = _options.MaxPixels }, ct);

    public Task<ImageFacts> Inspect(byte[] image, CancellationToken ct = default) =>
        OnImage<ImageFacts>(image, new { op = "inspect", bytes = image, maxPixels = _options.MaxPixels }, ct);

    /// <summary>收下一张扫描件：全部解码一次，报出尺寸、清晰、墨量、明暗与指纹（合不合格不归这里说），连同看图用的三种大小。</summary>
    public async Task<(ScanLook Look, ViewingCopies Copies)> Accept(byte[] image, CancellationToken ct = default)
    {
        var made = await OnImage<AcceptAnswer>(image, new { op = "accept", bytes = image, sizes = Sizes, maxPixels = _options.MaxPixels }, ct);
        return (made.Look, InOrder(made.Copies));
    }

    /// <summary>看图用的三种大小，一次解码；都已转正，不带原图的任何附记。</summary>
    public async Task<ViewingCopies> Copies(byte[] image, CancellationToken ct = default) =>
        InOrder((await OnImage<CopiesAnswer>(image, new { op = "copies", bytes = image, sizes = Sizes, maxPixels = _options.MaxPixels }, ct)).Copies);

    /// <summary>把遮盖涂进像素：另出一份不大于打印大小的图，框内的原像素不进文件。</summary>
    public Task<Picture> Burn(byte[] image, IReadOnlyList<PictureBox> boxes, CancellationToken ct = default) =>
        OnImage<Picture>(image, new { op = "burn", bytes = image, boxes, edge = CopySize.Print.Edge, quality = CopySize.Print.Quality, maxPixels = _options.MaxPixels }, ct);

    /// <summary>读一张扫描件上的字、圆印与证件照。慢（一页一两秒），在自己的进程里排队。</summary>
    public Task<ReadScan> Read(byte[] image, CancellationToken ct = default) =>
        OnImage<ReadScan>(image, new { op = "read", bytes = image, maxPixels = _options.MaxPixels }, ct, _reading, _options.ReadingTimeout);

    public async Task<bool> IsReady(CancellationToken ct = default)
    {
        if (_quick.AllAtWorkAlive is { } alive) return alive;
        try
        {
            await Run(_quick, new { op = "ready" }, _options.ReadyTimeout, ct);
            return true;
        }
        catch (WorkerFailure)
        {
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_disposed) return;
        _disposed = true;
        await _quick.DisposeAsync();
        await _reading.DisposeAsync();
    }

    private async Task<T> OnImage<T>(byte[] image, object job, CancellationToken ct, WorkerPool? pool = null, TimeSpan? limit = null)
    {
        if (image.Length > _options.MaxImageBytes) throw new ImageRefused(ImageFault.TooManyBytes, $"{image.Length} bytes");
        return (await Run(pool ?? _quick, job, limit ?? _options.ImageTimeout, ct)).Deserialize<T>(Json)!;
    }

    private static async Task<JsonObject> Run(WorkerPool pool, object job, TimeSpan limit, CancellationToken ct)
    {
        var answer = await pool.Run(JsonSerializer.SerializeToUtf8Bytes(job, Json), limit, ct);
        if ((bool)answer["ok"]!) return answer;

        var detail = (string?)answer["detail"] ?? "";
        throw (string?)answer["reason"] switch
        {
            "not-an-image" => new ImageRefused(ImageFault.NotAnImage, detail),
            "damaged" => new ImageRefused(ImageFault.Damaged, detail),
            "too-many-pixels" => new ImageRefused(ImageFault.TooManyPixels, detail),
            var reason => new WorkerFailure($"{reason}: {detail}"),
        };
    }

    private static CopySize[] Sizes => [CopySize.Print, CopySize.Screen, CopySize.Thumbnail];

    private static ViewingCopies InOrder(IReadOnlyList<Picture> made) => new(made[2], made[1], made[0]);

    private sealed record AcceptAnswer(ScanLook Look, IReadOnlyList<Picture> Copies);

    private sealed record CopiesAnswer(IReadOnlyList<Picture> Copies);
}
