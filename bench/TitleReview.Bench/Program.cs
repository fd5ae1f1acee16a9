using TitleReview.Bench;

string[] known = ["uploads", "pictures", "memory", "queue", "submit", "kills", "all"];
if (args.Length == 0 || !known.Contains(args[0]) || args[1..].Any(a => !int.TryParse(a, out var number) || number <= 0))
{
    Console.Error.WriteLine("uploads | pictures | memory | queue [small large] | submit [submits] | kills [how many] | all");
    return 2;
}

var numbers = args[1..].Select(int.Parse).ToArray();
using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) => { pressed.Cancel = true; stop.Cancel(); };
try
{
    Console.WriteLine(await Machine.Describe(stop.Token));
    if (args[0] is "uploads" or "all") await UploadBench.Run(stop.Token);
    if (args[0] is "pictures" or "all") await PictureBench.Run(stop.Token);
    if (args[0] is "memory" or "all") await MemoryBench.Run(stop.Token);
    if (args[0] is "queue" or "all") await QueueBench.Run(numbers.ElementAtOrDefault(0) is > 0 and var small ? small : 10_000, numbers.ElementAtOrDefault(1) is > 0 and var large ? large : 1_000_000, stop.Token);
    if (args[0] is "submit" or "all") await SubmitBench.Run(numbers.FirstOrDefault() is > 0 and var submits ? submits : 400, stop.Token);
    if (args[0] is "kills" or "all") await KillBench.Run(numbers.FirstOrDefault() is > 0 and var kills ? kills : 100, stop.Token);
    return 0;
}
catch (Exception e) when (e is OperationCanceledException or InvalidOperationException)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}
