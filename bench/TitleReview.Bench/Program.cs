using TitleReview.Bench;

if (args is not ["uploads" or "pictures" or "memory" or "all"])
{
    Console.Error.WriteLine("uploads | pictures | memory | all");
    return 2;
}

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) => { pressed.Cancel = true; stop.Cancel(); };
try
{
    Console.WriteLine(await Machine.Describe(stop.Token));
    if (args[0] is "uploads" or "all") await UploadBench.Run(stop.Token);
    if (args[0] is "pictures" or "all") await PictureBench.Run(stop.Token);
    if (args[0] is "memory" or "all") await MemoryBench.Run(stop.Token);
    return 0;
}
catch (Exception e) when (e is OperationCanceledException or InvalidOperationException)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}
