namespace TitleReview.Documents.Work;

/// <summary>排版与图像子进程的定数。</summary>
public sealed record DocumentWorkerOptions
{
    /// <summary>src/TitleReview.Worker, with its node_modules beside worker.mjs.</summary>
    public required string Folder { get; init; }

    public string NodePath { get; init; } = "node";
    public int PoolSize { get; init; } = 2;
    public int QueueLength { get; init; } = 256;

    public TimeSpan TypesetTimeout { get; init; } = TimeSpan.FromSeconds(60);
    public TimeSpan ImageTimeout { get; init; } = TimeSpan.FromSeconds(20);
    public TimeSpan PdfTimeout { get; init; } = TimeSpan.FromSeconds(40);
    public TimeSpan ReadingTimeout { get; init; } = TimeSpan.FromSeconds(90);
    public TimeSpan ReadyTimeout { get; init; } = TimeSpan.FromSeconds(20);

    public int HeapMegabytes { get; init; } = 256;
    public int MemoryMegabytes { get; init; } = 1024;
    public int CpuSeconds { get; init; } = 3600;
    public int JobsPerProcess { get; init; } = 500;

    /// <summary>子进程做到一半没了或超了时；到数退休的不算。</summary>
    public Action<string>? OnDeath { get; init; }

    /// <summary>识别的模型与中间结果大，另给一份内存；只开一个进程，机器的另一个核留给人。</summary>
    public int ReadingMemoryMegabytes { get; init; } = 2048;

    public int ReadingProcesses { get; init; } = 1;

    /// <summary>后台的事让着有人等的事。</summary>
    internal bool GivesWay { get; init; }

    public int MaxPixels { get; init; } = 50_000_000;
    public int MaxImageBytes { get; init; } = 40 * 1024 * 1024;

    internal DocumentWorkerOptions ForReading => this with { PoolSize = ReadingProcesses, MemoryMegabytes = ReadingMemoryMegabytes, GivesWay = true };
}
