using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using TitleReview.App.Approvals;
using TitleReview.Domain;
using TitleReview.Tests.Support;

namespace TitleReview.Bench;

/// <summary>The officer's queue page of the prefecture, the office that everything passes: a large port against a small one, by turns.</summary>
internal static class QueueBench
{
    /// <summary>A try with little ones is over sooner; its figures are for nobody.</summary>
    private static int _perRound = 150;

    public static async Task Run(int small, int large, CancellationToken ct)
    {
        if (large < 100_000) _perRound = 10;
        await using var few = await Seeded.Start(small, 2, ct);
        await using var many = await Seeded.Start(large, 2, ct);
        Console.WriteLine($"\n### The queue page, {large:N0} filings against {small:N0}\n\n| what | ms, {large:N0} | ms, {small:N0} | ratio | statements |\n|---|---|---|---|---|");
        using (var at = await Visitor.SignsIn(many.Address, "prefecture@seed", ct))
        using (var other = await Visitor.SignsIn(few.Address, "prefecture@seed", ct))
            await Row("page over HTTP, whole", _ => Times(() => at.Opens("/inbox", ct)), _ => Times(() => other.Opens("/inbox", ct)), "see below");

        await using var big = await many.As("prefecture@seed");
        await using var little = await few.As("prefecture@seed");
        var tail = (await many.Ask<string>("select right(masked_resident_id, 4) from applicants limit 1"))[0];
        (string Name, InboxQuery Query)[] pages =
        [
            ("waiting, by age", new()), ("waiting, by deadline", new(Sort: InboxSort.Deadline)), ("waiting, by specialty, backwards", new(Sort: InboxSort.Specialty, Descending: true)),
            ("waiting, one specialty, by employer", new(Specialty: "水利", Sort: InboxSort.Employer)), ("due today", new(InboxTab.DueToday)), ("returned", new(InboxTab.Returned)), ("the rest", new(InboxTab.Others)),
            ("name, 王…", new(Search: "王")), ("end of the ID number", new(InboxTab.Others, tail)),
        ];
        foreach (var (name, query) in pages)
            await Row($"use case, {name}", _ => Times(() => Ask(big, query)), _ => Times(() => Ask(little, query)), $"{await Statements.Of(() => Ask(big, query))}");
        var (deepBig, deepLittle) = (await Deep(big), await Deep(little));
        await Row("use case, 50th page", _ => Times(() => Ask(big, new(After: deepBig))), _ => Times(() => Ask(little, new(After: deepLittle))), $"{await Statements.Of(() => Ask(big, new(After: deepBig)))}");
        var (oneBig, oneLittle) = (await Middle(big), await Middle(little));
        await Row("use case, neighbours", _ => Times(() => Near(big, oneBig)), _ => Times(() => Near(little, oneLittle)), $"{await Statements.Of(() => Near(big, oneBig))}");
        await Row("use case, counts in the navigation", _ => Times(() => Counts(big)), _ => Times(() => Counts(little)), $"{await Statements.Of(() => Counts(big))}");

        async Task Row(string what, Func<int, Task> of, Func<int, Task> against, string statements)
        {
            var seconds = await Pairs.Measure(of, against);
            var (a, b) = (Spread.Of(seconds[0].Select(s => s * 1000 / _perRound)), Spread.Of(seconds[1].Select(s => s * 1000 / _perRound)));
            Console.WriteLine($"| {what} | {a.Words()} | {b.Words()} | {Spread.Of(seconds[0].Zip(seconds[1], (x, y) => x / y)).Words()} | {statements} |");
        }
    }

    private static async Task Times(Func<Task> what)
    {
        for (var at = 0; at < _perRound; at++) await what();
    }

    private static Task<InboxView?> Ask(AsyncServiceScope of, InboxQuery query) => of.ServiceProvider.GetRequiredService<ReadInbox>().Run(query);

    private static Task<Neighbours> Near(AsyncServiceScope of, Guid filing) => of.ServiceProvider.GetRequiredService<ReadNeighbours>().Run(new FilingId(filing), new());

    private static Task<DeskCounts?> Counts(AsyncServiceScope of) => of.ServiceProvider.GetRequiredService<ReadDeskCounts>().Run();

    private static async Task<Guid> Middle(AsyncServiceScope of) => (await Ask(of, new(Size: 200)))!.Rows[^1].Id;

    private static async Task<string?> Deep(AsyncServiceScope of)
    {
        string? after = null;
        for (var page = 0; page < 50; page++)
            if ((await Ask(of, new(After: after)))!.Next is { } next) after = next;
        return after;
    }
}

/// <summary>How often the database is asked, but for the opening of the session (one batch: tenant, clock, account).</summary>
internal static class Statements
{
    public static async Task<int> Of(Func<Task> run)
    {
        var asked = 0;
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Npgsql",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
            {
                var text = $"{activity.GetTagItem("db.query.text") ?? activity.GetTagItem("db.statement")}";
                if (text.Length > 0 && !text.Contains("set_config('app.tenant'", StringComparison.Ordinal)) Interlocked.Increment(ref asked);
            },
        };
        ActivitySource.AddActivityListener(listener);
        await run();
        return asked;
    }
}
