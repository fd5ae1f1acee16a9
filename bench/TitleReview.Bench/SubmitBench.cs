using Microsoft.Extensions.DependencyInjection;
using TitleReview.App.Filings;
using TitleReview.Domain;
using TitleReview.Tests.Support;

namespace TitleReview.Bench;

/// <summary>
/// Submitting, against pgbench that sends the same statements: those the server's log saw the program send for one submission, with another
/// applicant's numbers put in for each. The yardstick does no precheck, no digests, no JSON, no page; it only asks the database.
/// </summary>
internal static class SubmitBench
{
    private const int Lanes = 4, Turns = 8;

    public static async Task Run(int submits, CancellationToken ct)
    {
        // Eight turns (one does not count) of four runners; every submission uses up a draft.
        var perTurn = Math.Max(Lanes, submits / Turns / Lanes * Lanes);
        await using var site = await Seeded.Start(perTurn * Turns * 4 + 20_000, perTurn * Turns * 4 + 20, ct);
        var drafts = new Queue<string>((await site.Ask<string>("select user_name from users where user_name like 'ready-%' order by length(user_name), user_name")));
        // Signing in is not submitting: it is done before anything is measured.
        List<List<OneInProcess>> scopes = [];
        List<List<OneOverHttp>> visitors = [], hasty = [];
        for (var turn = 0; turn < Turns; turn++)
        {
            scopes.Add(await Scopes(site, Take(drafts, perTurn)));
            visitors.Add(await Visitors(site, Take(drafts, perTurn), false, ct));
            hasty.Add(await Visitors(site, Take(drafts, perTurn), true, ct));
        }

        var script = await PgbenchScript.Capture(site, drafts, ct);
        Console.WriteLine($"\n### Submit\n\n{Lanes} lanes, {perTurn} submissions a round; {script.Statements} statements each, the opening of the session among them.\n");
        var accepted = 0;
        var seconds = await Pairs.Measure(
            round => Pairs.SideBySide(Lanes, scopes[round + 1], async (one, _) => { if (await one.Submit()) Interlocked.Increment(ref accepted); }),
            round => Pairs.SideBySide(Lanes, hasty[round + 1], async (one, _) => { if (await one.Submit(ct)) Interlocked.Increment(ref accepted); }),
            round => Pairs.SideBySide(Lanes, visitors[round + 1], async (one, _) => { if (await one.Submit(ct)) Interlocked.Increment(ref accepted); }),
            _ => script.Play(site, Take(drafts, perTurn), Lanes, ct));
        Console.WriteLine("| runner | submissions a second | of pgbench |\n|---|---|---|");
        foreach (var (name, of) in new[] { ("in process", 0), ("over HTTP, until it is acknowledged", 1), ("over HTTP, with the page it leads to", 2), ("pgbench", 3) })
            Console.WriteLine($"| {name} | {Spread.Of(seconds[of].Select(s => perTurn / s)).Words("0")} | {Spread.Of(seconds[3].Zip(seconds[of], (yardstick, own) => yardstick / own)).Words()} |");
        var there = (await site.Ask<long>("select count(*) from submissions s join users u on u.applicant_id = (select applicant_id from filings f where f.id = s.filing_id) where u.user_name like 'ready-%'"))[0];
        if (accepted != perTurn * Turns * 3) throw new InvalidOperationException($"{accepted} of {perTurn * Turns * 3} submissions were accepted.");
        if (there < accepted) throw new InvalidOperationException($"{accepted} submissions were acknowledged, {there} are there.");
    }

    private static List<string> Take(Queue<string> drafts, int count) => [.. Enumerable.Range(0, count).Select(_ => drafts.Dequeue())];

    private static async Task<List<OneInProcess>> Scopes(Seeded site, List<string> users)
    {
        List<OneInProcess> made = [];
        foreach (var user in users) made.Add(new(await site.As(user), new FilingId((await site.Ask<Guid>($"select f.id from filings f join users u on u.applicant_id = f.applicant_id where u.user_name = '{user}'"))[0])));
        return made;
    }

    private static async Task<List<OneOverHttp>> Visitors(Seeded site, List<string> users, bool stay, CancellationToken ct)
    {
        List<OneOverHttp> made = [];
        foreach (var user in users)
        {
            made.Add(await OneOverHttp.Ready(site, user, ct));
            made[^1].Browser.StaysHere = stay;
        }

        return made;
    }

    private sealed record OneInProcess(AsyncServiceScope Scope, FilingId Filing)
    {
        public async Task<bool> Submit()
        {
            await using (Scope) return await Scope.ServiceProvider.GetRequiredService<SubmitFiling>().Run(Filing, Guid.CreateVersion7()) is null;
        }
    }

    private sealed record OneOverHttp(Visitor Browser, string Page, string Key)
    {
        public static async Task<OneOverHttp> Ready(Seeded site, string user, CancellationToken ct)
        {
            var browser = await Visitor.SignsIn(site.Address, user, ct);
            var page = $"/filings/{browser.Find("/filings/([0-9a-f-]{36})")}/precheck";
            await browser.Opens(page, ct);
            return new(browser, page, browser.Find("name=\"Key\" value=\"([^\"]+)"));
        }

        public async Task<bool> Submit(CancellationToken ct)
        {
            using (Browser) return await Browser.Posts(Page, "submit", ct, ("Key", Key)) && Browser.At.Contains("done=submitted", StringComparison.Ordinal);
        }
    }
}
