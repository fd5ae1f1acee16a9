using System.Diagnostics;

namespace TitleReview.Bench;

/// <summary>Median, least and most of what was measured.</summary>
internal sealed record Spread(double Median, double Least, double Most)
{
    public static Spread Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return new(sorted[sorted.Length / 2], sorted[0], sorted[^1]);
    }

    /// <summary>The rule for publishing: no further from the median than 15 %.</summary>
    public string Words(string format = "0.00") => $"{Median.ToString(format)} ({Least.ToString(format)}–{Most.ToString(format)}){(Least < Median * 0.85 || Most > Median * 1.15 ? " wide" : "")}";
}

/// <summary>The thing measured and its yardsticks by turns, A B C A B C, after one round that does not count.</summary>
internal static class Pairs
{
    private const int Rounds = 7;

    /// <returns>Seconds per round of each runner, in order.</returns>
    public static async Task<double[][]> Measure(params Func<int, Task>[] runners)
    {
        var seconds = runners.Select(_ => new double[Rounds]).ToArray();
        for (var round = -1; round < Rounds; round++)
            for (var who = 0; who < runners.Length; who++)
            {
                var clock = Stopwatch.StartNew();
                await runners[who](round);
                if (round >= 0) seconds[who][round] = clock.Elapsed.TotalSeconds;
            }

        return seconds;
    }

    /// <summary>So many at once, each taking the next one when it is done.</summary>
    public static async Task SideBySide<T>(int lanes, IEnumerable<T> work, Func<T, int, Task> each)
    {
        var heap = new System.Collections.Concurrent.ConcurrentQueue<T>(work);
        await Task.WhenAll(Enumerable.Range(0, lanes).Select(async lane =>
        {
            while (heap.TryDequeue(out var next)) await each(next, lane);
        }));
    }
}
