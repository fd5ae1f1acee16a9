using System.Text;
using TitleReview.App.Tests.Documents;
using TitleReview.Domain.Filings.Materials;
using TitleReview.Tests.Support.Scans;

namespace TitleReview.Documents.Tests;

public sealed class MaskProposalMeasureTests(Printing printing)
{
    private static readonly IReadOnlySet<Clue> All = Enum.GetValues<Clue>().ToHashSet();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact(DisplayName = "遮盖建议：一百多张生成的扫描件上的查全率与查准率")]
    public async Task The_whole_corpus()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("TITLEREVIEW_MEASURE") == "1", "Measured only when asked for: it takes minutes.");
        var people = int.Parse(Environment.GetEnvironmentVariable("TITLEREVIEW_PEOPLE") ?? "12");
        var measures = await Measured(from n in Enumerable.Range(0, people) from kind in Enum.GetValues<ScanKind>() select (n, kind));

        var said = new StringBuilder();
        foreach (var kind in Measures.Kinds) said.AppendLine($"{kind} {measures.Recall(kind):P1} {measures.Precision(kind):P1} {measures.Counts(kind)}");
        await File.WriteAllTextAsync("/tmp/eng-play/measure.txt", said + "\nMISSED\n" + string.Join('\n', measures.Missed) + "\nWRONG\n" + string.Join('\n', measures.Wrong), Ct);
    }

    private async Task<Measures> Measured(IEnumerable<(int Person, ScanKind Kind)> wanted)
    {
        var measures = new Measures();
        await using var corpus = await ScanCorpus.Open();
        foreach (var (person, kind) in wanted)
        {
            var scan = await corpus.Draw(person, kind);
            var read = await printing.Worker.Read(scan.Jpeg, Ct);
            var known = new KnownIdentity(scan.Person.Name, scan.Person.IdNumber, scan.Person.Phone, [scan.Person.Employer]);
            measures.Add(scan, MaskProposals.For(read, known, All) is MasksFound found ? found.Proposals : []);
            if (Environment.GetEnvironmentVariable("TITLEREVIEW_KEEP") is { } folder)
            {
                await File.WriteAllBytesAsync(Path.Combine(folder, scan.Name + ".jpg"), scan.Jpeg, Ct);
                await File.WriteAllTextAsync(Path.Combine(folder, scan.Name + ".json"), System.Text.Json.JsonSerializer.Serialize(new { read, scan.Truth, scan.Person }), Ct);
            }
        }

        return measures;
    }
}
