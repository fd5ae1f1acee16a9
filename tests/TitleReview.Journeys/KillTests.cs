using TitleReview.Tests.Support;

namespace TitleReview.Journeys;

/// <summary>Beside other journeys: it mostly waits for its own program and its own PostgreSQL. Five kills here; a hundred with `dotnet run -c Release --project bench/TitleReview.Bench -- kills`.</summary>
[TakesMinutes]
public sealed class A_killed_program
{
    [Fact(DisplayName = "在提交、通过、上传、成批通过之中 kill -9 五次：答应过的一件不少，一件不重，成批的由重启的接着办完，verify 全部相符")]
    public async Task Loses_nothing_it_acknowledged()
    {
        var ct = TestContext.Current.CancellationToken;
        var web = Path.Combine(Repository.Root, "src", "TitleReview.Web");
        var program = Directory.GetFiles(Path.Combine(web, "bin"), "TitleReview.Web.dll", SearchOption.AllDirectories).Where(f => !f.Contains("/ref")).MaxBy(File.GetLastWriteTimeUtc)!;
        await using var run = new KillRun(program, web, ready: 30);

        Assert.Equal([], await run.Run(5, TestContext.Current.SendDiagnosticMessage, ct));
        Assert.True(run.EachKindAnswered, $"{run.Summary}\n{string.Join('\n', run.Complaints.Distinct().Take(10))}");
        Assert.True(run.BulkAtKill.Handled > 0 && run.BulkAtKill.Handled < run.BulkAtKill.Due, run.Summary);
        // Ten seconds is what is promised on a machine of its own; here others build beside it.
        Assert.All(run.Restarts, restart => Assert.True(restart < TimeSpan.FromSeconds(60), run.Summary));
    }
}
