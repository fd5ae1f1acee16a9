using TitleReview.App.Storage.Files;
using TitleReview.App.Tests.Documents;
using TitleReview.Documents.Work;
using TitleReview.Tests.Support;

namespace TitleReview.App.Tests.Files;

/// <summary>The whole way of a file before it is stored: the sieve, the full decode, the rewriting.</summary>
public sealed class HostileFilesTests(Printing printing)
{
    private const int MaxPages = 100;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact(DisplayName = "三百多个有害文件，一个也不收，每个都有一句话")]
    public async Task Every_hostile_file_is_refused_with_a_sentence()
    {
        var samples = await UploadSamples.Hostile();
        Assert.True(samples.Count >= 300, $"{samples.Count}");
        Assert.Equal(samples.Count, samples.Select(s => s.What).Distinct().Count());

        var taken = new List<string>();
        foreach (var sample in samples)
            if (await WhyNot(sample) is not { Length: > 0 }) taken.Add(sample.What);
        Assert.True(taken.Count == 0, string.Join('\n', taken));
    }

    [Fact(DisplayName = "一百五十多个正常文件，每种格式都有，个个收得下")]
    public async Task Every_honest_file_is_taken()
    {
        var samples = await UploadSamples.Honest();
        Assert.True(samples.Count >= 150, $"{samples.Count}");
        Assert.Equal(samples.Count, samples.Select(s => s.What).Distinct().Count());

        var refused = new List<string>();
        foreach (var sample in samples)
            if (await WhyNot(sample) is { } why) refused.Add($"{sample.What}: {why}");
        Assert.True(refused.Count == 0, string.Join('\n', refused));
    }

    private async Task<string?> WhyNot(UploadSample sample)
    {
        var look = FileKinds.Inspect(sample.Bytes, sample.FileName);
        if (look.Fault is { } fault) return $"{fault}";
        try
        {
            if (look.Kind == FileKind.Pdf) return (await printing.Pdfs.Rewrite(sample.Bytes, MaxPages, Ct)).WhyNot;
            await printing.Worker.Accept(sample.Bytes, Ct);
            return null;
        }
        catch (WorkerFailure e) when (e is ImageRefused or PdfRefused)
        {
            return e.Sentence;
        }
    }
}
