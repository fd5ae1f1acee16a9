using System.Text.Json.Nodes;
using System.Threading.Channels;

namespace TitleReview.Documents.Work;

/// <summary>Some processes of one kind taking turns; what waits here does not hold up another pool.</summary>
internal sealed class WorkerPool : IAsyncDisposable
{
    private readonly DocumentWorkerOptions _options;
    private readonly Lazy<Sandbox> _sandbox;
    private readonly Channel<Slot> _free = Channel.CreateUnbounded<Slot>();
    private readonly List<Slot> _slots = [];
    private readonly CancellationTokenSource _stopping = new();
    private int _waiting;

    public WorkerPool(DocumentWorkerOptions options)
    {
        _options = options;
        _sandbox = new Lazy<Sandbox>(() => Sandbox.Find(options));
        for (var i = 0; i < options.PoolSize; i++)
        {
            _slots.Add(new Slot());
            _free.Writer.TryWrite(_slots[i]);
        }
    }

    public IReadOnlyList<string> Protections => _sandbox.Value.Protections;

    public IReadOnlyList<int> ProcessIds => [.. _slots.Select(slot => slot.Process?.Id).OfType<int>()];

    // All at work is ready too; a health check must not queue behind a batch of prints.
    public bool? AllAtWorkAlive => _free.Reader.Count == 0 ? _slots.Exists(slot => slot.Process is { IsAlive: true }) : null;

    public async Task<JsonObject> Run(byte[] line, TimeSpan limit, CancellationToken ct)
    {
        ObjectDisposedException.ThrowIf(_stopping.IsCancellationRequested, this);
        try
        {
            if (Interlocked.Increment(ref _waiting) > _options.QueueLength + _options.PoolSize) throw new WorkerBusy(_waiting);

            using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, _stopping.Token);
            var slot = await _free.Reader.ReadAsync(either.Token);
            try
            {
                return await AskTwiceAtMost(slot, line, limit, either.Token);
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

    public async ValueTask DisposeAsync()
    {
        if (_stopping.IsCancellationRequested) return;
        await _stopping.CancelAsync();
        for (var i = 0; i < _slots.Count; i++) (await _free.Reader.ReadAsync()).Retire();
        _free.Writer.Complete();
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
                _options.OnDeath?.Invoke($"no answer in {limit.TotalSeconds} s");
                throw new WorkerFailure($"No answer in {limit.TotalSeconds} s.", e);
            }

            lastWords = process.LastWords;
            _options.OnDeath?.Invoke(lastWords);
            slot.Retire();
        }

        throw new WorkerFailure($"The worker died twice on one job. {lastWords}");
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
