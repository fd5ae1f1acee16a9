using TitleReview.App.Tests.Documents;
using TitleReview.Documents.Work;

[assembly: AssemblyFixture(typeof(Printing))]

namespace TitleReview.App.Tests.Documents;

/// <summary>One real worker pool for all document tests; it starts with the first job.</summary>
public sealed class Printing : IAsyncDisposable
{
    public static string WorkerFolder { get; } = Path.Combine(RepositoryRoot(), "src", "TitleReview.Worker");

    public PdfWorker Pdfs { get; } = new(new DocumentWorkerOptions { Folder = WorkerFolder });

    public DocumentWorker Worker { get; } = new(new DocumentWorkerOptions { Folder = WorkerFolder });

    public ValueTask DisposeAsync()
    {
        Pdfs.Dispose();
        return Worker.DisposeAsync();
    }

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "TitleReview.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("TitleReview.sln is not above the tests.");
    }
}
