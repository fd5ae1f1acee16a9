using TitleReview.Tests.Support;

namespace TitleReview.Journeys;

/// <summary>One program for journeys that stay out of each other's way, whatever their order: a start costs as much as a journey.</summary>
public sealed class SharedSite(PostgresServer server) : IAsyncLifetime
{
    public RunningApp App { get; } = new(server);

    public async ValueTask InitializeAsync() => await App.StartAt("2023-09-18T09:00:00", 1, TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => App.DisposeAsync();
}

[CollectionDefinition(Name)]
public sealed class AtTheDesks : ICollectionFixture<SharedSite>
{
    public const string Name = "at the desks";
}

[CollectionDefinition(Name)]
public sealed class WithAccounts : ICollectionFixture<SharedSite>
{
    public const string Name = "with accounts";
}
