using TitleReview.Tests.Support;

namespace TitleReview.Bench;

/// <summary>A hundred kills of the program under load; see tests/Support/Faults/KillRun.</summary>
internal static class KillBench
{
    public static async Task Run(int kills, CancellationToken ct)
    {
        var web = Path.Combine(Repository.Root, "src", "TitleReview.Web");
        var built = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        // Enough drafts that somebody still submits at the last kill.
        await using var run = new KillRun(Path.Combine(web, "bin", built, "net10.0", "TitleReview.Web.dll"), web, ready: Math.Max(40, kills * 4));
        var wrong = await run.Run(kills, Console.WriteLine, ct);
        Console.WriteLine(run.Summary);
        foreach (var line in run.Complaints.GroupBy(c => c[..Math.Min(c.Length, 300)]).OrderByDescending(g => g.Count()).Take(8)) Console.Error.WriteLine($"{line.Count()} × {line.Key}");
        foreach (var line in wrong) Console.Error.WriteLine(line);
        if (wrong.Count > 0) throw new InvalidOperationException($"{wrong.Count} things are wrong after {kills} kills.");
        Console.WriteLine("Nothing acknowledged is lost, nothing is doubled, verify finds nothing.");
    }
}
