using System.Text;
using System.Text.Json;
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
            var read = await Read(scan);
            var known = new KnownIdentity(scan.Person.Name, scan.Person.IdNumber, scan.Person.Phone, [scan.Person.Employer]);
            measures.Add(scan, MaskProposals.For(read, known, All) is MasksFound found ? found.Proposals : []);
        }

        return measures;
    }

    // With a folder to keep what was read, a change of the matching alone is measured again in seconds.
    private async Task<ReadScan> Read(SyntheticScan scan)
    {
        if (Environment.GetEnvironmentVariable("TITLEREVIEW_KEEP") is not { Length: > 0 } folder) return await printing.Worker.Read(scan.Jpeg, Ct);

        var (picture, kept) = (Path.Combine(folder, scan.Name + ".jpg"), Path.Combine(folder, scan.Name + ".json"));
        if (File.Exists(kept) && (await File.ReadAllBytesAsync(picture, Ct)).SequenceEqual(scan.Jpeg)) return JsonSerializer.Deserialize<ReadScan>(await File.ReadAllTextAsync(kept, Ct))!;

        var read = await printing.Worker.Read(scan.Jpeg, Ct);
        await File.WriteAllBytesAsync(picture, scan.Jpeg, Ct);
        await File.WriteAllTextAsync(kept, JsonSerializer.Serialize(read), Ct);
        return read;
    }
}
