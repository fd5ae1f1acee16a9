using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TitleReview.App.Storage;

namespace TitleReview.App.Ballots;

/// <summary>开机时毁掉上次停在半路、没有来得及毁的钥匙，并说一声。</summary>
internal sealed class LeftHalves(IServiceScopeFactory scopes, BallotKeys keys, ILogger<LeftHalves> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            foreach (var round in await scope.ServiceProvider.GetRequiredService<TenantSessions>().DestroyLeftHalves(keys, stoppingToken))
                log.LogWarning("Half of the key of ballot round {Round}, which is over, was still in the data folder; it is destroyed now.", round.Value);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // The next start or verify tries again.
            log.LogError(e, "The halves of the keys of past ballot rounds could not be looked through.");
        }
    }
}
