using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TitleReview.App.Storage;

namespace TitleReview.App.Clockwork;

/// <summary>自带的数据库死了，就地拉起来。这件事不能交给存在那个数据库里的定时任务。</summary>
internal sealed class DatabaseWatch(Database database, ILogger<DatabaseWatch> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(15);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause);
        while (database.IsEmbedded && await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await database.Revive(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                log.LogError(e, "The private database could not be revived.");
            }
        }
    }
}
