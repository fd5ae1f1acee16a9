using System.Globalization;

namespace TitleReview.Bench;

/// <summary>What the kernel says: how busy others are, what a process costs.</summary>
internal static class Machine
{
    private const double TicksPerSecond = 100;

    /// <summary>Nothing of ours runs yet: what is busy is foreign. Above 5 % the figures are not for publication.</summary>
    public static async Task<string> Describe(CancellationToken ct)
    {
        var before = Jiffies();
        await Task.Delay(TimeSpan.FromSeconds(10), ct);
        var after = Jiffies();
        var foreign = (double)(after.Busy - before.Busy) / Math.Max(1, after.All - before.All);
        var processor = File.ReadLines("/proc/cpuinfo").FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal))?.Split(": ")[^1] ?? "unknown processor";
        var memory = long.Parse(File.ReadLines("/proc/meminfo").First().Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1048576.0;
        return $"{DateOnly.FromDateTime(Time.GetUtcNow().Date):yyyy-MM-dd}, {Environment.ProcessorCount} cores ({processor}), {memory:0} GB. Load: {Load()}. "
            + $"Foreign processes use {foreign:P0} of the machine{(foreign > 0.05 ? ": NOT QUIET, the figures are not for publication" : "")}.";
    }

    public static string Load() => string.Join(' ', File.ReadAllText("/proc/loadavg").Split(' ')[..3]);

    /// <summary>Seconds of processor time of a process, its living children and those that have ended.</summary>
    public static double CpuSeconds(int process) => Family(process).Sum(p => Stat(p) is { } fields ? fields[11..15].Sum(f => long.Parse(f, CultureInfo.InvariantCulture)) / TicksPerSecond : 0);

    public static double ResidentMegabytes(int process) =>
        File.Exists($"/proc/{process}/status") && File.ReadLines($"/proc/{process}/status").FirstOrDefault(l => l.StartsWith("VmRSS", StringComparison.Ordinal)) is { } line
            ? long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024.0 : 0;

    public static IEnumerable<int> Children(int process) =>
        Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).Where(n => int.TryParse(n, out _)).Select(n => int.Parse(n!, CultureInfo.InvariantCulture))
            .Where(p => Stat(p) is { } fields && fields[1] == $"{process}");

    private static IEnumerable<int> Family(int process) => Children(process).Prepend(process);

    /// <summary>The fields after the name, from the state on.</summary>
    private static string[]? Stat(int process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/stat").Split(") ")[^1].Split(' ');
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static (long Busy, long All) Jiffies()
    {
        var fields = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..].Select(f => long.Parse(f, CultureInfo.InvariantCulture)).ToArray();
        return (fields.Sum() - fields[3] - fields[4], fields.Sum());
    }

    /// <summary>The real time; nobody turns it here.</summary>
    public static TimeProvider Time { get; } = new Clock();

    private sealed class Clock : TimeProvider;
}
