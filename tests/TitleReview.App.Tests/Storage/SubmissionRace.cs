using Microsoft.Extensions.DependencyInjection;
using TitleReview.App.Filings;
using TitleReview.Tests.Support;

namespace TitleReview.App.Tests.Storage;

/// <summary>The windows of the race for three submissions; half of them in this process, half in a child of it.</summary>
public sealed class SubmissionRace
{
    public const int Filings = 10;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Run by By_fifty_windows_in_two_processes_ends_with_exactly_three in a process of its own.</summary>
    [Fact(Explicit = true), Trait("Child", "true")]
    public async Task Child_races()
    {
        await using var node = await AppUnderTest.NodeOf(Told("RACE_APP"), Told("RACE_OWNER"), Told("RACE_DATA"), DateTimeOffset.Parse(Told("RACE_CLOCK")));
        await Submitters(node, windows: 25, Ct);
    }

    /// <summary>So many windows of each filing press 提交 until the tries are used up; four filings at a time.</summary>
    internal static async Task Submitters(ServiceProvider node, int windows, CancellationToken ct)
    {
        using var gate = new SemaphoreSlim(4);
        await Task.WhenAll(Enumerable.Range(1, Filings).Select(async i =>
        {
            await gate.WaitAsync(ct);
            try
            {
                await using var person = await AppUnderTest.SignIn(node, $"racer{i}@tacheng");
                var filing = (await person.Get<ReadApplicantHome>().Run(ct))!.Filings[0].Filing.Id;
                await Task.WhenAll(Enumerable.Range(0, windows).Select(async w =>
                {
                    await using var window = person.Again();
                    do
                    {
                        await window.Get<SubmitFiling>().Run(filing, Guid.NewGuid(), ct);
                        await Task.Delay(20 + w, ct);
                    }
                    while ((await window.Get<ReadFiling>().Run(filing, ct))!.Filing.SubmissionsLeft > 0);
                }));
            }
            finally
            {
                gate.Release();
            }
        }));
    }

    private static string Told(string name) => Environment.GetEnvironmentVariable(name)!;
}
