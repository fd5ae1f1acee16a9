using System.Diagnostics;
using TitleReview.App.Messages;
using TitleReview.Domain;
using TitleReview.Tests.Support;

namespace TitleReview.App.Tests.Messages;

/// <summary>A node in a process of its own that dispatches until it is killed in the midst of it; no fixture, the test around it made the database.</summary>
public sealed class DispatchUntilKilled
{
    [Fact(Explicit = true)]
    public async Task Child_dispatches()
    {
        var ct = TestContext.Current.CancellationToken;
        string Given(string name) => Environment.GetEnvironmentVariable($"MSG_{name}")!;
        var node = await AppUnderTest.NodeOf(Given("APP"), Given("OWNER"), Given("DATA"), DateTimeOffset.Parse(Given("CLOCK")));
        await using var scope = await AppUnderTest.SignIn(node, "applicant@aksu");
        var dying = Task.Run(async () =>
        {
            await Task.Delay(int.Parse(Given("KILL")), ct);
            Process.GetCurrentProcess().Kill();
        }, ct);
        while (!dying.IsCompleted) await scope.Get<DispatchMessages>().Run(new TenantId(Guid.Parse(Given("TENANT"))), ct);
    }
}
