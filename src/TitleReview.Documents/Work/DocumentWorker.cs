using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Channels;

namespace TitleReview.Documents.Work;

/// <summary>排版与图像：若干受限子进程轮流做事；坏了就换，超时就停，不连累本系统。</summary>
public sealed class DocumentWorker : IAsyncDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly DocumentWorkerOptions _options;
    private readonly Lazy<Sandbox> _sandbox;
    private readonly Channel<Slot> _free = Channel.CreateUnbounded<Slot>();
    private readonly List<Slot> _slots = [];
    private readonly CancellationTokenSource _stopping = new();
    private int _waiting;

    public DocumentWorker(DocumentWorkerOptions options)
    {
        _options = options with { Folder = Path.GetFullPath(options.Folder) };
        _sandbox = new Lazy<Sandbox>(() => Sandbox.Find(_options));
        for (var i = 0; i < options.PoolSize; i++)
        {
            _slots.Add(new Slot());
            _free.Writer.TryWrite(_slots[i]);
        }
    }

    /// <summary>What holds the child back on this machine, in words for the administrator.</summary>
    public IReadOnlyList<string> Protections => _sandbox.Value.Protections;

    internal IReadOnlyList<int> ProcessIds => [.. _slots.Select(slot => slot.Process?.Id).OfType<int>()];

    public async Task<byte[]> Typeset(TypesetJob job, CancellationToken ct = default)
    {
        var answer = await Run(new
        {
            op = "typeset", main = job.Main, files = job.Files, images = job.Images, data = job.Data,
            createdAt = job.CreatedAt.ToUnixTimeSeconds(),
        }, _options.TypesetTimeout, ct);
        return Convert.FromBase64String((string)answer["pdf"]!);
    }

    public async Task<Thumbnail> Thumbnail(byte[] image, int maxEdge, CancellationToken ct = default)
    {
        RefuseTooLong(image);
        var answer = await Run(new { op = "thumbnail", bytes = image, maxEdge, maxPixels = _options.MaxPixels }, _options.ImageTimeout, ct);
        return answer.Deserialize<Thumbnail>(Json)!;
    }

    public async Task<ImageFacts> Inspect(byte[] image, CancellationToken ct = default)
    {
        RefuseTooLong(image);
        var answer = await Run(new { op = "inspect", bytes = image, maxPixels = _options.MaxPixels }, _options.ImageTimeout, ct);
        return answer.Deserialize<ImageFacts>(Json)!;
    }

    public async Task<bool> IsReady(CancellationToken ct = default)
    {
        // All at work is ready too; a health check must not queue behind a batch of prints.
        if (_free.Reader.Count == 0) return _slots.Exists(slot => slot.Process is { IsAlive: true });
        try
        {
            await Run(new { op = "ready" }, _options.ReadyTimeout, ct);
            return true;
        }
        catch (WorkerFailure)
        {
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_stopping.IsCancellationRequested) return;
        await _stopping.CancelAsync();
        for (var i = 0; i < _slots.Count; i++) (await _free.Reader.ReadAsync()).Retire();
        _free.Writer.Complete();
    }

    private async Task<JsonObject> Run(object job, TimeSpan limit, CancellationToken ct)
    {
        ObjectDisposedException.ThrowIf(_stopping.IsCancellationRequested, this);
        var line = JsonSerializer.SerializeToUtf8Bytes(job, Json);

        try
        {
            if (Interlocked.Increment(ref _waiting) > _options.QueueLength + _options.PoolSize) throw new WorkerBusy(_waiting);

            using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, _stopping.Token);
            var slot = await _free.Reader.ReadAsync(either.Token);
            try
            {
                return Checked(await AskTwiceAtMost(slot, line, limit, either.Token));
            }
            finally
            {
                _free.Writer.TryWrite(slot);
            }
        }
        catch (OperationCanceledException e) when (!ct.IsCancellationRequested)
        {
            throw new WorkerFailure("The worker was stopped.", e);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    // A process may have died of its age or of someone's kill; a job that takes a second one with it is to blame itself.
    private async Task<JsonObject> AskTwiceAtMost(Slot slot, byte[] line, TimeSpan limit, CancellationToken ct)
    {
        var lastWords = "";
        for (var time = 1; time <= 2; time++)
        {
            var process = slot.Ready(_options, _sandbox.Value);
            using var clock = CancellationTokenSource.CreateLinkedTokenSource(ct);
            clock.CancelAfter(limit);
            try
            {
                using var answer = await process.Ask(line, clock.Token);
                if (answer is not null) return JsonObject.Create(answer.RootElement.Clone())!;
            }
            catch (OperationCanceledException e)
            {
                slot.Retire();
                if (ct.IsCancellationRequested) throw;
                throw new WorkerFailure($"No answer in {limit.TotalSeconds} s.", e);
            }

            lastWords = process.LastWords;
            slot.Retire();
        }

        throw new WorkerFailure($"The worker died twice on one job. {lastWords}");
    }

    private static JsonObject Checked(JsonObject answer)
    {
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

    private void RefuseTooLong(byte[] image)
    {
        if (image.Length > _options.MaxImageBytes) throw new ImageRefused(ImageFault.TooManyBytes, $"{image.Length} bytes");
    }

    private sealed class Slot
    {
        public WorkerProcess? Process { get; private set; }

        public WorkerProcess Ready(DocumentWorkerOptions options, Sandbox sandbox)
        {
            if (Process is { IsAlive: false } || Process?.JobsDone >= options.JobsPerProcess) Retire();
            return Process ??= WorkerProcess.Start(options, sandbox);
        }

        public void Retire()
        {
            Process?.Dispose();
            Process = null;
        }
    }
}
